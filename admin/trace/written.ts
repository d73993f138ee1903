import type { PlannedEffect, Run } from '../../shared/run.ts';

/** The authored effects of the runs of a turn, by where they stand in the document. */
export type Written = ReadonlyMap<string, PlannedEffect['effect']>;

/** The authored effects with those of one more run. */
export function withRun(written: Written, run: Run): Written {
  return run.program === 'list' ? new Map([...written, ...run.effects.map(({ effect, origin }) => [origin.path, effect] as const)]) : written;
}
