import { expect, test } from 'vitest';
import type { FileLabel, FileStore } from '../../../runtime/ports.ts';

/** What every file store promises; `open` gives a fresh one. */
export function fileStoreContract(name: string, open: () => Promise<FileStore>): void {
  test(`${name}: a file is given back as it came, with what was said of it`, async () => {
    const store = await open();
    const file = await store.put(pieces('first ', 'second'), label, 100);
    expect(file).toEqual({ ...label, id: file.id, bytes: 12 });
    expect(await store.look(file.id)).toEqual(file);
    expect(await textOf(store, file.id)).toBe('first second');
  });

  test(`${name}: ids cannot be guessed and do not come twice`, async () => {
    const store = await open();
    const ids = await Promise.all(Array.from({ length: 50 }, async () => (await store.put(pieces('same'), label, 100)).id));
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22,64}$/);
  });

  test(`${name}: what nobody put there is not there, whatever it is called`, async () => {
    const store = await open();
    for (const id of ['', 'x', '../../etc/passwd', '..%2f..%2fx', 'a'.repeat(32), `${'a'.repeat(31)}/`, '__proto__', '\0'])
      expect([await store.look(id), await store.open(id)]).toEqual([null, null]);
  });

  test(`${name}: G-24 one that is too large is refused while it comes, and nothing of it stays`, async () => {
    const store = await open();
    let taken = 0;
    const endless = (async function* () {
      for (;;) {
        taken += 1;
        yield new Uint8Array(1_000);
      }
    })();
    await expect(store.put(endless, label, 10_000)).rejects.toMatchObject({ code: 'file.too_large', details: { limit: 10_000 } });
    expect(taken).toBeLessThan(20);
    expect(await store.removeBefore({ files: label.at + 1, halves: label.at + 1 })).toBe(0);
    expect((await store.put(pieces('x'.repeat(10_000)), label, 10_000)).bytes).toBe(10_000);
  });

  test(`${name}: one that breaks off in the middle is not there`, async () => {
    const store = await open();
    const cut = (async function* () {
      yield new Uint8Array(1_000);
      throw new Error('aborted');
    })();
    await expect(store.put(cut, label, 10_000)).rejects.toMatchObject({ code: 'file.broken' });
    expect(await store.removeBefore({ files: Number.MAX_SAFE_INTEGER, halves: Number.MAX_SAFE_INTEGER })).toBe(0);
  });

  test(`${name}: old ones can be removed, and one by its id`, async () => {
    const store = await open();
    const [old, fresh, other] = await Promise.all([1_000, 3_000, 4_000].map((at) => store.put(pieces('x'), { ...label, at }, 100)));
    expect(await store.removeBefore({ files: 2_000, halves: 2_000 })).toBe(1);
    await store.remove(other?.id ?? '');
    await store.remove(other?.id ?? '');
    expect(await Promise.all([old, fresh, other].map(async (file) => (await store.look(file?.id ?? '')) !== null))).toEqual([false, true, false]);
    expect(await store.open(old?.id ?? '')).toBeNull();
  });
}

const label: FileLabel = { project: 'shop', visitor: 'ann', name: 'Füße ✓.png', type: 'image/png', at: 5_000 };

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function textOf(store: FileStore, id: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.open(id))?.content ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
