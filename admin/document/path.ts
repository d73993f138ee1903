import { isSafeKey, type Value, type Values } from '../../shared/value.ts';
import { isRecord } from './read.ts';

/** Where something stands in the document. */
export type Path = readonly (string | number)[];

/** The way back from `stages[2].actions[0]` to its parts. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) => (index === undefined ? (key ?? '') : Number(index)));
}

/** What stands at a path, or nothing. */
export function valueAt(document: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>(memberOf, document);
}

/** The document with another value at a path; `undefined` takes the member or the item away. Parts beside the path are shared. */
export function withValue(document: Value | undefined, path: Path, value: Value | undefined): Value {
  const [part, ...rest] = path;
  if (part === undefined) return value ?? null;
  const next = rest.length === 0 ? value : withValue(memberOf(document, part), rest, value);
  return typeof part === 'number' ? withItem(document, part, next) : withMember(isRecord(document) ? document : {}, part, next);
}

function memberOf(value: Value | undefined, part: string | number): Value | undefined {
  if (typeof part === 'number') return Array.isArray(value) ? value[part] : undefined;
  return isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function withItem(list: Value | undefined, index: number, value: Value | undefined): Value[] {
  const items = Array.isArray(list) ? list : [];
  if (value === undefined) return items.filter((_, at) => at !== index);
  return index < items.length ? items.with(index, value) : [...items, value];
}

function withMember(record: Values, key: string, value: Value | undefined): Values {
  if (!isSafeKey(key)) return record;
  if (value !== undefined) return { ...record, [key]: value };
  const { [key]: _, ...others } = record;
  return others;
}
