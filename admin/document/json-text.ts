import type { Value } from '../../shared/value.ts';
import { jsonError } from './json-error.ts';

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
