import type { Operation, PlannedEffect, ReplyPlace, ReplyRun } from '../../../shared/run.ts';

/** Where the run stands a moment later. */
export const later = ({ at: [count, place] }: ReplyRun, changes: Partial<ReplyPlace>, steps = 1): ReplyRun['at'] => [
  count + steps,
  { ...place, ...changes },
];

/** What the loop does, in the name of the response that it is. */
export const planned = ({ origin, parameters }: ReplyRun, effect: Operation): PlannedEffect => ({ effect, tier: 0, origin, parameters });

/** What a yes is given to: this call of this round, with its arguments. */
export const waitId = (run: ReplyRun): string => `${run.id}.${run.rounds.length}.${run.at[1].call}`;
