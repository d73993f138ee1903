import { expect, test } from 'vitest';
import type { Commit, InboxPage, Store } from '../../../runtime/ports.ts';
import type { Event } from '../../../shared/event.ts';
import { sampleCommit, startOf } from './sample-commits.ts';
import { type OpenStore, withStore } from './store-contract.ts';

const nothing: Commit['row']['inbox'] = { human: null, contact: null, unread: 0, approvals: 0, name: null, email: null };
const ana = { id: 'ana', name: 'Ana' };
const held = (operator: typeof ana | null, unread = 0) => ({ ...nothing, unread, human: { since: 1, reason: 'why', operator } });

const rowsOf: Record<string, Partial<Commit['row']>> = {
  plain: { changedAt: 10 },
  waits: { changedAt: 20, status: 'waiting_for_human', inbox: held(null, 2) },
  ours: { changedAt: 30, status: 'with_human', inbox: held(ana) },
  theirs: { changedAt: 40, status: 'with_human', inbox: held({ id: 'ben', name: 'Ben' }, 1) },
  asks: { changedAt: 50, inbox: { ...nothing, approvals: 2 } },
  left: { changedAt: 60, inbox: { ...nothing, contact: { email: 'ada@example.com', at: 5 }, email: 'ada@example.com' } },
  gone: { changedAt: 70, status: 'ended', inbox: { ...nothing, name: 'Grete Müller', contact: { email: 'g@example.com', at: 5 } } },
};

const ids = async (store: Store, page: Partial<InboxPage>): Promise<string[]> =>
  (await store.inbox('shop', { needs: 'all', operator: 'ana', limit: 50, ...page })).map(({ id }) => id);

/** What the inbox promises, and what an external desk is told. */
export function inboxContract(open: OpenStore): void {
  const filled = (rule: (store: Store) => Promise<void>) =>
    withStore(open, async (store) => {
      for (const [id, row] of Object.entries(rowsOf)) await store.commit(sampleCommit(startOf(id), 's', { row }));
      await store.commit(sampleCommit(startOf('elsewhere'), 's', { row: { project: 'other', status: 'waiting_for_human', inbox: held(null) } }));
      await rule(store);
    });

  test('each filter has exactly its rows, newest change first', () =>
    filled(async (store) => {
      expect(await ids(store, { needs: 'all' })).toEqual(['left', 'asks', 'theirs', 'ours', 'waits', 'plain']);
      expect(await ids(store, { needs: 'waiting' })).toEqual(['waits']);
      expect(await ids(store, { needs: 'mine' })).toEqual(['ours']);
      expect(await ids(store, { needs: 'mine', operator: 'ben' })).toEqual(['theirs']);
      expect(await ids(store, { needs: 'approvals' })).toEqual(['asks']);
      expect(await ids(store, { needs: 'contact' })).toEqual(['left']);
      expect(await ids(store, { needs: 'closed' })).toEqual(['gone']);
      expect(await store.inboxCounts('shop', 'ana')).toEqual({ waiting: 1, mine: 1, approvals: 1, contact: 1, unread: 2 });
      expect((await store.conversation('ours'))?.inbox).toEqual(held(ana));
    }));

  test('a page goes on after the last row of the page before, also where several changed at the same moment', () =>
    withStore(open, async (store) => {
      const all = ['a', 'b', 'c', 'd', 'e'];
      for (const id of all) await store.commit(sampleCommit(startOf(id), 's', { row: { changedAt: id === 'e' ? 9 : 5 } }));
      const seen: string[] = [];
      for (let after: InboxPage['after']; seen.length < 20; ) {
        const rows = await store.inbox('shop', { needs: 'all', operator: '', limit: 2, ...(after ? { after } : {}) });
        seen.push(...rows.map(({ id }) => id));
        const last = rows.at(-1);
        if (!last) break;
        after = { changedAt: last.changedAt, id: last.id };
      }
      expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
    }));

  test('a query looks into names, addresses, previews, profiles and what was said, whatever its case', () =>
    filled(async (store) => {
      const place = startOf('spoken');
      const commit = sampleCommit(place, '.', {
        profile: [{ field: 'city', operation: 'set', value: 'Zürich' }],
        row: { visitor: 'visitor-9', changedAt: 80 },
      });
      const said = {
        type: 'operator_said',
        by: ana,
        message: { id: 'm', role: 'operator', text: 'The Blue Teapot', at: 1, turn: 1, stage: '' },
      } as const;
      const event: Event = { ...said, seq: 2, at: 1, turn: 1, shown: 1 };
      await store.commit({ ...commit, events: [...commit.events, event] });
      expect(await ids(store, { query: 'blue teapot' })).toEqual(['spoken']);
      expect(await ids(store, { query: 'ZÜRICH' })).toEqual(['spoken']);
      expect(await ids(store, { query: 'ada@' })).toEqual(['left']);
      expect(await ids(store, { needs: 'closed', query: 'müller' })).toEqual(['gone']);
      expect(await ids(store, { query: 'good day', limit: 2 })).toEqual(['spoken', 'left']);
      expect(await ids(store, { query: '%' })).toEqual([]);
    }));

  test('what a desk is told is stored with its events or not at all, and comes in order, one for each conversation', () =>
    withStore(open, async (store) => {
      const [one, two] = [startOf('one'), startOf('two')];
      const outgoing = (...names: string[]) => names.map((id) => ({ id, kind: 'handoff.taken', body: { id } }));
      await store.commit(sampleCommit(one, 's', { outgoing: outgoing('one-1', 'one-2') }));
      await store.commit(sampleCommit(two, 's', { outgoing: outgoing('two-1') }));
      await expect(store.commit(sampleCommit(startOf('one'), 's', { outgoing: outgoing('one-late') }))).rejects.toMatchObject({
        code: 'conversation.moved',
      });
      const waiting = async () => (await store.outgoing(10)).map(({ id, attempts, nextAt }) => [id, attempts, nextAt]);
      expect(await waiting()).toEqual([
        ['one-1', 0, 0],
        ['two-1', 0, 0],
      ]);
      const [first] = await store.outgoing(1);
      expect(first).toMatchObject({ project: 'shop', conversation: 'one', kind: 'handoff.taken', body: { id: 'one-1' } });
      await store.postpone(first?.number ?? 0, 3, 4_000);
      expect(await waiting()).toContainEqual(['one-1', 3, 4_000]);
      await store.settle(first?.number ?? 0);
      expect((await waiting()).map(([id]) => id)).toEqual(['one-2', 'two-1']);
    }));
}
