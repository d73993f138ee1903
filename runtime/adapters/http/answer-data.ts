import { isSafeKey, type Value } from '../../../shared/value.ts';

/** A body as data: JSON where it is sent as JSON, or as nothing and reads like it; `null` where it is empty; else text. */
export function dataOf(bytes: Buffer, contentType: string): Value {
  const text = decoded(bytes, contentType);
  if (text.trim() === '') return null;
  const isJson = contentType === '' ? /^\s*[{[]/.test(text) : /\bjson\b/i.test(contentType.split(';', 1)[0] ?? '');
  return (isJson ? parsed(text) : undefined) ?? text;
}

function decoded(bytes: Buffer, contentType: string): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes); // a character set that nobody knows
  }
}

/** Deeper data would overflow whoever walks through it later, and no author reads it. */
const maximumDepth = 100;

/** The value, or nothing where the text is no JSON that can be kept. */
function parsed(text: string): Value | undefined {
  try {
    return clean(JSON.parse(text) as Value, 0); // JSON.parse gives exactly what Value names
  } catch {
    return undefined;
  }
}

function clean(value: Value, depth: number): Value {
  if (depth > maximumDepth) throw new RangeError('nested too deeply');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (isSafeKey(key) ? [[key, clean(item, depth + 1)]] : [])));
}
