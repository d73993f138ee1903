import type { Conversation } from '../../shared/conversation.ts';
import { deadlinesOf } from '../decide/deadlines.ts';
import { pass } from './handoff-deadline.ts';
import { inLine } from './in-line.ts';
import type { House } from './rooms.ts';
import { isUnknown, retryMilliseconds } from './work.ts';

/** No timer waits longer than 24.8 days; one that calls early is armed again. */
const longestWait = 24 * 60 * 60_000;

/** Arms the earliest deadline of a conversation, in place of the one that was armed before; called after every commit. */
export function arm(house: House, conversation: Conversation): void {
  const [next] = deadlinesOf(conversation).toSorted((left, right) => left.at - right.at);
  const known = house.alarms.get(conversation.id);
  if (known?.at === next?.at) return;
  known?.cancel();
  house.alarms.delete(conversation.id);
  if (!next || house.isClosing) return;
  ring(house, conversation.id, { at: next.at, wait: Math.min(longestWait, Math.max(0, next.at - house.ports.clock.now())) });
}

/** Takes in what is due when it is time; where the store fails then, a little later. */
function ring(house: House, id: string, { at, wait }: { at: number; wait: number }): void {
  const again = (thrown: unknown): void => {
    if (!isUnknown(thrown) && !house.isClosing && !house.alarms.has(id)) ring(house, id, { at, wait: retryMilliseconds });
  };
  const cancel = house.ports.clock.after(wait, () => {
    house.alarms.delete(id);
    if (!house.isClosing) fire(house, id).catch(again);
  });
  house.alarms.set(id, { at, cancel });
}

/** Takes in what is due, in one line with everything else that comes in; what was settled meanwhile is not due any more. */
const fire = (house: House, id: string): Promise<void> =>
  inLine(house, id, async (room) => {
    const now = house.ports.clock.now();
    const due = deadlinesOf(room.ledger.now).filter(({ at }) => at <= now);
    // Clocks may call a little early.
    if (due.length === 0) return arm(house, room.ledger.now);
    for (const { input } of due) {
      if (input.kind === 'deadline') await pass(house, room, input);
      else room.ledger.record({ type: 'input_received', input });
    }
  });
