import type { Value } from '../../../shared/value.ts';

/** A value as text: nothing for what is missing, JSON for lists and objects. */
export function textOf(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
