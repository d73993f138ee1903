import type { Value } from '../../shared/value.ts';
import { type Path, valueAt, withValue } from '../document/path.ts';
import { asList } from '../document/read.ts';

/** A place between the items of a list: before the one that stands at `index` now. */
export type Spot = { list: Path; index: number };

/** A document in which an item has moved, and where the item stands in it. */
export type Relocated = { document: Value; path: Path };

/** The document with the item at a path taken to another spot, in its own list or another one; nothing where it would not move or cannot. */
export function relocated(document: Value, item: Path, to: Spot): Relocated | null {
  const value = valueAt(document, item);
  const at = item.at(-1);
  if (value === undefined || typeof at !== 'number' || startsWith(to.list, item)) return null;
  const without = withValue(document, item, undefined);
  const spot = afterRemoval(to, item, at);
  const items = asList(valueAt(without, spot.list));
  if (spot.index < 0 || spot.index > items.length || (isSame(to.list, item.slice(0, -1)) && spot.index === at)) return null;
  return { document: withValue(without, spot.list, items.toSpliced(spot.index, 0, value)), path: [...spot.list, spot.index] };
}

/** What a path is called after an item has moved from one place to another; the item's own parts go with it. */
export function pathAfterMove(path: Path, from: Path, to: Path): Path {
  if (startsWith(path, from)) return [...to, ...path.slice(from.length)];
  return shifted(shifted(path, from, -1), to, 1);
}

/** A path whose way leads behind a place in a list, moved by one. */
function shifted(path: Path, place: Path, by: number): Path {
  const depth = place.length - 1;
  const [at, own] = [place[depth], path[depth]];
  const isBehind = startsWith(path, place.slice(0, -1)) && typeof own === 'number' && typeof at === 'number' && (by < 0 ? own > at : own >= at);
  return isBehind ? path.with(depth, own + by) : path;
}

/** Whether the first path is the second one or lies within it. */
export const startsWith = (path: Path, start: Path): boolean => start.every((part, index) => path[index] === part);

export const isSame = (one: Path, other: Path): boolean => one.length === other.length && startsWith(one, other);

/** The same spot once the item is gone: what stood behind the item in its list has moved up. */
function afterRemoval({ list, index }: Spot, item: Path, at: number): Spot {
  if (isSame(list, item.slice(0, -1))) return { list, index: index > at ? index - 1 : index };
  return { list: shifted(list, item, -1), index };
}
