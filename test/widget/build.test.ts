import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../widget/build/pack.ts';
import { buildAll, builtManifest } from '../../widget/build.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../dist/widget/${path}`, import.meta.url));
let manifest: Manifest;

beforeAll(async () => {
  await buildAll(['widget']);
  const built = await builtManifest('widget');
  if (!built) throw new Error('nothing was built');
  manifest = built;
}, 120_000);

const brotli = (path: RegExp): number[] => manifest.files.filter((file) => path.test(file.path)).map((file) => file.bytes.brotli ?? Number.NaN);

test('the loader weighs at most 2.5 KB, the panel at most 30 KB (P-40)', () => {
  const [loader, ...noOther] = brotli(/^widget\.js$/);
  const [panel, ...noSecond] = brotli(/^assets\/panel-[\w-]+\.js$/);
  expect([noOther, noSecond]).toEqual([[], []]);
  expect(loader).toBeLessThanOrEqual(2_500);
  expect(panel).toBeLessThanOrEqual(30_000);
});

test('the part for messages that come by themselves weighs at most 3 KB and needs nothing of the panel', async () => {
  const [nudge, ...noSecond] = manifest.files.filter((file) => file.path.startsWith('assets/nudge-'));
  expect([noSecond, nudge?.bytes.brotli && nudge.bytes.brotli <= 3_000]).toEqual([[], true]);
  expect(await readFile(at(nudge?.path ?? ''), 'utf8')).not.toMatch(/\bimport\b/);
  expect(await readFile(at('widget.js'), 'utf8')).toContain(nudge?.path.replace('assets/', ''));
});

test('the panel stands alone: opening it takes one more file, and no part is loaded that is not wanted', async () => {
  const panel = manifest.files.find((file) => file.path.startsWith('assets/panel-'));
  const code = await readFile(at(panel?.path ?? ''), 'utf8');
  expect(code).not.toMatch(/\bimport\s*[\w{*"']/);
  expect(code).not.toContain('__vite');
});

test('cards, forms and files are parts of their own that are fetched when they are first needed', async () => {
  const panel = manifest.files.find((file) => file.path.startsWith('assets/panel-'));
  const code = await readFile(at(panel?.path ?? ''), 'utf8');
  for (const part of ['cards', 'form', 'files']) {
    const [size, ...noOther] = brotli(new RegExp(`^assets/${part}-[\\w-]+\\.js$`));
    expect([part, noOther]).toEqual([part, []]);
    expect(size).toBeLessThanOrEqual(4_000);
    expect(code).toMatch(new RegExp(`import\\(["'\`]\\./${part}-`));
  }
});

test('neither schemas nor long polling nor markup writers came along', async () => {
  const panel = manifest.files.find((file) => file.path.startsWith('assets/panel-'));
  const code = await readFile(at(panel?.path ?? ''), 'utf8');
  for (const foreign of [
    'ZodError',
    'strictObject',
    'XMLHttpRequest',
    'responseText',
    'WebTransport',
    'FileReader',
    'document.write',
    'eval(',
    'new Function',
  ]) {
    expect(code, foreign).not.toContain(foreign);
  }
});

test('the loader is a classic script that knows the panel by its hashed name', async () => {
  const loader = await readFile(at('widget.js'), 'utf8');
  const panel = manifest.files.find((file) => file.path.startsWith('assets/panel-'));
  expect(loader).toContain(panel?.path.replace('assets/', ''));
  expect(() => new Function(loader)).not.toThrow();
});

test('compressed twins say the same, and only what has its content in its name may be kept for ever', async () => {
  expect(manifest.files.length).toBeGreaterThan(1);
  for (const file of manifest.files) {
    const content = await readFile(at(file.path));
    expect(content.length).toBe(file.bytes.plain);
    expect(brotliDecompressSync(await readFile(at(`${file.path}.br`))).equals(content)).toBe(true);
    expect(gunzipSync(await readFile(at(`${file.path}.gz`))).equals(content)).toBe(true);
    expect(file.isImmutable).toBe(/-[\w-]{8}\.js$/.test(file.path));
  }
});

test('what has not changed is not built again', async () => {
  const before = await stat(at('manifest.json'));
  await buildAll(['widget']);
  expect((await stat(at('manifest.json'))).mtimeMs).toBe(before.mtimeMs);
});
