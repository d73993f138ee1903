import type { Value } from '../../shared/value.ts';
import { writeJson } from './json-text.ts';

/** What a text field says: a value, nothing, or something that is not of its type yet. */
export type ReadValue = { ok: true; value: Value | undefined } | { ok: false };

/** A value as its field shows it; text stands without quotes where text is what is wanted. */
export function valueText(value: Value | undefined, type: string): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && !needsJson(type) && !(type === 'any' && isOtherThanText(value))) return value;
  return typeof value === 'object' ? writeJson(value) : JSON.stringify(value);
}

/** What a typed text means for a field of a type; an empty one is nothing. */
export function readValue(text: string, type: string): ReadValue {
  if (text === '') return { ok: true, value: undefined };
  if (type === 'number' || type === 'currency') return Number.isFinite(Number(text)) ? { ok: true, value: Number(text) } : { ok: true, value: text };
  if (needsJson(type)) return parsed(text) ?? { ok: false };
  return (type === 'any' ? parsed(text) : null) ?? { ok: true, value: text };
}

/** Whether a field of a type holds several lines. */
export const needsJson = (type: string): boolean => type === 'object' || type === 'list';

const isOtherThanText = (text: string): boolean => parsed(text) !== null;

function parsed(text: string): ReadValue | null {
  try {
    return { ok: true, value: JSON.parse(text) as Value }; // what JSON.parse gives is a Value
  } catch {
    return null;
  }
}
