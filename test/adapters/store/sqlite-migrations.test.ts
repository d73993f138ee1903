import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ownMigrations, schemaOf } from '../../../runtime/adapters/store/sqlite/migrate.ts';
import { openForReading } from '../../../runtime/adapters/store/sqlite/open-database.ts';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { integrity } from './kill-rounds.ts';
import { sampleCommit, startOf, temporaryFolder } from './sample-commits.ts';
import { countStatements, sampleMigrations } from './sample-migrations.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('migrations are numbered from 1 without a gap', () => {
  expect(ownMigrations().map(({ number }) => number)).toEqual(ownMigrations().map((_, index) => index + 1));
});

test('G-18 a migration that is killed after any of its statements leaves a file that opens and is whole', async () => {
  const child = fileURLToPath(new URL('./migrating-child.ts', import.meta.url));
  const steps = sampleMigrations().map(({ number }) => number);
  for (let statements = 0; statements <= countStatements(); statements++) {
    const file = folder.path(`killed-${statements}.db`);
    const { signal, stderr } = spawnSync(process.execPath, [child, file, String(statements)], { encoding: 'utf8' });
    expect([statements, signal, stderr]).toEqual([statements, 'SIGKILL', '']);
    const database = openForReading(file, sampleMigrations());
    expect(schemaOf(database)).toBe(steps.at(-1));
    expect(database.prepare("select count(*) as columns from pragma_table_info('conversations') where name = 'language'").get()).toEqual({
      columns: 1,
    });
    database.close();
    expect(integrity(file)).toBe('ok');
  }
}, 120_000);

test('G-18 a later step finds the rows of the earlier one', async () => {
  const file = folder.path('rows.db');
  const store = await sqliteStore(file);
  await store.commit(sampleCommit(startOf('one'), 's'));
  await store.close();
  const database = openForReading(file, sampleMigrations());
  expect(database.prepare('select id, language from conversations').all()).toEqual([{ id: 'one', language: 'de' }]);
  database.close();
});

test('G-18 a step that fails leaves the file at the step before', async () => {
  const file = folder.path('fails.db');
  await (await sqliteStore(file)).close();
  const own = ownMigrations();
  const bad = { number: own.length + 1, sql: 'create table good (a); create table conversations (a)' };
  expect(() => openForReading(file, [...own, bad])).toThrow('already exists');
  const database = openForReading(file);
  expect(schemaOf(database)).toBe(own.length);
  expect(database.prepare("select 1 from sqlite_schema where name = 'good'").get()).toBeUndefined();
  database.close();
});
