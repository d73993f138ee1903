import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../admin/api.ts';
import type { Alert } from '../../../admin/inbox/alert.ts';
import type { Source } from '../../../admin/inbox/feed.ts';
import { createInbox } from '../../../admin/inbox/inbox.ts';
import { joined } from '../../../admin/inbox/inbox-state.ts';
import { inboxKey } from '../../../admin/inbox/keys.ts';
import type { InboxConversation, InboxEntry, InboxPacket, InboxRow } from '../../../shared/inbox.ts';

const row = (changedAt = 1): InboxRow => ({
  id: 'a',
  visitor: 'v',
  version: 1,
  status: 'with_human',
  stage: 'Main',
  turns: 1,
  startedAt: 1,
  changedAt,
  preview: '',
  name: null,
  email: null,
  human: null,
  contact: null,
  unread: 0,
  approvals: 0,
  online: true,
  page: null,
});
const said = (seq: number): InboxEntry => ({
  seq,
  at: seq,
  turn: 1,
  type: 'message',
  message: { id: `m${seq}`, role: 'user', text: `words ${seq}`, nodes: [], at: seq },
});
const read = (seqs: number[], more: Partial<InboxConversation> = {}): InboxConversation => ({
  row: row(),
  blocked: false,
  entries: seqs.map(said),
  hasMore: false,
  profile: {},
  vars: {},
  stages: [],
  working: false,
  streaming: null,
  watchers: [],
  ...more,
});
const seqs = ({ entries }: Pick<InboxConversation, 'entries'>): number[] => entries.map(({ seq }) => seq);

/** A server whose answers come when the test lets them, and a feed on which the test speaks. */
function standIn({ mayAct = true, isLookedAt = true } = {}) {
  const asked: { path: string; answer(value: unknown, status?: number): Promise<void> }[] = [];
  const source: Source = { close: () => undefined, readyState: 1, onmessage: null, onerror: null };
  const addresses: string[] = [];
  let look = (): void => undefined;
  const window = { isLookedAt };
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const alert: Alert = {
    show: () => undefined,
    isSounding: () => false,
    setSounding: () => undefined,
    isLookedAt: () => window.isLookedAt,
    whenLookedAt: (then) => {
      look = then;
      return () => undefined;
    },
  };
  const call = <T>(path: string): Promise<Answer<T>> =>
    new Promise((resolve) =>
      asked.push({
        path,
        answer: async (value, status = 200) => {
          // What a route answers is for the test to say.
          resolve((status === 200 ? { ok: true, value } : { ok: false, status, message: `refused with ${status}` }) as Answer<T>);
          await settled();
        },
      }),
    );
  const inbox = createInbox({
    api: { call },
    drafts: { read: () => '', write: () => undefined },
    alert,
    mayAct: () => mayAct,
    after: () => () => undefined,
    connect: (address) => {
      addresses.push(address);
      return source;
    },
  });
  inbox.choose('test');
  inbox.connect();
  return {
    inbox,
    addresses,
    tell: (packet: InboxPacket) => source.onmessage?.call({} as EventSource, { data: JSON.stringify(packet) } as MessageEvent), // only `data` is read
    paths: (end: string) => asked.filter(({ path }) => path.endsWith(end)),
    /** Answers the oldest question whose path ends so. */
    async answer(end: string, value: unknown, status?: number) {
      const at = asked.findIndex(({ path }) => path.endsWith(end));
      if (at < 0) throw new Error(`nobody asked for ${end}: ${asked.map(({ path }) => path).join(', ')}`);
      await asked.splice(at, 1)[0]?.answer(value, status);
    },
    lookAgain() {
      window.isLookedAt = true;
      look();
    },
  };
}

