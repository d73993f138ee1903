import { expect, test } from 'vitest';
import { sampleCommit, sampleConversation, startOf } from './sample-commits.ts';
import { type OpenStore, withStore } from './store-contract.ts';

/** What is found again of a conversation. */
export function conversationContract(open: OpenStore): void {
  test('a conversation is loaded from its latest snapshot and the events after it', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      const first = sampleCommit(place, 's.');
      await store.commit(first);
      expect(await store.load('one')).toEqual({ snapshot: null, events: first.events });
      await store.commit(sampleCommit(place, '..', { snapshot: true }));
      const snapshot = sampleConversation(place);
      expect(await store.load('one')).toEqual({ snapshot, events: [] });
      const third = sampleCommit(place, 's');
      await store.commit(third);
      expect(await store.load('one')).toEqual({ snapshot, events: third.events });
      await store.commit(sampleCommit(place, '.', { snapshot: true }));
      expect(await store.load('one')).toEqual({ snapshot: sampleConversation(place), events: [] });
      expect(await store.load('nobody')).toBeNull();
    }));

  test('G-07 a page begins after the number asked for and is as long as asked for', () =>
    withStore(open, async (store) => {
      await store.commit(sampleCommit(startOf('one'), '.s.s.s'));
      expect((await store.events('one', 2, 3)).map(({ seq }) => seq)).toEqual([3, 4, 5]);
      expect((await store.shown('one', 1, 1)).map(({ seq }) => seq)).toEqual([4]);
      expect(await store.events('one', 6, 10)).toEqual([]);
      expect(await store.shown('one', 3, 10)).toEqual([]);
      expect(await store.shown('nobody', 0, 10)).toEqual([]);
      expect(await store.events('nobody', 0, 10)).toEqual([]);
    }));

  test('G-02 an input is found under its id, in its own conversation only', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      await store.commit(sampleCommit(place, 's', { inputs: [{ id: 'message-1', digest: 'abc', seq: 1 }] }));
      await store.commit(sampleCommit(startOf('two'), 's', { inputs: [{ id: 'message-1', digest: 'xyz', seq: 1 }] }));
      expect(await store.input('one', 'message-1')).toEqual({ id: 'message-1', digest: 'abc', seq: 1 });
      expect(await store.input('two', 'message-1')).toEqual({ id: 'message-1', digest: 'xyz', seq: 1 });
      expect(await store.input('one', 'message-2')).toBeNull();
      expect(await store.input('nobody', 'message-1')).toBeNull();
    }));

  test('G-02 an id that is stored is refused a second time, also twice in one commit', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      const inputs = [{ id: 'message-1', digest: 'abc', seq: 1 }];
      await store.commit(sampleCommit(place, 's', { inputs }));
      await expect(store.commit(sampleCommit({ ...place }, 's', { inputs }))).rejects.toMatchObject({ code: 'message.conflict' });
      const twice = sampleCommit(startOf('two'), 's', { inputs: [...inputs, ...inputs] });
      await expect(store.commit(twice)).rejects.toMatchObject({ code: 'message.conflict' });
      expect((await store.events('one', 0, 9)).length).toBe(1);
      expect(await store.load('two')).toBeNull();
    }));

  test('unfinished names what has work left, oldest change first', () =>
    withStore(open, async (store) => {
      const [a, b, c] = [startOf('a'), startOf('b'), startOf('c')];
      await store.commit(sampleCommit(a, '.', { isOpen: true, row: { changedAt: 30 } }));
      await store.commit(sampleCommit(b, '.', { isOpen: true, row: { changedAt: 10 } }));
      await store.commit(sampleCommit(c, '.', { isOpen: true, row: { changedAt: 20 } }));
      expect(await store.unfinished()).toEqual(['b', 'c', 'a']);
      await store.commit(sampleCommit(c, '.', { row: { changedAt: 40 } }));
      await store.commit(sampleCommit(b, '.', { isOpen: true, row: { changedAt: 50 } }));
      expect(await store.unfinished()).toEqual(['a', 'b']);
    }));

  test('the latest conversation of a visitor is the one that began last, in that project', () =>
    withStore(open, async (store) => {
      const old = startOf('old');
      await store.commit(sampleCommit(old, '.', { row: { startedAt: 1 } }));
      await store.commit(sampleCommit(startOf('new'), '.', { row: { startedAt: 2, status: 'ended' } }));
      await store.commit(sampleCommit(old, '.', { row: { startedAt: 1, changedAt: 9 } }));
      await store.commit(sampleCommit(startOf('elsewhere'), '.', { row: { startedAt: 3, project: 'other' } }));
      expect(await store.latest('shop', 'visitor-1')).toEqual({ id: 'new', status: 'ended' });
      await store.commit(sampleCommit(startOf('twin'), '.', { row: { startedAt: 2 } }));
      expect(await store.latest('shop', 'visitor-1')).toEqual({ id: 'twin', status: 'active' });
      expect(await store.latest('shop', 'visitor-2')).toBeNull();
    }));

  test('the list shows a project page by page, newest change first', () =>
    withStore(open, async (store) => {
      const places = Array.from({ length: 5 }, (_, index) => startOf(`c${index}`));
      for (const [index, place] of places.entries()) await store.commit(sampleCommit(place, '.', { row: { changedAt: 10 + index } }));
      await store.commit(sampleCommit(startOf('other'), '.', { row: { project: 'other', changedAt: 99 } }));
      await store.commit(sampleCommit(startOf('c0-twin'), '.', { row: { changedAt: 10 } }));
      const first = await store.conversations('shop', { limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(['c4', 'c3']);
      const rest = await store.conversations('shop', { before: first[1]?.changedAt, limit: 9 });
      expect(rest.map(({ id }) => id)).toEqual(['c2', 'c1', 'c0-twin', 'c0']);
    }));

  test('a row is given back as the last commit said it', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      await store.commit(sampleCommit(place, '.'));
      const row = { version: 3, status: 'ended', stage: 'bye', turns: 7, changedAt: 123_456_789_012_345, preview: 'see you' };
      const commit = sampleCommit(place, '.', { row });
      await store.commit(commit);
      expect(await store.conversation('one')).toEqual(commit.row);
      expect(await store.conversations('shop', { limit: 9 })).toEqual([commit.row]);
      expect(await store.conversation('nobody')).toBeNull();
    }));

  test('what was handed over or given out can be changed without a trace in the store', () =>
    withStore(open, async (store) => {
      const commit = sampleCommit(startOf('one'), 's', { snapshot: true, inputs: [{ id: 'message-1', digest: 'd', seq: 1 }] });
      const stored = structuredClone(commit);
      const done = store.commit(commit);
      Object.assign(commit.events[0] ?? {}, { at: -1 });
      Object.assign(commit.row, { stage: 'changed' });
      Object.assign(commit.inputs[0] ?? {}, { digest: 'changed' });
      Object.assign(commit.snapshot ?? {}, { stage: 'changed' });
      await done;
      for (const look of [1, 2]) {
        const [loaded, row, input] = [await store.load('one'), await store.conversation('one'), await store.input('one', 'message-1')];
        expect([look, loaded?.snapshot, row, input]).toEqual([look, stored.snapshot, stored.row, stored.inputs[0]]);
        expect(await store.events('one', 0, 1)).toEqual(stored.events);
        Object.assign(loaded?.snapshot ?? {}, { stage: 'changed' });
        Object.assign(row ?? {}, { stage: 'changed' });
        Object.assign(input ?? {}, { digest: 'changed' });
      }
    }));

  test('G-25 NUL and lone surrogates come back from JSON as they were, and from plain text replaced one way', () =>
    withStore(open, async (store) => {
      const odd = 'a\0b\ud83d';
      const commit = sampleCommit(startOf('one'), '.', {
        row: { preview: odd },
        snapshot: true,
        profile: [{ field: odd, operation: 'set', value: odd }],
      });
      await store.commit(commit);
      expect((await store.load('one'))?.snapshot).toEqual(commit.snapshot);
      expect((await store.conversation('one'))?.preview).toBe('a\ufffdb\ufffd');
      expect(await store.profile('shop', 'visitor-1')).toEqual({ 'a\ufffdb\ufffd': odd });
    }));
}
