import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { localFolder } from '../../../runtime/adapters/files/local-folder.ts';
import { fileStoreContract } from './file-store-contract.ts';

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (...given) => {
    const handle = await real.open(...given);
    const sync = handle.sync.bind(handle);
    handle.sync = () => (disk.isFull ? Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })) : sync());
    return handle;
  };
  return { ...real, open };
});

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'promptside-files-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

fileStoreContract('local folder', async () => localFolder(join(folder(), 'not', 'there', 'yet')));

const label = { project: 'shop', visitor: 'ann', name: 'a.txt', type: 'text/plain', at: 5_000 };
async function* once(size: number): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(size);
}
const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));

test('G-14 a full disk is told as such, and nothing half-written stays', async () => {
  const path = folder();
  const store = localFolder(path);
  disk.isFull = true;
  await expect(store.put(once(10), label, 100)).rejects.toMatchObject({ code: 'store.full' });
  disk.isFull = false;
  expect(filesIn(path)).toEqual([]);
  expect((await store.put(once(10), label, 100)).bytes).toBe(10);
});

test('G-24 all files together take so much room and no more, over a restart too; what is removed makes room', async () => {
  const path = folder();
  const store = localFolder(path, 250);
  const first = await store.put(once(100), label, 1_000);
  await store.put(once(100), label, 1_000);
  await expect(store.put(once(100), label, 1_000)).rejects.toMatchObject({ code: 'store.full' });
  const again = localFolder(path, 250);
  await expect(again.put(once(100), label, 1_000)).rejects.toMatchObject({ code: 'store.full' });
  await again.remove(first.id);
  expect((await again.put(once(100), label, 1_000)).bytes).toBe(100);
});

test('G-24 many files at once take no more room than one after another, and those that do not fit give theirs back', async () => {
  const path = folder();
  const store = localFolder(path, 250);
  const all = await Promise.allSettled(Array.from({ length: 5 }, () => store.put(once(100), label, 1_000)));
  const kept = all.filter(({ status }) => status === 'fulfilled').length;
  expect(kept).toBeLessThanOrEqual(2);
  for (let count = kept; count < 2; count += 1) await store.put(once(100), label, 1_000);
  await expect(store.put(once(100), label, 1_000)).rejects.toMatchObject({ code: 'store.full' });
});

test('G-28 only the server itself may read what is kept', async () => {
  const path = folder();
  await localFolder(path).put(once(10), label, 100);
  expect(filesIn(path).map((file) => statSync(file).mode & 0o077)).toEqual([0, 0]);
});

test('what a crash left half-written is cleared away once it is old', async () => {
  const path = folder();
  writeFileSync(join(path, 'half.data.part'), 'x');
  writeFileSync(join(path, `${'a'.repeat(32)}.data`), 'without a label');
  await localFolder(path).removeBefore({ files: 1_000, halves: 1_000 });
  expect(filesIn(path)).toHaveLength(2);
  await localFolder(path).removeBefore({ files: Date.now() + 60_000, halves: Date.now() + 60_000 });
  expect(filesIn(path)).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written to is a problem of the catalogue (not tried as root, who may write everywhere)',
  async () => {
    const path = folder();
    chmodSync(path, 0o500);
    await expect(localFolder(join(path, 'files')).put(once(10), label, 100)).rejects.toMatchObject({ code: 'store.unavailable' });
    chmodSync(path, 0o700);
  },
);
