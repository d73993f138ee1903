import type { Value } from '../../shared/value.ts';
import { jsonError } from './json-error.ts';
import { type Path, valueAt } from './path.ts';

/** A text read as JSON: its value, or what is wrong and on which line. */
export type JsonReading = { ok: true; value: Value } | { ok: false; line: number; column: number; reason: string };

/** Reads a text as JSON. */
export function readJson(text: string): JsonReading {
  try {
    return { ok: true, value: JSON.parse(text) as Value }; // JSON.parse gives nothing else
  } catch (error) {
    const { offset, reason } = jsonError(text) ?? { offset: 0, reason: error instanceof Error ? error.message : String(error) };
    const before = text.slice(0, offset).split('\n');
    return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, reason };
  }
}

/** A value as the JSON panel shows it. */
export const writeJson = (value: Value | undefined): string => JSON.stringify(value ?? null, null, 2);

/** The line, from 1, on which a path begins in what `writeJson` gives; the nearest part that exists where it does not. */
export function lineOf(document: Value, path: Path): number {
  let line = 1;
  for (let depth = 0; depth < path.length; depth += 1) {
    const before = linesBefore(valueAt(document, path.slice(0, depth)), path[depth] ?? '');
    if (before === null) return line;
    line += before + 1;
  }
  return line;
}

function linesBefore(value: Value | undefined, part: string | number): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const keys = Object.keys(value);
  const index = keys.indexOf(String(part));
  if (index < 0) return null;
  return Object.values(value)
    .slice(0, index)
    .reduce<number>((count, item) => count + lineCount(item), 0);
}

const lineCount = (value: Value): number => writeJson(value).split('\n').length;
