import { same, type Value } from '../../shared/value.ts';

const mostPlaces = 20;

/** Which parts of a document differ, by their names, as in `stages "Start"`: enough for a log, without the texts themselves. */
export function changedPlaces(before: Value, after: Value): string[] {
  const [left, right] = [partsOf(before), partsOf(after)];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !same(left[key] ?? null, right[key] ?? null));
  return shortened(keys.flatMap((key) => placesIn(key, left[key] ?? null, right[key] ?? null)));
}

/** At most so many, and how many more. */
export const shortened = (places: readonly string[]): string[] =>
  places.length <= mostPlaces ? [...places] : [...places.slice(0, mostPlaces), `and ${places.length - mostPlaces} more`];

function placesIn(key: string, before: Value, after: Value): string[] {
  const [left, right] = [named(before), named(after)];
  if (!left || !right) return [key];
  const names = [...new Set([...left.keys(), ...right.keys()])].filter((name) => !same(left.get(name) ?? null, right.get(name) ?? null));
  return names.length > 0 ? names.map((name) => `${key} "${name}"`) : [`${key} (order)`];
}

/** The entries of a list by their names, where all have one of their own. */
function named(value: Value): Map<string, Value> | null {
  const list = value === null ? [] : value;
  if (!Array.isArray(list)) return null;
  const pairs = list.map((entry): [Value | undefined, Value] => [partsOf(entry).name, entry]);
  const all = new Map(pairs.flatMap(([name, entry]): [string, Value][] => (typeof name === 'string' ? [[name, entry]] : [])));
  return all.size === list.length ? all : null;
}

const partsOf = (value: Value): Record<string, Value> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
