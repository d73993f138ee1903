import { type Conversation, type Input, isClosed } from '../../shared/conversation.ts';
import { theTimeout } from './conflicts.ts';
import { isDecided } from './waiting.ts';

/** A moment that a conversation waits for, and what comes in then. */
export type Deadline = { at: number; input: Input };

/** Everything that a conversation waits for by the clock. A conversation that has any is work left: a start finds it again. */
export const deadlinesOf = (conversation: Conversation): Deadline[] =>
  isClosed(conversation.status) ? [] : [...untilSomebodyComes(conversation), ...untilSomebodyDecides(conversation)];

/** A checkpoint whose author says what is decided where nobody decides (`promptSequences[].timeout`). */
function untilSomebodyDecides({ approvals = [], checkpoints = [], queue }: Conversation): Deadline[] {
  return checkpoints.flatMap(({ id, status, deadline }): Deadline[] => {
    const isWaiting = approvals.some(({ wait }) => wait.for === 'checkpoint' && wait.id === id);
    if (status !== 'pending' || !deadline || !isWaiting || isDecided({ queue }, id)) return [];
    const approve = deadline.then === 'approve';
    return [{ at: deadline.at, input: { kind: 'decision', id: `timeout ${id}`, wait: id, approve, how: deadline.then, by: theTimeout } }];
  });
}

function untilSomebodyComes({ human, status }: Conversation): Deadline[] {
  if (status !== 'waiting_for_human' || human?.until === undefined) return [];
  return [{ at: human.until, input: { kind: 'deadline', id: `handoff ${human.since}`, about: 'handoff' } }];
}