describe('what is read and what comes by itself', () => {
  test('what the feed tells while a conversation is read is not lost', async () => {
    const world = standIn();
    world.inbox.open('a');
    world.tell({ type: 'entry', conversation: 'a', entry: said(3) });
    await world.answer('/inbox/a', read([1, 2]));
    expect(seqs(world.inbox.store.getState().open ?? read([]))).toEqual([1, 2, 3]);
    world.tell({ type: 'ready', resumed: true, you: { id: 'o', name: 'Ada' } });
    world.tell({ type: 'entry', conversation: 'a', entry: said(4) });
    world.tell({ type: 'row', row: row(9) });
    await world.answer('/inbox/a', read([1, 2, 3]));
    const { open } = world.inbox.store.getState();
    expect([seqs(open ?? read([])), open?.row.changedAt]).toEqual([[1, 2, 3, 4], 9]);
  });

  test('after a cut the page asks again whether the bot is at work', async () => {
    const world = standIn();
    world.inbox.open('a');
    await world.answer('/inbox/a', read([1], { working: true }));
    expect(world.inbox.store.getState().open?.working).toBe(true);
    world.tell({ type: 'ready', resumed: true, you: { id: 'o', name: 'Ada' } });
    await world.answer('/inbox/a', read([1], { working: false }));
    expect(world.inbox.store.getState().open?.working).toBe(false);
  });

  test('older words stay where both know some of the same, and make way where they do not', () => {
    const known = { entries: [1, 2, 3, 4].map(said), hasMore: false };
    const again = joined(read([3, 4, 5], { hasMore: true }), known);
    expect([seqs(again), again.hasMore]).toEqual([[1, 2, 3, 4, 5], false]);
    const far = joined(read([8, 9], { hasMore: true }), known);
    expect([seqs(far), far.hasMore]).toEqual([[8, 9], true]);
  });

  test('what changes while decisions are read is read once more, also for another conversation', async () => {
    const world = standIn();
    world.inbox.open('a');
    await world.answer('/inbox/a', read([1]));
    world.inbox.open('b');
    await world.answer('/inbox/b', read([1], { row: { ...row(), id: 'b' } }));
    await world.answer('/a/sequences', { runs: [], checkpoints: [], calls: [] });
    await world.answer('/b/sequences', { runs: [{ id: 'run' }], checkpoints: [], calls: [] });
    expect(world.inbox.store.getState().open?.runs).toMatchObject([{ id: 'run' }]);
  });

  test('a conversation that is not there is said to be so, and news of the others go on', async () => {
    const world = standIn();
    world.inbox.open('gone');
    expect(world.addresses.at(-1)).toContain('conversation=gone');
    await world.answer('/inbox/gone', null, 404);
    expect(world.inbox.store.getState().refusal).toBe('refused with 404');
    expect(world.addresses.at(-1)).not.toContain('conversation');
  });
});

describe('what counts as seen', () => {
  test('what comes while the window is out of sight is unread until somebody looks', async () => {
    const world = standIn({ isLookedAt: false });
    world.inbox.open('a');
    await world.answer('/inbox/a', read([1]));
    world.tell({ type: 'entry', conversation: 'a', entry: said(2) });
    expect(world.paths('/seen')).toHaveLength(0);
    world.lookAgain();
    expect(world.paths('/seen')).toHaveLength(1);
    world.tell({ type: 'entry', conversation: 'a', entry: said(3) });
    expect(world.paths('/seen')).toHaveLength(2);
  });

  test('whoever may only look sees what waits, and marks nothing as seen', async () => {
    const world = standIn({ mayAct: false });
    world.inbox.open('a');
    await world.answer('/inbox/a', read([1]));
    world.tell({ type: 'entry', conversation: 'a', entry: said(2) });
    expect([world.paths('/seen').length, world.paths('/sequences').length]).toEqual([0, 1]);
  });
});

describe('keys', () => {
  const press = (key: string, repeat: boolean) => inboxKey({ key, repeat, ctrlKey: false, metaKey: false, altKey: false, target: null });

  test('a key that is held down walks the list, and decides once', () => {
    expect(['j', 'k'].map((key) => press(key, true))).toEqual(['next', 'previous']);
    expect(['a', 'x', 't', 'h', 'r', '/'].map((key) => press(key, true))).toEqual([null, null, null, null, null, null]);
    expect(press('a', false)).toBe('approve');
  });
});
