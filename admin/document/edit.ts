import type { Value } from '../../shared/value.ts';
import { type Path, valueAt, withValue } from './path.ts';
import { asList, asText, nameOf } from './read.ts';

/** The document with items put into a list, before the one at `index`. */
export function inserted(document: Value, list: Path, items: { index: number; values: Value[] }): Value {
  return withValue(document, list, asList(valueAt(document, list)).toSpliced(items.index, 0, ...items.values));
}

/** The document with one item of a list moved; where it cannot move, the same document. */
export function moved(document: Value, list: Path, move: { from: number; to: number }): Value {
  const items = asList(valueAt(document, list));
  const item = items[move.from];
  if (item === undefined || move.to < 0 || move.to >= items.length || move.from === move.to) return document;
  return withValue(document, list, items.toSpliced(move.from, 1).toSpliced(move.to, 0, item));
}

/** A name that no item of the list has yet. */
export function freeName(list: Value | undefined, wanted: string): string {
  const taken = new Set(asList(list).map(nameOf));
  const numbered = (count: number): string => (taken.has(`${wanted}_${count}`) ? numbered(count + 1) : `${wanted}_${count}`);
  return taken.has(wanted) ? numbered(2) : wanted;
}

/** A name that no pair has yet. */
export function freeKey(pairs: readonly [string, Value][], count = 1): string {
  const key = count === 1 ? 'name' : `name${count}`;
  return pairs.some(([name]) => name === key) ? freeKey(pairs, count + 1) : key;
}

/** A new action that answers something as soon as its texts are filled in. */
export function newAction(list: Value | undefined): Value {
  return {
    name: freeName(list, 'new_action'),
    classificationTrigger: '',
    examples: [''],
    effects: [{ type: 'generate_response', mode: 'prescripted', responses: [''] }],
  };
}

/** What was pasted into one example, as one example for each line. */
export const examplesFrom = (pasted: string): string[] =>
  pasted
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
    .filter((line) => line !== '');

/** Examples that stand twice in one list, in the wording of the first. */
export function repeated(examples: Value[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const example of examples.map((it) => asText(it).trim().toLowerCase())) {
    if (example !== '' && seen.has(example)) twice.add(example);
    seen.add(example);
  }
  return twice;
}
