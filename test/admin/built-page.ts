import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { adminBuild } from '../../vite.config.ts';

/** The admin page as Vite builds it, in a folder of its own. */
export type BuiltPage = { folder: string; initialBytes: number; remove(): Promise<void> };

/** Builds the page as the product does, into a folder of the test's own. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'promptside-admin-'));
  await build(adminBuild(folder));
  return { folder, initialBytes: await initialBytes(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What the page loads before it can be used: the script that the HTML names, compressed. */
async function initialBytes(folder: string): Promise<number> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const files = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js') && html.includes(name));
  const sizes = await Promise.all(files.map(async (name) => gzipSync(await readFile(join(folder, 'assets', name))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}
