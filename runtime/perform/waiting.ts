import type { WaitingCall, WaitingCheckpoint } from '../../shared/checkpoint.ts';
import { waitingCalls, waitingCheckpoints } from '../decide/waiting.ts';
import { type House, roomOf } from './rooms.ts';

/** What of a project waits for its operators. */
export type Waiting = { approvals: WaitingCall[]; checkpoints: WaitingCheckpoint[] };

const pageRows = 100;

/** All that waits in a project, the conversation that has rested longest first; only those are read. */
export async function waitingIn(house: House, project: string): Promise<Waiting> {
  const ids = await idsOf(house, project);
  const now = await Promise.all(ids.toReversed().map(async (id) => (await roomOf(house, id)).ledger.now));
  return { approvals: now.flatMap(waitingCalls), checkpoints: now.flatMap(waitingCheckpoints) };
}

async function idsOf({ ports: { store } }: House, project: string): Promise<string[]> {
  const ids: string[] = [];
  let after: { changedAt: number; id: string } | undefined;
  do {
    const rows = await store.inbox(project, { needs: 'approvals', operator: '', limit: pageRows, ...(after ? { after } : {}) });
    ids.push(...rows.map(({ id }) => id));
    after = rows.length === pageRows ? rows.at(-1) : undefined;
  } while (after);
  return ids;
}
