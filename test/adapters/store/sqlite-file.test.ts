import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { ownMigrations } from '../../../runtime/adapters/store/sqlite/migrate.ts';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { integrity } from './kill-rounds.ts';
import { sampleCommit, startOf, temporaryFolder } from './sample-commits.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('G-01 everything is found again after the store is closed and opened', async () => {
  const file = folder.path('again.db');
  const first = await sqliteStore(file);
  const commit = sampleCommit(startOf('one'), 's.s', { isOpen: true, inputs: [{ id: 'message-1', digest: 'd', seq: 1 }] });
  await first.commit(commit);
  await first.publish({
    project: 'shop',
    document: { name: 'shop', stages: [{ name: 'hello' }] },
    note: 'n',
    author: 'a',
    at: 1,
    moveRunning: false,
  });
  await first.keep('key', 'signing', 'secret', 0);
  await first.close();
  const second = await sqliteStore(file);
  expect(await second.load('one')).toEqual({ snapshot: null, events: commit.events });
  expect(await second.unfinished()).toEqual(['one']);
  expect((await second.current('shop'))?.version).toBe(1);
  expect(await second.kept('key', 'signing', 1)).toBe('secret');
  await second.close();
});

test('a directory that is not there is made, and nobody else on the machine may read the file', async () => {
  const file = folder.path('some/where/new.db');
  const store = await sqliteStore(file);
  await store.commit(sampleCommit(startOf('one'), 's'));
  // Windows has no such bits.
  if (process.platform !== 'win32') for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o077).toBe(0);
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

const foreign: [string, (file: string) => void][] = [
  ['a short text', (file) => writeFileSync(file, 'hello')],
  ['a long text', (file) => writeFileSync(file, 'hello, this is a text. '.repeat(1_000))],
  ['a folder', (file) => mkdirSync(file)],
  ['a database of another program', (file) => inDatabase(file, 'create table songs (title text)')],
  ['another program with an id of its own', (file) => inDatabase(file, 'pragma application_id = 42')],
];

test.each(foreign)('%s is refused with store.not_a_database and left as it is', async (kind, make) => {
  const file = folder.path(kind);
  make(file);
  const isFile = statSync(file).isFile();
  const before = isFile && readFileSync(file);
  await expect(sqliteStore(file)).rejects.toMatchObject({ code: 'store.not_a_database', details: { file } });
  expect(isFile && readFileSync(file)).toEqual(before);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('an empty file is a new database', async () => {
  const file = folder.path('empty.db');
  writeFileSync(file, '');
  const store = await sqliteStore(file);
  await store.commit(sampleCommit(startOf('one'), 's'));
  await store.close();
  expect(integrity(file)).toBe('ok');
});

test('a database of a newer version is refused with store.newer and left as it is', async () => {
  const file = folder.path('newer.db');
  await (await sqliteStore(file)).close();
  const known = ownMigrations().length;
  inDatabase(file, `pragma user_version = ${known + 1}`);
  const before = readFileSync(file);
  await expect(sqliteStore(file)).rejects.toMatchObject({ code: 'store.newer', details: { file, found: known + 1, known } });
  expect(readFileSync(file)).toEqual(before);
});

test('a path that cannot be used is store.unavailable with its reason', async () => {
  writeFileSync(folder.path('in-the-way'), '');
  await expect(sqliteStore(folder.path('in-the-way/below.db'))).rejects.toMatchObject({ code: 'store.unavailable' });
  // The superuser may write anywhere.
  if (process.getuid?.() !== 0) {
    writeFileSync(folder.path('locked.db'), '');
    chmodSync(folder.path('locked.db'), 0o400);
    await expect(sqliteStore(folder.path('locked.db'))).rejects.toMatchObject({ code: 'store.unavailable' });
  }
});

test('G-18 a backup taken under load is a whole prefix of what was acknowledged', async () => {
  const [file, copy] = [folder.path('live.db'), folder.path('backup.db')];
  const store = await sqliteStore(file);
  const places = Array.from({ length: 8 }, (_, index) => startOf(`c${index}`));
  const acknowledged = async () => Promise.all(places.map(async ({ id }) => (await store.events(id, 0, 9_999)).length));
  let isDone = false;
  const load = Promise.all(
    places.map(async (place) => {
      while (!isDone) await store.commit(sampleCommit(place, 's.'));
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = await acknowledged();
  inDatabase(file, `vacuum into '${copy}'`);
  const after = await acknowledged();
  isDone = true;
  await load;
  await store.close();
  const restored = await sqliteStore(copy);
  for (const [index, { id }] of places.entries()) {
    const events = await restored.events(id, 0, 9_999);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(events.length).toBeGreaterThanOrEqual(before[index] ?? 0);
    expect(events.length % 2).toBe(0);
    // One commit may have been stored between the copy and the second count.
    expect(events.length).toBeLessThanOrEqual((after[index] ?? 0) + 2);
  }
  await restored.close();
});

function inDatabase(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}
