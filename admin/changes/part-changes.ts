import { same, type Value, type Values } from '../../shared/value.ts';
import { isRecord } from '../document/read.ts';
import { type ListPair, listPairs } from './list-pairs.ts';
import { holdsOwnNames, itemWord, keyWord } from './place-words.ts';
import { type Line, linesOf, valueText } from './value-lines.ts';

/** The way to what changed: each step as the document knows it and as the page calls it, and whether an author chose the names below it. */
type Way = readonly { step: string | number; word: string; isAuthored: boolean }[];

/** What became of one place. */
export type Change = { way: Way } & (
  | { kind: 'changed'; before: string; after: string }
  | { kind: 'added' | 'removed'; lines: Line[] }
  | { kind: 'moved'; from: number; to: number }
);

/** Changes of one part of the project, such as one action, and what the page calls it. */
export type PartChanges = { part: string; changes: { where: string; change: Change }[] };

/** What differs between two documents, for a reader: part by part, and down to the field, the text or the item that changed. */
export function partChanges(before: Value, after: Value): PartChanges[] {
  const parts = new Map<string, PartChanges>();
  for (const change of changesAt(before, after, [])) {
    const depth = partDepth(change.way);
    const key = JSON.stringify(change.way.slice(0, depth).map(({ step }) => step));
    const part = parts.get(key) ?? { part: wordsOf(change.way.slice(0, depth)), changes: [] };
    part.changes.push({ where: wordsOf(change.way.slice(depth)), change });
    parts.set(key, part);
  }
  return [...parts.values()];
}

function changesAt(before: Value | undefined, after: Value | undefined, way: Way): Change[] {
  if (before === after || same(before, after)) return [];
  if (before === undefined) return [{ way, kind: 'added', lines: linesOf(after, isAuthored(way)) }];
  if (after === undefined) return [{ way, kind: 'removed', lines: linesOf(before, isAuthored(way)) }];
  if (isRecord(before) && isRecord(after)) return memberChanges(before, after, way);
  if (Array.isArray(before) && Array.isArray(after)) return listPairs(before, after).flatMap((pair) => itemChanges({ before, after }, pair, way));
  return [{ way, kind: 'changed', before: valueText(before), after: valueText(after) }];
}

function memberChanges(before: Values, after: Values, way: Way): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const isOwn = isAuthored(way);
  return keys.flatMap((key) => {
    const isAuthored = isOwn || holdsOwnNames(key, before[key] ?? after[key]);
    return changesAt(before[key], after[key], [...way, { step: key, word: isOwn ? key : keyWord(key), isAuthored }]);
  });
}

/** A text of a list has no name to show: it stands under the list itself. */
function itemChanges(lists: { before: Value[]; after: Value[] }, { before, after, isMoved }: ListPair, way: Way): Change[] {
  const old = before === undefined ? undefined : lists.before[before];
  const now = after === undefined ? undefined : lists.after[after];
  const index = after ?? before ?? 0;
  const item = now ?? old;
  const here = (word: string): Way => [...way, { step: index, word, isAuthored: isAuthored(way) }];
  const called = isRecord(item) ? itemWord(item, index) : '';
  const moved: Change[] =
    isMoved && before !== undefined && after !== undefined
      ? [{ way: here(called || `“${valueText(item)}”`), kind: 'moved', from: before + 1, to: after + 1 }]
      : [];
  return [...moved, ...changesAt(old, now, here(called))];
}

/** An item of a list of the project, or of a list of a stage; else the key at the top. */
function partDepth(way: Way): number {
  const isItem = (at: number): boolean => typeof way[at]?.step === 'number';
  if (way[0]?.step === 'stages' && way.length > 4 && isItem(3)) return 4;
  return isItem(1) && way.length > 2 ? 2 : Math.min(1, way.length);
}

/** The steps that say something; that an effect is one of the effects goes without saying. */
const wordsOf = (way: Way): string =>
  way
    .filter(({ step, word }, index) => word !== '' && !(step === 'effects' && index < way.length - 1))
    .map(({ word }) => word)
    .join(' › ');

const isAuthored = (way: Way): boolean => way.at(-1)?.isAuthored ?? false;
