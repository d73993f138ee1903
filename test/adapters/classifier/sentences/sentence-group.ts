import type { Parameter, Value } from '../../../../runtime/adapters/classifier/parameters/types.ts';

/** Sentences with the values that should be taken out of them; an empty object means: nothing may be found. */
export type SentenceGroup = {
  about: string;
  language: string;
  timezone?: string;
  parameters: Parameter[];
  examples: string[];
  sentences: readonly (readonly [text: string, values: Record<string, Value>])[];
};

/** A parameter by its name and type. */
export const one = (name: string, type: string, more: Partial<Parameter> = {}): Parameter => ({ name, type, ...more });
