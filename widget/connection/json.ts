/**
 * JSON that a host page cannot bend: old libraries put a `toJSON` on `Array.prototype` or `Object.prototype`, which
 * `JSON.stringify` would obey for everything but plain values.
 */
export function toJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${Array.from(value, toJson).join(',')}]`;
  const fields: string[] = [];
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined && typeof field !== 'function') fields.push(`${JSON.stringify(key)}:${toJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}

/** What a JSON text says, or nothing where it says nothing. */
export function fromJson(text: string | null | undefined): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
