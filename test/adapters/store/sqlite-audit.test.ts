import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { temporaryFolder } from './sample-commits.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const written = async (name: string) => {
  const file = folder.path(name);
  const store = await sqliteStore(file);
  for (let at = 1; at <= 1_200; at += 1)
    void store.addAudit({ at, who: 'ann', name: 'Ann', what: 'x', project: '', about: '', before: null, after: { at } });
  await store.addAudit({ at: 0, who: 'ann', name: 'Ann', what: 'last', project: '', about: '', before: null, after: null });
  expect(await store.brokenAudit()).toBeNull();
  await store.close();
  return file;
};
const changedBy = async (file: string, sql: string) => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  const store = await sqliteStore(file);
  try {
    return await store.brokenAudit();
  } finally {
    await store.close();
  }
};

test.each([
  ['changed', `update audit set after = '{"at":0}' where number = 700`, 700],
  ['put under another name', `update audit set name = 'Bob' where number = 1201`, 1201],
  ['taken out', 'delete from audit where number = 500', 500],
  ['taken out, and the others moved up', 'delete from audit where number = 501; update audit set number = number - 1 where number > 501', 501],
  ['taken out at the beginning', 'delete from audit where number = 1', 1],
])('G-27 a row of the audit log that was %s afterwards is found', async (name, sql, found) => {
  expect(await changedBy(await written(`${name}.db`), sql)).toBe(found);
});
