import type { Input } from '../../shared/conversation.ts';
import { unansweredIn } from '../decide/in-human-hands.ts';
import type { House, Room } from './rooms.ts';

/** Nobody has come in time: the bot goes on and says so, or the conversation goes on waiting, as its author wants it (`handoff.whenNobody`). */
export async function pass({ versions }: House, { ledger }: Room, input: Extract<Input, { kind: 'deadline' }>): Promise<void> {
  const { project, version } = ledger.now;
  const ready = await versions.at(project, version);
  // Somebody may have come while the version was made ready.
  if (ledger.now.status !== 'waiting_for_human' || ledger.now.human?.until === undefined) return;
  if (ready.project.handoff.whenNobody === 'stay') return ledger.record({ type: 'wait_overdue' });
  ledger.record({ type: 'handed_back', by: null, summary: '', answers: [input, ...unansweredIn(ledger.now)] });
}
