import { expect, test } from 'vitest';
import type { Version } from '../../../runtime/ports.ts';
import { sampleCommit, startOf } from './sample-commits.ts';
import { type OpenStore, withStore } from './store-contract.ts';

/** Drafts, published versions, and what the house keeps. */
export function documentContract(open: OpenStore): void {
  test('a draft is saved over the revision that was read, else refused with the stored one', () =>
    withStore(open, async (store) => {
      expect(await store.draft('shop')).toBeNull();
      expect(await store.saveDraft({ project: 'shop', revision: 0, document: { a: 1 }, changedAt: 5 })).toBe(1);
      expect(await store.saveDraft({ project: 'shop', revision: 1, document: { a: 2 }, changedAt: 6 })).toBe(2);
      const stale = { project: 'shop', revision: 1, document: { a: 3 }, changedAt: 7 };
      await expect(store.saveDraft(stale)).rejects.toMatchObject({ code: 'project.conflict', details: { revision: 2 } });
      await expect(store.saveDraft({ ...stale, project: 'new' })).rejects.toMatchObject({ code: 'project.conflict', details: { revision: 0 } });
      expect(await store.draft('shop')).toEqual({ project: 'shop', revision: 2, document: { a: 2 }, changedAt: 6 });
    }));

  test('of authors who save over the same revision exactly one succeeds', () =>
    withStore(open, async (store) => {
      const saves = Array.from({ length: 10 }, (_, author) => store.saveDraft({ project: 'shop', revision: 0, document: { author }, changedAt: 1 }));
      const results = await Promise.allSettled(saves);
      const won = results.flatMap(({ status }, author) => (status === 'fulfilled' ? [author] : []));
      expect(won.length).toBe(1);
      expect((await store.draft('shop'))?.document).toEqual({ author: won[0] });
    }));

  test('G-08 versions count from 1, the last one is current, and none is ever changed', () =>
    withStore(open, async (store) => {
      expect(await store.current('shop')).toBeNull();
      expect(await store.publish(version('shop', 'first'))).toBe(1);
      const first = await store.current('shop');
      expect(first).toEqual({ ...version('shop', 'first'), version: 1 });
      expect(await store.publish(version('shop', 'second'))).toBe(2);
      expect(await store.publish(version('other', 'theirs'))).toBe(1);
      expect(await store.version('shop', 1)).toEqual(first);
      expect((await store.current('shop'))?.note).toBe('second');
      expect(await store.version('shop', 3)).toBeNull();
      expect(await store.version('shop', 0)).toBeNull();
      const { document: _first, ...firstRow } = { ...version('shop', 'first'), version: 1 };
      const { document: _second, ...secondRow } = { ...version('shop', 'second'), version: 2 };
      expect(await store.versions('shop')).toEqual([firstRow, secondRow]);
      expect(await store.versions('nobody')).toEqual([]);
    }));

  test('G-08 a version says whether running conversations move to it, and who still runs on which is counted', () =>
    withStore(open, async (store) => {
      await store.publish(version('shop', 'first'));
      await store.publish(version('shop', 'second', true));
      expect((await store.versions('shop')).map(({ moveRunning }) => moveRunning)).toEqual([false, true]);
      expect((await store.current('shop'))?.moveRunning).toBe(true);
      expect(await store.running('shop')).toEqual([]);
      const states = {
        one: [2, 'active'],
        two: [1, 'waiting'],
        three: [2, 'handed_over'],
        four: [2, 'ended'],
        five: [1, 'aborted'],
        six: [1, 'failed'],
      } as const;
      for (const [id, [number, status]] of Object.entries(states))
        await store.commit(sampleCommit(startOf(id), 's', { row: { version: number, status } }));
      await store.commit(sampleCommit(startOf('elsewhere'), 's', { row: { project: 'other' } }));
      expect(await store.running('shop')).toEqual([
        { version: 1, conversations: 1 },
        { version: 2, conversations: 2 },
      ]);
    }));

  test('G-08 publishing side by side gives each its own version', () =>
    withStore(open, async (store) => {
      const notes = Array.from({ length: 20 }, (_, index) => `note ${index}`);
      const numbers = await Promise.all(notes.map((note) => store.publish(version('shop', note))));
      expect([...numbers].sort((left, right) => left - right)).toEqual(notes.map((_, index) => index + 1));
      for (const [index, number] of numbers.entries()) expect((await store.version('shop', number))?.note).toBe(notes[index]);
    }));

  test('projects are those with a draft or a version, by name', () =>
    withStore(open, async (store) => {
      expect(await store.projects()).toEqual([]);
      await store.publish(version('shop', 'x'));
      await store.publish(version('shop', 'y'));
      await store.saveDraft({ project: 'bank', revision: 0, document: {}, changedAt: 1 });
      await store.saveDraft({ project: 'shop', revision: 0, document: {}, changedAt: 1 });
      expect(await store.projects()).toEqual(['bank', 'shop']);
    }));

  test('what is kept is found until it expires, under its own kind', () =>
    withStore(open, async (store) => {
      await store.keep('session', 'one', { name: 'Ann' }, 100);
      await store.keep('key', 'one', 'for ever', 0);
      expect(await store.kept('session', 'one', 99)).toEqual({ name: 'Ann' });
      expect(await store.kept('session', 'one', 100)).toBeUndefined();
      expect(await store.kept('key', 'one', 1e15)).toBe('for ever');
      expect(await store.kept('key', 'two', 1)).toBeUndefined();
      await store.keep('session', 'one', null, 200);
      expect(await store.kept('session', 'one', 150)).toBeNull();
    }));

  test('of two takers one gets it, and an expired value nobody', () =>
    withStore(open, async (store) => {
      await store.keep('link', 'one', { once: true }, 0);
      const taken = await Promise.all(Array.from({ length: 10 }, () => store.take('link', 'one', 1)));
      expect(taken.filter((value) => value !== undefined)).toEqual([{ once: true }]);
      expect(await store.kept('link', 'one', 1)).toBeUndefined();
      await store.keep('link', 'two', 'late', 100);
      expect(await store.take('link', 'two', 100)).toBeUndefined();
      expect(await store.kept('link', 'two', 1)).toBeUndefined();
      await store.keep('link', 'three', null, 0);
      expect(await store.take('link', 'three', 1)).toBeNull();
    }));
}

const version = (project: string, note: string, moveRunning = false): Omit<Version, 'version'> => ({
  project,
  document: { name: project, stages: [{ name: 'hello' }] },
  note,
  author: 'Ann',
  at: 7,
  moveRunning,
});
