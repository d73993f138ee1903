import { same, type Value, type Values } from '../../shared/value.ts';
import { changed } from './changed.ts';
import type { Difference, Step } from './place.ts';
import { isRecord, nameOf } from './read.ts';

/** What has to be done to the left document to get the right one. Items with names are followed by name, so that a move is one change. */
export function differences(left: Value | undefined, right: Value | undefined, place: readonly Step[] = []): Difference[] {
  if (left === right || same(left, right)) return [];
  if (isRecord(left) && isRecord(right)) return memberDifferences(left, right, place);
  if (Array.isArray(left) && Array.isArray(right)) return listDifferences(left, right, place);
  return [{ place, before: left, after: right }];
}

function memberDifferences(left: Values, right: Values, place: readonly Step[]): Difference[] {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => differences(left[key], right[key], [...place, key]));
}

function listDifferences(left: Value[], right: Value[], place: readonly Step[]): Difference[] {
  if (haveNames(left) && haveNames(right)) return namedDifferences(left, right, place);
  const areAlike = left.length === right.length && [...left, ...right].every(isRecord);
  return areAlike ? left.flatMap((item, index) => differences(item, right[index], [...place, index])) : [{ place, before: left, after: right }];
}

/** Whether all items have names, each its own. */
export function haveNames(list: readonly Value[]): boolean {
  const names = list.map(nameOf);
  return names.every((name) => name !== '') && new Set(names).size === names.length;
}

function namedDifferences(left: Value[], right: Value[], place: readonly Step[]): Difference[] {
  const partners = partnersOf(left, right);
  const kept = left.flatMap((item) => itemDifferences(item, partners.get(nameOf(item)), place));
  const partnered = new Set(partners.values());
  const added = right.flatMap((item, at) =>
    partnered.has(item) ? [] : [{ place: [...place, { called: nameOf(item) }], before: undefined, after: item, at }],
  );
  const list = [...kept, ...added];
  // Carried out on the list alone, so the way to it is cut off.
  const reached = changed(
    left,
    list.map((difference) => ({ ...difference, place: difference.place.slice(place.length) })),
  );
  const names = { before: (Array.isArray(reached) ? reached : []).map(nameOf), after: right.map(nameOf) };
  return same(names.before, names.after) ? list : [...list, { place: [...place, { order: true }], ...names }];
}

/** A rename comes last: until then the item is found by its old name. */
function itemDifferences(item: Value, partner: Value | undefined, place: readonly Step[]): Difference[] {
  const here = [...place, { called: nameOf(item) }];
  if (partner === undefined) return [{ place: here, before: item, after: undefined }];
  const isRename = (difference: Difference): boolean =>
    difference.place.length === here.length + 1 && ['name', 'id'].includes(String(difference.place.at(-1)));
  return differences(item, partner, here).toSorted((one, other) => Number(isRename(one)) - Number(isRename(other)));
}

/** Who became whom: the same name, else the same index where neither name is known on the other side (a rename). */
function partnersOf(left: Value[], right: Value[]): Map<string, Value> {
  const byName = new Map(right.map((item) => [nameOf(item), item]));
  const leftNames = new Set(left.map(nameOf));
  return new Map(
    left.flatMap((item, index) => {
      const sameName = byName.get(nameOf(item));
      const sameIndex = left.length === right.length ? right[index] : undefined;
      const partner = sameName ?? (sameIndex !== undefined && !leftNames.has(nameOf(sameIndex)) ? sameIndex : undefined);
      return partner === undefined ? [] : [[nameOf(item), partner]];
    }),
  );
}
