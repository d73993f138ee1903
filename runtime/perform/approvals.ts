import type { Conflict } from '../../shared/checkpoint.ts';
import { type Conversation, isClosed, type OnCheckpoint } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { inTheWay, itself } from '../decide/conflicts.ts';
import { inLine } from './in-line.ts';
import { nextVersion } from './next-version.ts';
import { profileOf } from './profile-of.ts';
import type { House, Room } from './rooms.ts';
import { checkVerdict } from './sequences.ts';

/** What an operator says to a call or a checkpoint that waits: `wait` is its id. */
export type Decision = { wait: string; approve: boolean; by: string } & OnCheckpoint;

/**
 * Takes a decision: resolves once stored; of two, the second gets a conflict that names the first (C-28). The run goes on by
 * itself. A checkpoint that something is in the way of is not applied: the decision is on record, and the problem says what it is.
 */
export async function decide(house: House, conversation: string, decision: Decision): Promise<void> {
  const conflicts = await inLine(house, conversation, async (room) => {
    const conflicts = await lookedAt(house, room, decision);
    const { wait, ...said } = decision;
    room.ledger.record({ type: 'input_received', input: { kind: 'decision', id: `decision ${wait}`, wait, ...said } });
    return conflicts;
  });
  if (conflicts.length > 0) throw new Problem('checkpoint.conflict', { reason: conflicts.map(({ text }) => text).join(' ') });
}

/** Throws where nothing waits for this decision, or where it does not fit; answers what is in its way. */
async function lookedAt({ ports, versions }: House, { ledger }: Room, decision: Decision): Promise<Conflict[]> {
  const { wait, approve, how = approve ? 'approve' : 'reject_and_stop', by } = decision;
  // The version that the decision will be carried out on.
  const { project, version } = await nextVersion(versions, ledger.now);
  const profile = await profileOf(ports, ledger.now);
  const { now } = ledger;
  if (isClosed(now.status)) throw new Problem('conversation.ended');
  const first = now.queue.find((it) => it.kind === 'decision' && it.wait === wait);
  if (first?.kind === 'decision') throw new Problem('approval.decided', { by: first.by });
  const waiting = now.approvals?.find((it) => (it.wait.for === 'approval' || it.wait.for === 'checkpoint') && it.wait.id === wait);
  if (!waiting) throw gone(now, wait);
  const checkpoint = now.checkpoints?.find(({ id }) => id === wait);
  if (!checkpoint || waiting.wait.for !== 'checkpoint') return [];
  checkVerdict(checkpoint, decision);
  return approve ? inTheWay(checkpoint, { ...decision, how, by }, { project, conversation: { ...now, version, profile } }) : [];
}

/** Why nothing waits: somebody has decided, or there was nothing to decide. */
function gone({ checkpoints = [], turn, promptRuns = [] }: Conversation, wait: string): Problem {
  const checkpoint = checkpoints.find(({ id }) => id === wait);
  const running = turn?.input.kind === 'decision' && turn.input.wait === wait ? turn.input.by : undefined;
  const by = running ?? checkpoint?.decidedBy;
  if (!checkpoint || (by !== undefined && by !== itself)) return new Problem('approval.decided', { by: by ?? 'somebody else' });
  const status = promptRuns.find(({ id }) => id === checkpoint.run)?.status ?? 'over';
  return new Problem('checkpoint.not_waiting', { checkpoint: wait, reason: `it is ${checkpoint.status} and its run is ${status}` });
}
