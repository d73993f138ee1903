import type { Value, Values } from '../../shared/value.ts';

/** The text itself, or nothing where a draft holds something else. */
export const asText = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** The list itself, or an empty one where a draft holds something else. */
export const asList = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

/** Whether a value has named members. */
export const isRecord = (value: Value | undefined): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members themselves, or none where a draft holds something else. */
export const asRecord = (value: Value | undefined): Values => (isRecord(value) ? value : {});

/** What a part of the document is called by its author: its name, else its id. */
export function nameOf(value: Value | undefined): string {
  const record = asRecord(value);
  return asText(record.name) || asText(record.id);
}

/** A value as one short line: text as it is, anything else as JSON, cut where it is long. */
export function oneLine(value: Value | undefined, length = 120): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat;
}
