import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import type { ProfileChange, Store } from '../../../runtime/ports.ts';
import { sampleCommit, startOf, temporaryFolder } from './sample-commits.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Values of all sizes: within a page, about a page, and over many. */
const sizes = [10, 300, 1_500, 5_000, 40_000];
const canary = (kind: string, index: number): string => `canary-${kind}-${index}-${'.'.repeat(sizes[index % sizes.length] ?? 0)}`;
const found = (file: string): string[] => {
  const bytes = ['', '-wal', '-shm'].map((end) => `${file}${end}`).filter((name) => existsSync(name));
  return bytes.flatMap((name) => readFileSync(name, 'latin1').match(/canary-[a-z]+-\d+/g) ?? []);
};

test('G-33 what was removed from a profile, taken, replaced or reset leaves no bytes in the file', async () => {
  const file = folder.path('erased.db');
  await withOpen(file, (store) => fill(store));
  expect(new Set(found(file)).size).toBe(5 * 60);
  await withOpen(file, (store) => erase(store));
  expect(found(file)).toEqual([]);
});

test('G-33 a log that rests is emptied while the store is open, so that it holds nothing removed either', async () => {
  const file = folder.path('resting.db');
  await withOpen(file, async (store) => {
    await fill(store);
    await erase(store);
    await vi.waitFor(() => expect(statSync(`${file}-wal`).size).toBe(0), { timeout: 20_000, interval: 50 });
    expect(found(file)).toEqual([]);
  });
}, 30_000);

async function withOpen(file: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await sqliteStore(file);
  await work(store).finally(() => store.close());
}

const place = (index: number) => ({ ...startOf(`c${index}`), seq: 0 });
const visitor = (index: number) => ({ row: { visitor: `visitor-${index}` } });

async function fill(store: Store): Promise<void> {
  await each(async (index) => {
    const profile: ProfileChange[] = [
      { field: 'set', operation: 'set', value: canary('set', index) },
      { field: 'reset', operation: 'set', value: canary('reset', index) },
      { field: 'list', operation: 'add', value: canary('removed', index) },
      { field: 'list', operation: 'add', value: 'stays' },
    ];
    await store.commit(sampleCommit(place(index), '.', { ...visitor(index), profile }));
    await store.keep('link', `${index}`, canary('taken', index), 0);
    await store.keep('session', `${index}`, canary('kept', index), 0);
  });
}

async function erase(store: Store): Promise<void> {
  await each(async (index) => {
    const profile: ProfileChange[] = [
      { field: 'set', operation: 'set', value: 'new' },
      { field: 'reset', operation: 'reset' },
      { field: 'list', operation: 'remove', value: canary('removed', index) },
    ];
    await store.commit(sampleCommit({ ...place(index), seq: 1 }, '.', { ...visitor(index), profile }));
    expect(await store.take('link', `${index}`, 1)).toBe(canary('taken', index));
    await store.keep('session', `${index}`, 'new', 0);
    expect(await store.profile('shop', `visitor-${index}`)).toEqual({ set: 'new', list: ['stays'] });
  });
}

async function each(work: (index: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: 60 }, (_, index) => work(index)));
}
