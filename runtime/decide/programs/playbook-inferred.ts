import type { Outcome } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';

/** What an `infer` found. A guessed value is the whole answer, taken because nothing else is known of what is wanted. */
export type Inferred = { values: Values; guessed: string[] };

/** What the last `infer` of a run found; nothing where it failed. */
export function inferred(outcome: Outcome | null): Inferred {
  const value = outcome?.ok ? outcome.value : null;
  if (!isRecord(value)) return { values: {}, guessed: [] };
  const { values = null, guessed = null } = value;
  return { values: isRecord(values) ? values : {}, guessed: Array.isArray(guessed) ? guessed.map(String) : [] };
}

const isRecord = (value: Value): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
