import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many promises each list holds: requirements by source, resolutions, faults seen elsewhere, guarantees. */
const lists: Record<string, number> = { 'R000-': 16, 'R001-': 22, 'R002-': 26, 'R003-': 52, 'R004-': 62, 'C-': 47, 'P-': 45, 'G-': 34 };

export type Coverage = { list: string; covered: string[]; missing: string[] };

/** Which numbered promises stand in the title of a test, and which do not yet. */
export function coverage(root: string): Coverage[] {
  const carried = new Set(
    testFiles(join(root, 'test'))
      .flatMap((file) => readFileSync(file, 'utf8').match(/R[0-9]{3}-[0-9]{2}|\b[CGP]-[0-9]{2}\b/g) ?? [])
      .filter(Boolean),
  );
  return Object.entries(lists).map(([prefix, count]) => {
    const all = Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`);
    return { list: prefix.slice(0, -1), covered: all.filter((it) => carried.has(it)), missing: all.filter((it) => !carried.has(it)) };
  });
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
