import { same, type Value } from '../../shared/value.ts';
import { changed } from './changed.ts';
import { differences } from './differences.ts';
import { type Difference, type Step, valueAtPlace } from './place.ts';

/** A place that two people changed in different ways; both texts are kept until one is chosen. */
export type Clash = { place: readonly Step[]; mine: Value | undefined; theirs: Value | undefined };

/** Two versions of one document as one, apart from the places that clash, where it holds theirs. */
export type Merge = { document: Value; clashes: Clash[] };

/** Carries my changes since `base` over to their document. Nothing of either side is dropped: what cannot go together clashes. */
export function merge(base: Value, mine: Value, theirs: Value): Merge {
  const myChanges = differences(base, mine);
  const theirChanges = differences(base, theirs);
  const places = [
    ...myChanges.flatMap((change) =>
      theirChanges.filter((other) => overlap(change.place, other.place) && !agree(change, other)).map((other) => shorter(change.place, other.place)),
    ),
    ...listsWithDoubles(myChanges, theirChanges),
  ];
  const clashing = places.filter((place, index) => !places.some((other, at) => covers(other, place) && (other.length < place.length || at < index)));
  const free = myChanges.filter(
    (change) => !clashing.some((place) => overlap(place, change.place)) && !theirChanges.some((other) => agree(change, other)),
  );
  const carried = free.map((change) => ({ ...change, place: afterRenames(change.place, theirChanges) }));
  const clashAt = (place: readonly Step[]): Clash => {
    const theirPlace = afterRenames(place, theirChanges);
    return {
      place: afterRenames(theirPlace, carried),
      mine: valueAtPlace(mine, afterRenames(place, myChanges)),
      theirs: valueAtPlace(theirs, theirPlace),
    };
  };
  return { document: changed(theirs, carried), clashes: clashing.map(clashAt) };
}

/** Lists in which both sides gave one name to different items: from there on a name does not say which item is meant. */
function listsWithDoubles(mine: readonly Difference[], theirs: readonly Difference[]): (readonly Step[])[] {
  const given = theirs.flatMap((change) => newName(change) ?? []);
  return mine.flatMap((change) => {
    const name = newName(change);
    const isDouble = given.some(
      (it) => it.name === name?.name && same(toPlain(it.list), toPlain(name.list)) && !same(toPlain(it.item), toPlain(name.item)),
    );
    return name && isDouble ? [name.list] : [];
  });
}

/** The name that an addition or a rename brings into a list. */
function newName({ place, before, after }: Difference): { list: readonly Step[]; item: readonly Step[]; name: string } | null {
  const last = place.at(-1);
  if (before === undefined && typeof last === 'object' && 'called' in last) return { list: place.slice(0, -1), item: place, name: last.called };
  if (isName(place) && typeof after === 'string' && typeof place.at(-2) === 'object')
    return { list: place.slice(0, -2), item: place.slice(0, -1), name: after };
  return null;
}

/** The merged document with my text at the places where I chose mine. */
export function withMine(merged: Value, clashes: readonly Clash[]): Value {
  // Renames come last: until then an item is found by its old name.
  const sorted = clashes.toSorted((one, other) => Number(isName(one.place)) - Number(isName(other.place)));
  return changed(
    merged,
    sorted.map(({ place, mine }) => ({ place, before: undefined, after: mine })),
  );
}

/** A place of the base as it is called in the document that the changes lead to. */
function afterRenames(place: readonly Step[], changes: readonly Difference[]): readonly Step[] {
  return place.map((step, index) => {
    if (typeof step !== 'object' || !('called' in step)) return step;
    const start = place.slice(0, index + 1);
    const rename = changes.find((it) => it.place.length === index + 2 && isName(it.place) && covers(start, it.place) && it.before === step.called);
    return typeof rename?.after === 'string' && rename.after !== '' ? { called: rename.after } : step;
  });
}

const isName = (place: readonly Step[]): boolean => place.at(-1) === 'name' || place.at(-1) === 'id';

const agree = (left: Difference, right: Difference): boolean => same(toPlain(left.place), toPlain(right.place)) && same(left.after, right.after);
const toPlain = (place: readonly Step[]): Value[] => place.map((step) => (typeof step === 'object' ? { ...step } : step));
const shorter = (left: readonly Step[], right: readonly Step[]): readonly Step[] => (left.length <= right.length ? left : right);
const overlap = (left: readonly Step[], right: readonly Step[]): boolean => covers(left, right) || covers(right, left);

/** Whether the second place is the first one or lies within it. */
const covers = (outer: readonly Step[], inner: readonly Step[]): boolean => same(toPlain(outer), toPlain(inner.slice(0, outer.length)));
