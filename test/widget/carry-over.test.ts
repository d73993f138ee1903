import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { carryOver } from '../../widget/build/carry-over.ts';
import { type Manifest, pack, writeManifest } from '../../widget/build/pack.ts';
import { replace } from '../../widget/build.ts';

const scratch = mkdtempSync(join(tmpdir(), 'promptside-build-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const day = 24 * 60 * 60 * 1_000;
let builds = 0;

async function built(parts: Record<string, string>): Promise<{ folder: string; manifest: Manifest }> {
  const folder = join(scratch, `build-${++builds}`);
  await mkdir(join(folder, 'assets'), { recursive: true });
  for (const [path, content] of Object.entries(parts)) await writeFile(join(folder, path), content);
  return { folder, manifest: await pack(folder, `inputs-${builds}`) };
}

test('a page that was loaded before a deploy still opens: the old parts lie beside the new ones, packed as they were', async () => {
  const place = join(scratch, 'widget');
  const first = await built({ 'widget.js': 'old loader', 'assets/panel-aaaaaaaa.js': 'old panel', 'assets/de-cccccccc.js': 'same' });
  await replace(place, first.folder, first.manifest);
  const second = await built({ 'widget.js': 'new loader', 'assets/panel-bbbbbbbb.js': 'new panel', 'assets/de-cccccccc.js': 'same' });
  await replace(place, second.folder, second.manifest);
  const read = (path: string): Promise<string> => readFile(join(place, path), 'utf8');
  expect([await read('widget.js'), await read('assets/panel-aaaaaaaa.js'), await read('assets/panel-bbbbbbbb.js')]).toEqual([
    'new loader',
    'old panel',
    'new panel',
  ]);
  for (const ending of ['.br', '.gz']) expect(existsSync(join(place, `assets/panel-aaaaaaaa.js${ending}`))).toBe(true);
  // Our own manifest.
  const manifest = JSON.parse(await read('manifest.json')) as Manifest;
  expect(manifest.files.map((file) => file.path)).toEqual(['assets/de-cccccccc.js', 'assets/panel-bbbbbbbb.js', 'widget.js']);
  expect(manifest.kept?.map((file) => file.path)).toEqual(['assets/panel-aaaaaaaa.js']);
});

test('what was replaced longer than a week ago is gone, and of many builds in a day only the last ten are kept', async () => {
  const place = join(scratch, 'many');
  let now = 1_000;
  for (let count = 0; count < 14; count++) {
    const { folder, manifest } = await built({ [`assets/panel-${String(count).padStart(8, '0')}.js`]: `panel ${count}` });
    const before = count === 0 ? null : (JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8')) as Manifest);
    now += 1_000;
    const kept = await carryOver(before, { from: place, to: folder }, now);
    await writeManifest(folder, { ...manifest, kept });
    await rm(place);
    await move(folder, place);
  }
  const manifest = JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8')) as Manifest;
  expect(manifest.kept?.map((file) => file.path)).toEqual(
    Array.from({ length: 10 }, (_, index) => `assets/panel-${String(12 - index).padStart(8, '0')}.js`),
  );
  const next = await built({ 'assets/panel-zzzzzzzz.js': 'much later' });
  expect((await carryOver(manifest, { from: place, to: next.folder }, now + 8 * day)).map((file) => file.path)).toEqual(['assets/panel-00000013.js']);
});

const rm = async (folder: string): Promise<void> => rmSync(folder, { recursive: true, force: true });
const move = async (from: string, to: string): Promise<void> => (await import('node:fs/promises')).rename(from, to);
