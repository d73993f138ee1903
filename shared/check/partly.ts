import type { Value } from '../value.ts';

/** A document as far as it is sound: anything may be missing, and what is there has its type. */
export type Partly<T> = [Value] extends [T]
  ? T
  : T extends readonly (infer Item)[]
    ? (Partly<Item> | undefined)[]
    : T extends object
      ? { [Key in keyof T]?: Partly<T[Key]> }
      : T;

export type Path = readonly (string | number)[];

/** A thing in the document and its place; paths stay those of the author, also where neighbours are unsound. */
export type Placed<T> = { it: T; path: Path };

/** The things of a list with their places, without those that are missing. */
export function each<T>(list: readonly (T | undefined)[] | undefined, path: Path): Placed<T>[] {
  return (list ?? []).flatMap((it, index) => (it === undefined ? [] : [{ it, path: [...path, index] }]));
}

/** Removes what stands at the paths; in lists a hole is left, so that the others keep their places. */
export function without(document: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  const copy = structuredClone(document);
  for (const path of paths) remove(copy, path);
  return paths.some((path) => path.length === 0) ? {} : copy;
}

function remove(document: unknown, path: readonly PropertyKey[]): void {
  const holder = path.slice(0, -1).reduce<unknown>(inside, document);
  const last = path.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) return;
  if (Array.isArray(holder)) holder[Number(last)] = undefined;
  else Reflect.deleteProperty(holder, last);
}

/** What an object or a list has of its own under a key. */
export function inside(holder: unknown, key: PropertyKey): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return Reflect.get(holder, key);
}
