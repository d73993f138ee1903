import type { Finding } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { parsePath, valueAt, withValue } from './path.ts';
import { isRecord } from './read.ts';

/** The document with the suggestion of a finding carried out; nothing where there is none, or where it would take something away. */
export function mended(document: Value, { path, mend }: Pick<Finding, 'path' | 'mend'>): Value | null {
  const place = parsePath(path);
  if (!mend) return null;
  if ('value' in mend) return typeof valueAt(document, place) === 'string' ? withValue(document, place, mend.value) : null;
  const holder = valueAt(document, place.slice(0, -1));
  const old = place.at(-1);
  if (!isRecord(holder) || typeof old !== 'string' || !Object.hasOwn(holder, old) || Object.hasOwn(holder, mend.key)) return null;
  const renamed = Object.fromEntries(Object.entries(holder).map(([key, value]) => [key === old ? mend.key : key, value]));
  return withValue(document, place.slice(0, -1), renamed);
}
