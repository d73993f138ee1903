import type { Run } from '../../shared/run.ts';
import type { Value } from '../../shared/value.ts';

/** The authored effects of the runs of a turn, by where they stand in the document. */
export type Written = ReadonlyMap<string, Value>;

/** The authored effects with those of one more run. */
export function withRun(written: Written, run: Run): Written {
  if (run.program !== 'list') return written;
  // An effect is JSON by its schema; Value only says the same in general.
  return new Map([...written, ...run.effects.map(({ effect, origin }) => [origin.path, effect as unknown as Value] as const)]);
}
