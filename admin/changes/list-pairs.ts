import type { Value } from '../../shared/value.ts';
import { haveNames } from '../document/differences.ts';
import { asText, isRecord, nameOf } from '../document/read.ts';
import { longestCommon } from './longest-common.ts';

/** An item of two lists: where it was and where it is, each missing where the list lacks it; moved where others stayed beside it. */
export type ListPair = { before?: number; after?: number; isMoved: boolean };
type Placed = ListPair & { rank: number };

/** Which items of two lists are the same, by name where all have one, else by what they say; in the order in which they are read. */
export function listPairs(left: readonly Value[], right: readonly Value[]): ListPair[] {
  const keyOf = haveNames(left) && haveNames(right) ? nameOf : written;
  const keys = { left: left.map(keyOf), right: right.map(keyOf) };
  const stays = longestCommon(keys.left, keys.right);
  const gone = leftOver(left.length, stays, 0);
  const come = leftOver(right.length, stays, 1);
  const pairs: Placed[] = stays.map(([before, after], index) => ({ before, after, isMoved: false, rank: index * 2 + 1 }));
  const take = (isSame: (before: LeftOver, after: LeftOver) => boolean, isMoved: boolean): void => {
    for (const one of [...gone]) {
      const other = come.find((it) => isSame(one, it));
      if (!other) continue;
      gone.splice(gone.indexOf(one), 1);
      come.splice(come.indexOf(other), 1);
      pairs.push({ before: one.at, after: other.at, isMoved, rank: other.rank });
    }
  };
  take((one, other) => keys.left[one.at] === keys.right[other.at], true);
  take((one, other) => one.rank === other.rank && areAlike(left[one.at], right[other.at]), false);
  const rest = [
    ...gone.map(({ at, rank }) => ({ before: at, isMoved: false, rank })),
    ...come.map(({ at, rank }) => ({ after: at, isMoved: false, rank })),
  ];
  return [...pairs, ...rest].toSorted((one, other) => one.rank - other.rank);
}

/** An item without a partner yet; its rank says between which of those that stayed it stands. */
type LeftOver = { at: number; rank: number };

function leftOver(length: number, stays: readonly [number, number][], side: 0 | 1): LeftOver[] {
  const stayed = new Set(stays.map((pair) => pair[side]));
  const found: LeftOver[] = [];
  let rank = 0;
  for (let at = 0; at < length; at += 1) {
    if (stayed.has(at)) rank += 2;
    else found.push({ at, rank });
  }
  return found;
}

/** Whether one may have become the other: both texts, or parts of one kind that have something in common. */
function areAlike(left: Value | undefined, right: Value | undefined): boolean {
  if (!isRecord(left) || !isRecord(right)) return typeof left === 'string' && typeof right === 'string';
  if (asText(left.type) !== '' || asText(right.type) !== '') return left.type === right.type;
  return Object.entries(left).some(([key, value]) => right[key] !== undefined && written(right[key]) === written(value));
}

/** A value as text that is the same for the same value, whatever the order of its keys. */
const written = (value: Value | undefined): string =>
  JSON.stringify(value, (_, inner: Value) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))) : inner,
  );
