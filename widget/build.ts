import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';
import { carryOver } from './build/carry-over.ts';
import { hashOf } from './build/inputs.ts';
import { type Manifest, pack, writeManifest } from './build/pack.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

type Target = { name: 'widget' | 'admin'; inputs: string[]; build(folder: string): Promise<void> };

const common = ['shared', 'vite.config.ts', 'package-lock.json'];
const targets: Target[] = [
  { name: 'widget', inputs: ['widget', ...common], build: buildWidget },
  { name: 'admin', inputs: ['admin', ...common], build: buildAdmin },
];

/** Builds widget and admin page, or those that are named, into `dist/`; what has not changed since the last time is left as it is. */
export async function buildAll(names: readonly Target['name'][] = ['widget', 'admin']): Promise<void> {
  await mkdir(join(root, 'dist'), { recursive: true });
  for (const target of targets) if (names.includes(target.name)) await buildWhereChanged(target);
}

/** What lies in `dist/` of a target, or nothing where it was never built. */
export const builtManifest = (name: Target['name']): Promise<Manifest | null> => manifestIn(join(root, 'dist', name));

async function manifestIn(place: string): Promise<Manifest | null> {
  try {
    // The file is ours: `pack` wrote it.
    return JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

async function buildWhereChanged(target: Target): Promise<void> {
  const inputs = await hashOf(root, target.inputs);
  if ((await builtManifest(target.name))?.inputs === inputs) return;
  await alone(join(root, 'dist', `.${target.name}.lock`), async () => {
    // Somebody else may have built it while we waited for our turn.
    if ((await builtManifest(target.name))?.inputs === inputs) return;
    const folder = join(root, 'dist', `.${target.name}-${process.pid}`);
    try {
      await target.build(folder);
      await replace(join(root, 'dist', target.name), folder, await pack(folder, inputs));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Puts a build into the place of the one before, whose parts stay for a while. */
export async function replace(place: string, folder: string, manifest: Manifest): Promise<void> {
  const kept = await carryOver(await manifestIn(place), { from: place, to: folder }, Date.now());
  const own = new Set(manifest.files.map((file) => file.path));
  await writeManifest(folder, { ...manifest, kept: kept.filter((file) => !own.has(file.path)) });
  await rm(place, { recursive: true, force: true });
  await rename(folder, place);
}

async function buildWidget(folder: string): Promise<void> {
  const [{ build }, { loaderBuild, nudgeBuild, panelBuild }] = await Promise.all([import('vite'), import('../vite.config.ts')]);
  const entryOf = async (config: InlineConfig): Promise<string> => {
    const built = await build(config);
    const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
    const entry = outputs.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
    if (!entry) throw new Error('The build of a part has no entry; look at vite.config.ts.');
    return basename(entry.fileName);
  };
  const panel = await entryOf(panelBuild(folder));
  await build(loaderBuild(folder, { panel, nudge: await entryOf(nudgeBuild(folder)) }));
}

async function buildAdmin(folder: string): Promise<void> {
  if (!existsSync(join(root, 'admin', 'index.html'))) return void (await mkdir(folder, { recursive: true }));
  const [{ build }, { adminBuild }] = await Promise.all([import('vite'), import('../vite.config.ts')]);
  await build(adminBuild(folder));
}

const lockIsStaleAfter = 60_000;

/** Does something while no other process does it; a lock left by one that was killed is taken over. */
async function alone(lock: string, what: () => Promise<void>): Promise<void> {
  while (
    !(await mkdir(lock).then(
      () => true,
      () => false,
    ))
  ) {
    const age = await stat(lock).then(
      (it) => Date.now() - it.mtimeMs,
      () => 0,
    );
    if (age > lockIsStaleAfter) await rm(lock, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    await what();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}
