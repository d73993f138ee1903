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

/** What the page loads before it can be used: the scripts that the HTML names and all that they import at once, compressed. */
async function initialBytes(folder: string): Promise<number> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const all = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
  const sources = new Map(await Promise.all(all.map(async (name) => [name, await readFile(join(folder, 'assets', name), 'utf8')] as const)));
  const initial = new Set(all.filter((name) => html.includes(name)));
  // A set that grows while it is walked: what is added is walked too.
  for (const name of initial) for (const imported of importsOf(sources.get(name) ?? '')) initial.add(imported);
  return [...initial].reduce((sum, name) => sum + gzipSync(sources.get(name) ?? '').length, 0);
}

/** What a built module imports before it runs; `import(…)` is not among it. */
const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name]) => name ?? '');
