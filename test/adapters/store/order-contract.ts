import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Commit, Store } from '../../../runtime/ports.ts';
import type { Event } from '../../../shared/event.ts';
import { sampleCommit, startOf } from './sample-commits.ts';
import { type OpenStore, withStore } from './store-contract.ts';

/** The order of events: gapless, the same for all readers, and kept against late writers. */
export function orderContract(open: OpenStore): void {
  test(
    'G-03 G-07 pages of 1,000 events are gapless and in order, by number and by visible number',
    () =>
      fc.assert(
        fc.asyncProperty(thousandMarks, fc.integer({ min: 1, max: 220 }), (commits, limit) =>
          withStore(open, async (store) => {
            const place = startOf('long');
            for (const marks of commits) await store.commit(sampleCommit(place, marks));
            const all = await pages(
              (after) => store.events('long', after, limit),
              (event) => event.seq,
            );
            const shown = await pages(
              (after) => store.shown('long', after, limit),
              (event) => event.shown ?? 0,
            );
            expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
            expect(shown).toEqual(all.filter((event) => event.shown !== undefined));
            expect(shown.map((event) => event.shown)).toEqual(shown.map((_, index) => index + 1));
          }),
        ),
        { numRuns: 5 },
      ),
    60_000,
  );

  test('G-04 a commit that does not follow the last stored event is refused, and nothing of it is stored', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      await store.commit(sampleCommit(place, 's.s', { inputs: [{ id: 'first-id', digest: 'd', seq: 1 }] }));
      const before = await everything(store);
      for (const start of [0, 1, 2, 4]) {
        const late = sampleCommit({ id: 'one', seq: start, shown: 2 }, '.', {
          row: { status: 'ended', changedAt: 9_999 },
          isOpen: true,
          inputs: [{ id: 'late-id', digest: 'd', seq: 1 }],
          profile: [{ field: 'name', operation: 'set', value: 'late' }],
          snapshot: true,
        });
        await expect(store.commit(late)).rejects.toMatchObject({ code: 'conversation.moved' });
      }
      expect(await everything(store)).toEqual(before);
      await expect(store.commit(sampleCommit({ id: 'new', seq: 1, shown: 0 }, '.'))).rejects.toMatchObject({ code: 'conversation.moved' });
      expect(await store.load('new')).toBeNull();
    }));

  test('G-03 a gap within a commit, or in the visible numbers, is refused', () =>
    withStore(open, async (store) => {
      const { events, ...rest } = sampleCommit(startOf('gap'), 's.s');
      const without = (index: number): Commit => ({ ...rest, events: events.filter((_, at) => at !== index) });
      await expect(store.commit(without(1))).rejects.toMatchObject({ code: 'conversation.moved' });
      await expect(store.commit(sampleCommit({ id: 'gap', seq: 0, shown: 3 }, 's'))).rejects.toMatchObject({ code: 'conversation.moved' });
      await store.commit({ ...rest, events });
      await expect(store.commit(sampleCommit({ id: 'gap', seq: 3, shown: 1 }, '.s'))).rejects.toMatchObject({ code: 'conversation.moved' });
      await expect(store.commit(sampleCommit({ id: 'gap', seq: 3, shown: 3 }, 's'))).rejects.toMatchObject({ code: 'conversation.moved' });
      await store.commit(sampleCommit({ id: 'gap', seq: 3, shown: 2 }, '.s'));
      expect((await store.events('gap', 0, 99)).length).toBe(5);
    }));

  test('a commit without events is a mistake of the caller', () =>
    withStore(open, async (store) => {
      await expect(store.commit(sampleCommit(startOf('empty'), ''))).rejects.toThrow(TypeError);
    }));

  test('G-04 of writers that follow the same event exactly one is stored', () =>
    withStore(open, async (store) => {
      await store.commit(sampleCommit(startOf('race'), '.'));
      const rivals = Array.from({ length: 20 }, (_, index) =>
        sampleCommit({ id: 'race', seq: 1, shown: 0 }, '.', { row: { stage: `rival-${index}` } }),
      );
      const results = await Promise.allSettled(rivals.map((commit) => store.commit(commit)));
      const won = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [`rival-${index}`] : []));
      expect(won.length).toBe(1);
      expect((await store.conversation('race'))?.stage).toBe(won[0]);
      expect((await store.events('race', 0, 99)).length).toBe(2);
    }));

  test('a commit that is refused does not hurt those that are written with it', () =>
    withStore(open, async (store) => {
      await store.commit(sampleCommit(startOf('old'), '...', { inputs: [{ id: 'known', digest: 'd', seq: 1 }] }));
      const profile = [{ field: 'seen', operation: 'add' as const, value: 1 }];
      const commits = Array.from({ length: 30 }, (_, index) => sampleCommit(startOf(`new-${index}`), 's.', { profile }));
      commits[10] = sampleCommit({ id: 'old', seq: 1, shown: 0 }, '.', { profile });
      commits[20] = sampleCommit({ id: 'old', seq: 3, shown: 0 }, '.', { profile, inputs: [{ id: 'known', digest: 'other', seq: 4 }] });
      const results = await Promise.allSettled(commits.map((commit) => store.commit(commit)));
      const refused = results.flatMap((result, index) => (result.status === 'rejected' ? [[index, result.reason.code]] : []));
      expect(refused).toEqual([
        [10, 'conversation.moved'],
        [20, 'message.conflict'],
      ]);
      expect((await store.conversations('shop', { limit: 99 })).length).toBe(29);
      expect(await store.profile('shop', 'visitor-1')).toEqual({ seen: Array(28).fill(1) });
      expect((await store.events('old', 0, 99)).length).toBe(3);
    }));

  test('P-22 100 conversations that commit side by side all keep their own order', () =>
    withStore(open, async (store) => {
      const names = Array.from({ length: 100 }, (_, index) => `side-${index}`);
      await Promise.all(
        names.map(async (name) => {
          const place = startOf(name);
          for (let turn = 0; turn < 10; turn++) await store.commit(sampleCommit(place, 's.s'));
        }),
      );
      for (const name of names) {
        const events = await store.events(name, 0, 99);
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
        expect(events.every((event) => event.type === 'profile_loaded' && event.profile.text === `number ${event.seq} of ${name}`)).toBe(true);
      }
    }));
}

/** Commits of 1 to 60 events, 1,000 in all, some of them shown. */
const thousandMarks = fc.array(fc.constantFrom('s', '.'), { minLength: 1_000, maxLength: 1_000 }).chain((marks) =>
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 10 }).map((sizes) => {
    const commits: string[] = [];
    for (let at = 0; at < marks.length; ) {
      const size = sizes[commits.length % sizes.length] ?? 1;
      commits.push(marks.slice(at, at + size).join(''));
      at += size;
    }
    return commits;
  }),
);

async function pages(next: (after: number) => Promise<Event[]>, number: (event: Event) => number): Promise<Event[]> {
  const all: Event[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await next(last ? number(last) : 0);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

async function everything(store: Store): Promise<unknown> {
  return {
    load: await store.load('one'),
    row: await store.conversation('one'),
    unfinished: await store.unfinished(),
    profile: await store.profile('shop', 'visitor-1'),
    input: await store.input('one', 'late-id'),
  };
}
