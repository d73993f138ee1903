import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { integrity } from './kill-rounds.ts';
import { sampleCommit, startOf, temporaryFolder } from './sample-commits.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('G-14 a full disk refuses clearly, keeps what is stored, and heals when there is space again', async () => {
  const file = folder.path('full.db');
  const store = await sqliteStore(file, { pageLimit: 100 });
  const ballast = 'x'.repeat(20_000);
  await store.commit(sampleCommit(startOf('early'), 's.s'));
  const kept: string[] = [];
  const fill = async () => {
    for (;;) {
      await store.keep('ballast', `${kept.length}`, ballast, 0);
      kept.push(`${kept.length}`);
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: 'store.full' });
  await expect(store.commit(sampleCommit(startOf('refused'), 's', { pad: 50_000 }))).rejects.toMatchObject({ code: 'store.full' });
  expect(await store.load('refused')).toBeNull();
  expect((await store.events('early', 0, 9)).length).toBe(3);
  for (const key of kept) expect(await store.take('ballast', key, 1)).toBe(ballast);
  await store.commit(sampleCommit(startOf('refused'), 's', { pad: 50_000 }));
  expect((await store.events('refused', 0, 9)).length).toBe(1);
  await store.close();
  expect(integrity(file)).toBe('ok');
});

test('G-14 a commit too large for the space that is left does not take the small ones of its group down', async () => {
  const store = await sqliteStore(folder.path('tight.db'), { pageLimit: 60 });
  const commits = Array.from({ length: 20 }, (_, index) => sampleCommit(startOf(`c${index}`), 's', { pad: index === 7 ? 500_000 : 10 }));
  const results = await Promise.allSettled(commits.map((commit) => store.commit(commit)));
  const refused = results.flatMap((result, index) => (result.status === 'rejected' ? [[index, result.reason.code]] : []));
  expect(refused).toEqual([[7, 'store.full']]);
  expect((await store.conversations('shop', { limit: 99 })).length).toBe(19);
  await store.close();
});

test('G-12 G-14 where the system refuses to write, the commit is refused and everything acknowledged is there', async () => {
  const file = folder.path('limited.db');
  const child = fileURLToPath(new URL('./committing-child.ts', import.meta.url));
  // The shell lets no file of its child grow above about 1 MB; Node turns the signal for that into an error of the write.
  const shell = spawn('sh', ['-c', `ulimit -f 2048; exec "$0" "$@"`, process.execPath, child, file, '8', '2000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(shell, 'close');
  const lines = said.trimEnd().split('\n').slice(1);
  expect(lines.at(-1)).toMatch(/^! store\.(unavailable|full)$/);
  const store = await sqliteStore(file);
  for (const [id = '', seq] of lines.slice(0, -1).map((line) => line.split(' '))) {
    expect((await store.events(id, Number(seq) - 1, 1))[0]?.seq).toBe(Number(seq));
  }
  await store.commit(sampleCommit(startOf('healed'), 's'));
  await store.close();
  expect(integrity(file)).toBe('ok');
}, 30_000);
