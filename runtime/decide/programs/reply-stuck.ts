import type { LoopCall, ReplyRun } from '../../../shared/run.ts';
import { same } from '../../../shared/value.ts';

/** Why a loop is stuck: the same call gave the same again, and nothing has changed in between (R001-18, C-46). */
export function isStuck({ rounds }: Pick<ReplyRun, 'rounds'>): string {
  const before = rounds.slice(0, -1).flatMap(({ calls }) => calls);
  const repeated = rounds.at(-1)?.calls.find((call) => before.some((other) => isSame(call, other)));
  return repeated ? `${repeated.tool} was called with the same arguments again and gave the same, so nothing moves` : '';
}

/** Keys in any order say the same; a change of state since, by whatever call, makes it another call. */
const isSame = (left: LoopCall, right: LoopCall): boolean =>
  left.tool === right.tool && left.changes === right.changes && same(left.arguments, right.arguments) && same(left.result, right.result);
