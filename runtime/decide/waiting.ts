import type { WaitingCall, WaitingCheckpoint } from '../../shared/checkpoint.ts';
import type { Conversation } from '../../shared/conversation.ts';

/** The calls of tools that wait for an operator, with exactly what they would be called with. */
export function waitingCalls(now: Conversation): WaitingCall[] {
  const { id: conversation, visitor, approvals = [] } = now;
  return approvals.flatMap(({ runs, wait }) => {
    if (wait.for !== 'approval' || isDecided(now, wait.id)) return [];
    const { id, tool, arguments: given } = wait;
    const reply = runs.findLast((run) => run.program === 'reply');
    return [{ conversation, visitor, stage: reply?.stage ?? now.stage, id, tool, arguments: given }];
  });
}

/** The checkpoints of prompt sequences that wait for an operator. */
export function waitingCheckpoints(now: Conversation): WaitingCheckpoint[] {
  const { id: conversation, visitor, stage, approvals = [], checkpoints = [] } = now;
  return approvals.flatMap(({ wait }) => {
    if (wait.for !== 'checkpoint' || isDecided(now, wait.id)) return [];
    const checkpoint = checkpoints.find(({ id }) => id === wait.id);
    return checkpoint ? [{ conversation, visitor, stage, status: wait.status, checkpoint }] : [];
  });
}

/** Whether somebody has decided, so that it only has to be carried out. */
export const isDecided = ({ queue }: Pick<Conversation, 'queue'>, wait: string): boolean =>
  queue.some((input) => input.kind === 'decision' && input.wait === wait);
