import { Problem, report } from '../../../shared/problem.ts';
import type { Operation, Outcome, PlannedEffect, ReplyPlace, ReplyRun } from '../../../shared/run.ts';

/** Where the run stands a moment later. */
export const later = ({ at: [count, place] }: ReplyRun, changes: Partial<ReplyPlace>, steps = 1): ReplyRun['at'] => [
  count + steps,
  { ...place, ...changes },
];

/** What the loop does, in the name of the response that it is. */
export const planned = ({ origin, parameters }: ReplyRun, effect: Operation): PlannedEffect => ({ effect, tier: 0, origin, parameters });

/** How a call turns out that is not made. */
export const refusal = (tool: string, reason: string): Outcome => ({ ok: false, problem: report(new Problem('tool.refused', { tool, reason })) });

/** What a yes is given to: this call of this round, with its arguments. */
export const waitId = (run: ReplyRun): string => `${run.id}.${run.rounds.length}.${run.at[1].call}`;
