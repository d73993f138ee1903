/** Anything that JSON can say: what variables, parameters and results hold. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** Values by name: variables, profile fields, parameters. */
export type Values = Record<string, Value>;

const forbidden = new Set(['__proto__', 'prototype', 'constructor']);

/** Whether a name may be a key of a record that outsiders can write (G-25). */
export const isSafeKey = (key: string): boolean => !forbidden.has(key);

/** Whether two values say the same, key order aside. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return sameLists(left, right);
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]));
}

function sameLists(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => same(item, right[index]));
}

/** A value after one of the four operations (R003-16 … R003-19); nothing where it is cleared. */
export function modified(
  before: Value | undefined,
  { operation, value }: { operation: 'set' | 'reset' | 'add' | 'remove'; value?: Value },
): Value | undefined {
  if (operation === 'reset') return undefined;
  if (operation === 'set') return value;
  const list = before === undefined || before === null ? [] : Array.isArray(before) ? before : [before];
  if (operation === 'remove') return before === undefined ? undefined : list.filter((item) => !same(item, value));
  return [...list, value ?? null];
}
