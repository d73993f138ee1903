import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BuiltFile, Kept, Manifest } from './pack.ts';

const keptFor = 7 * 24 * 60 * 60 * 1_000;
/** Where somebody builds all day, only so many are kept. */
const keptBuilds = 10;

/** The parts that a new build keeps of the builds before it, so that a page loaded before a deploy still opens its panel (P-40). */
export async function carryOver(before: Manifest | null, { from, to }: { from: string; to: string }, now: number): Promise<Kept[]> {
  if (!before) return [];
  const fresh = before.files.filter((file) => file.isImmutable).map((file): Kept => ({ path: file.path, bytes: file.bytes, until: now + keptFor }));
  const still = (before.kept ?? []).filter((kept) => kept.until > now);
  const kept = lastBuilds([...fresh, ...still.filter((old) => !fresh.some((file) => file.path === old.path))]);
  await Promise.all(kept.flatMap((file) => twinsOf(file).map((path) => copied(join(from, path), join(to, path)))));
  return kept;
}

/** All parts of a build were replaced at the same moment, so the moment names the build. */
function lastBuilds(kept: readonly Kept[]): Kept[] {
  const moments = [...new Set(kept.map((file) => file.until))].sort((left, right) => right - left).slice(0, keptBuilds);
  return kept.filter((file) => moments.includes(file.until));
}

const twinsOf = ({ path, bytes }: Pick<BuiltFile, 'path' | 'bytes'>): string[] => [
  path,
  ...(bytes.brotli === undefined ? [] : [`${path}.br`]),
  ...(bytes.gzip === undefined ? [] : [`${path}.gz`]),
];

/** A part that both builds have is there already; one that somebody deleted by hand is no reason to fail. */
async function copied(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to).catch(() => undefined);
}
