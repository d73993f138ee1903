import type { Event } from '../../../shared/event.ts';
import type { Turn } from '../turn.ts';
import type { WebhookCall } from './webhook-request.ts';

/**
 * Whether a call may have gone out before a stop: its intent stands on record already. Where it does not, it stands
 * there now, and is durable with the next commit.
 */
export async function mayHaveBeenSent({ task, turn }: WebhookCall): Promise<boolean> {
  const intent = `sending ${task.key}, once only`;
  const run = turn.ledger.now.turn?.runs.at(-1);
  if (!run) return false;
  if (await isOnRecord(intent, turn)) return true;
  // The run stays where it stands; the event is there to be found after a crash.
  turn.ledger.record({ type: 'run_moved', run: run.id, position: run.at, reason: intent });
  return false;
}

const pageLength = 100;

/** Looks through what is stored of the current turn, newest first. */
async function isOnRecord(intent: string, { ledger, ports }: Turn): Promise<boolean> {
  const { id, seq, turn } = ledger.now;
  // A run of a prompt sequence may go on in another turn than the one in which the call was meant to go out.
  const longRun = turn?.runs.find(({ program }) => program === 'prompt_sequence');
  const isBeginning = (event: Event): boolean =>
    longRun ? event.type === 'run_started' && event.run.id === longRun.id : event.type === 'turn_started' && event.turn === turn?.number;
  for (let end = seq; end > 0; end -= pageLength) {
    const page = await ports.store.events(id, Math.max(0, end - pageLength), Math.min(pageLength, end));
    if (page.some((event) => event.type === 'run_moved' && event.reason === intent)) return true;
    if (page.some(isBeginning)) return false;
  }
  return false;
}
