import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../../shared/problem.ts';
import type { FileStore, StoredFile } from '../../ports.ts';

/** 24 random bytes: nobody comes upon one by trying. */
const idPattern = /^[A-Za-z0-9_-]{32}$/;

/**
 * Files in a folder: each in two, what is in it and what is said of it. Both are written under another name and renamed,
 * the label last, so that a file is there whole or not at all. All together they take so many bytes and no more.
 */
export function localFolder(folder: string, mostBytes = Number.POSITIVE_INFINITY): FileStore {
  const kept = sumOf(folder);
  const at = (id: string, part: 'data' | 'json'): string => join(folder, id.slice(0, 2), `${id}.${part}`);
  const look = async (id: string): Promise<StoredFile | null> => (idPattern.test(id) ? labelIn(at(id, 'json')) : null);
  const remove = async (id: string): Promise<void> => {
    const file = await look(id);
    if (!file) return;
    await rm(at(id, 'json'), { force: true });
    await rm(at(id, 'data'), { force: true });
    await kept.add(-file.bytes);
  };
  return {
    look,
    remove,
    async put(content, label, maximumBytes) {
      const id = randomBytes(24).toString('base64url');
      const half = `${at(id, 'data')}.part`;
      const room = roomIn(kept, mostBytes);
      try {
        const made = await mkdir(join(folder, id.slice(0, 2)), { recursive: true, mode: 0o700 });
        const bytes = await write(half, content, { maximumBytes, room });
        const file: StoredFile = { id, bytes, ...label };
        await writeFile(`${at(id, 'json')}.part`, JSON.stringify(file), { mode: 0o600, flush: true });
        await rename(half, at(id, 'data'));
        await rename(`${at(id, 'json')}.part`, at(id, 'json'));
        await syncFolder(join(folder, id.slice(0, 2)));
        if (made) await syncFolder(folder);
        return file;
      } catch (thrown) {
        // What cannot be cleared away here either is no news: the first fault is what its sender hears of.
        await Promise.allSettled([half, at(id, 'data'), `${at(id, 'json')}.part`].map((path) => rm(path, { force: true })));
        await room.giveBack();
        throw asProblem(thrown);
      }
    },
    async open(id) {
      const file = await look(id);
      return file ? { file, content: createReadStream(at(id, 'data')) } : null;
    },
    async removeBefore({ files, halves }) {
      const names = await readdir(folder, { recursive: true }).catch(() => []);
      let count = 0;
      for (const name of names) {
        const [, id = '', ending] = /([A-Za-z0-9_-]{32})\.(json|data)$/.exec(name) ?? [];
        const file = await look(id);
        if (name.endsWith('.part') || (ending === 'data' && !file)) await removeStale(join(folder, name), halves);
        if (ending !== 'json' || !file || file.at >= files) continue;
        await remove(file.id);
        count += 1;
      }
      return count;
    },
  };
}

/** Writes a stream down and syncs it; answers how many bytes there were. */
async function write(
  path: string,
  content: AsyncIterable<Uint8Array>,
  { maximumBytes, room }: { maximumBytes: number; room: Room },
): Promise<number> {
  const handle = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    for await (const piece of unbroken(content)) {
      bytes += piece.byteLength;
      if (bytes > maximumBytes) throw new Problem('file.too_large', { limit: maximumBytes });
      await room.take(piece.byteLength);
      await handle.writeFile(piece);
    }
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Makes durable which names a folder has; not every system lets a folder be opened, and one that does not does it by itself. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** The same pieces; that the sender broke off is a problem of its own, not one of the disk. */
async function* unbroken(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw new Problem('file.broken', { reason: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
  }
}

/** The room that one file takes, piece by piece: of many that come at once, each sees what the others have taken. */
type Room = { take(bytes: number): Promise<void>; giveBack(): Promise<void> };

function roomIn(kept: Sum, mostBytes: number): Room {
  let taken = 0;
  return {
    async take(bytes) {
      taken += bytes;
      await kept.add(bytes);
      if ((await kept.now()) > mostBytes) throw new Problem('store.full');
    },
    giveBack: () => kept.add(-taken),
  };
}

type Sum = { now(): Promise<number>; add(bytes: number): Promise<void> };

/** How many bytes the files of a folder have; counted once, when it is first asked for. */
function sumOf(folder: string): Sum {
  let counted: Promise<number> | undefined;
  const now = (): Promise<number> => (counted ??= count(folder));
  return {
    now,
    async add(bytes) {
      const before = now();
      counted = before.then((sum) => sum + bytes);
    },
  };
}

async function count(folder: string): Promise<number> {
  const names = (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.data'));
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size, nothing)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const nothing = (): number => 0;

async function labelIn(path: string): Promise<StoredFile | null> {
  try {
    // Only `put` writes here.
    return JSON.parse(await readFile(path, 'utf8')) as StoredFile;
  } catch {
    return null;
  }
}

async function removeStale(path: string, moment: number): Promise<void> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: moment }));
  if (mtimeMs < moment) await rm(path, { force: true });
}

function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem('store.full', {}, { cause: thrown });
  return new Problem('store.unavailable', { reason: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
}
