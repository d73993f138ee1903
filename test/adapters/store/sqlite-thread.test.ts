import { afterAll, expect, test } from 'vitest';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { sampleCommit, startOf, temporaryFolder } from './sample-commits.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const dying = (wish: string): URL => new URL(`./dying-thread.ts?${wish}`, import.meta.url);

test('G-12 a thread that dies before its commit: the commit is refused, nothing of it is stored, the next call starts a new thread', async () => {
  const store = await sqliteStore(folder.path('before.db'), { thread: dying('group=2&when=before') });
  const place = startOf('one');
  await store.commit(sampleCommit(place, 's'));
  const lost = store.commit(sampleCommit({ ...place }, 's'));
  await expect(lost).rejects.toMatchObject({ code: 'store.unavailable' });
  expect((await store.events('one', 0, 9)).length).toBe(1);
  await store.commit(sampleCommit(place, 's'));
  expect((await store.events('one', 0, 9)).length).toBe(2);
  await store.close();
});

test('G-12 a thread that dies between its commit and its answer: what is on disk is acknowledged, what waited is written by the next one', async () => {
  const store = await sqliteStore(folder.path('after.db'), { thread: dying('group=1&when=after') });
  const commits = Array.from({ length: 100 }, (_, index) => sampleCommit(startOf(`c${index}`), 's.'));
  // Answers to a commit that is stored already are true by what stands in the file.
  commits.push(sampleCommit({ id: 'never-began', seq: 5, shown: 0 }, '.'));
  const results = await Promise.allSettled(commits.map((commit) => store.commit(commit)));
  expect(results.slice(0, 100).map(({ status }) => status)).toEqual(Array(100).fill('fulfilled'));
  expect(results[100]).toMatchObject({ status: 'rejected', reason: { code: 'conversation.moved' } });
  for (let index = 0; index < 100; index++) expect((await store.events(`c${index}`, 0, 9)).length).toBe(2);
  await store.close();
});

test('G-12 a refused commit of the group that got no answer is not taken for a stored one', async () => {
  const store = await sqliteStore(folder.path('mixed.db'), { thread: dying('group=2&when=after') });
  await store.commit(sampleCommit(startOf('one'), '..'));
  const late = { ...sampleCommit({ id: 'one', seq: 1, shown: 0 }, '.') };
  const results = await Promise.allSettled([
    store.commit({ ...late, events: late.events.map((event) => ({ ...event, at: 5 })) }),
    store.commit(sampleCommit(startOf('two'), '.')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  await store.close();
});

test('G-12 while no thread can start, every write is refused and every read still answers', async () => {
  const file = folder.path('never.db');
  const before = await sqliteStore(file);
  await before.commit(sampleCommit(startOf('one'), 's'));
  await before.close();
  const store = await sqliteStore(file, { thread: dying('when=opening&always') });
  for (const attempt of [1, 2]) {
    const refused = store.commit(sampleCommit(startOf(`try-${attempt}`), 's'));
    await expect(refused).rejects.toMatchObject({ code: 'store.unavailable', details: { reason: 'the thread could not start' } });
    expect((await store.events('one', 0, 9)).length).toBe(1);
  }
  await store.close();
});

test('G-09 beyond the bound of waiting writes a commit is refused at once, and what waited is stored', async () => {
  const store = await sqliteStore(folder.path('bounded.db'), { queueLimit: 50 });
  const results = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => store.commit(sampleCommit(startOf(`c${index}`), 's'))));
  expect(results.map(({ status }) => status)).toEqual([...Array(50).fill('fulfilled'), ...Array(10).fill('rejected')]);
  expect(results[55]).toMatchObject({ reason: { code: 'store.unavailable' } });
  expect((await store.conversations('shop', { limit: 99 })).length).toBe(50);
  await store.close();
});

test('G-10 closing finishes what was handed over; afterwards every call is refused', async () => {
  const file = folder.path('closed.db');
  const store = await sqliteStore(file);
  const handedOver = Array.from({ length: 100 }, (_, index) => store.commit(sampleCommit(startOf(`c${index}`), 's')));
  await Promise.all([store.close(), store.close()]);
  await Promise.all(handedOver);
  await expect(store.commit(sampleCommit(startOf('late'), 's'))).rejects.toMatchObject({ code: 'store.unavailable' });
  await expect(store.profile('shop', 'visitor-1')).rejects.toMatchObject({ code: 'store.unavailable' });
  const again = await sqliteStore(file);
  expect((await again.conversations('shop', { limit: 999 })).length).toBe(100);
  await again.close();
});
