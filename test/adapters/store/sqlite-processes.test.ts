import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { sampleCommit, startOf, temporaryFolder } from './sample-commits.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('G-04 a process that was paused in the middle of a turn cannot write late', async () => {
  const file = folder.path('paused.db');
  const store = await sqliteStore(file);
  const place = startOf('one');
  await store.commit(sampleCommit(place, '..'));
  const child = spawn(process.execPath, [fileURLToPath(new URL('./late-writer-child.ts', import.meta.url)), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  expect(String(await once(child.stdout, 'data'))).toBe('read\n');
  child.kill('SIGSTOP');
  await store.commit(sampleCommit(place, '.', { row: { stage: 'went on' } }));
  child.stdin.write('go on\n');
  child.kill('SIGCONT');
  expect(String(await once(child.stdout, 'data'))).toBe('conversation.moved\n');
  await once(child, 'close');
  expect((await store.conversation('one'))?.stage).toBe('went on');
  expect((await store.events('one', 0, 9)).length).toBe(3);
  await store.close();
}, 30_000);

test('G-04 two writers on one file: each event is written once, by the one that came first', async () => {
  const file = folder.path('shared.db');
  const [left, right] = [await sqliteStore(file), await sqliteStore(file)];
  let won = 0;
  for (let seq = 0; seq < 30; seq++) {
    const rivals = [left, right].map((store, index) =>
      store.commit(sampleCommit({ id: 'one', seq, shown: 0 }, '.', { row: { stage: `by ${index}` } })),
    );
    const results = await Promise.allSettled(rivals);
    won += results.filter(({ status }) => status === 'fulfilled').length;
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conversation.moved' });
  }
  expect(won).toBe(30);
  expect((await left.events('one', 0, 99)).map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(await right.load('one')).toEqual(await left.load('one'));
  await Promise.all([left.close(), right.close()]);
}, 30_000);
