import type { Outcome } from '../../../shared/run.ts';
import type { Values } from '../../../shared/value.ts';
import { isRecord } from '../fits.ts';

/** What an `infer` found. A guessed value is the whole answer, taken because nothing else is known of what is wanted. */
export type Inferred = { values: Values; guessed: string[] };

/** What the last `infer` of a run found; nothing where it failed. */
export function inferred(outcome: Outcome | null): Inferred {
  const value = outcome?.ok ? outcome.value : null;
  if (!isRecord(value)) return { values: {}, guessed: [] };
  const { values = null, guessed = null } = value;
  return { values: isRecord(values) ? values : {}, guessed: Array.isArray(guessed) ? guessed.map(String) : [] };
}
