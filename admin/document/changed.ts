import type { Value } from '../../shared/value.ts';
import { withValue } from './path.ts';
import { type Difference, indexOfStep, isOrder, type Step, valueAtPlace } from './place.ts';
import { asList, nameOf } from './read.ts';

/** The document with differences carried out, each where its place is now. */
export function changed(document: Value, list: readonly Difference[]): Value {
  return list.reduce((result, difference) => changedAt(result, difference.place, difference), document);
}

function changedAt(document: Value, place: readonly Step[], difference: Difference): Value {
  const [step, ...rest] = place;
  if (step === undefined) return difference.after ?? null;
  if (isOrder(step)) return inOrder(document, asList(difference.after));
  const index = indexOfStep(document, step);
  if (index === undefined) return rest.length === 0 ? withAdded(document, difference) : document;
  if (rest.length === 0) return withValue(document, [index], difference.after);
  return withValue(document, [index], changedAt(valueAtPlace(document, [step]) ?? null, rest, difference));
}

function withAdded(list: Value, difference: Difference): Value {
  if (difference.after === undefined) return list;
  return asList(list).toSpliced(difference.at ?? asList(list).length, 0, difference.after);
}

/** The named items in the given order, on the places that they take up together; others stay where they are. */
function inOrder(list: Value, names: Value[]): Value {
  const rank = new Map(names.map((name, index) => [name, index]));
  const ranked = asList(list)
    .filter((item) => rank.has(nameOf(item)))
    .sort((left, right) => (rank.get(nameOf(left)) ?? 0) - (rank.get(nameOf(right)) ?? 0));
  const queue = [...ranked];
  return asList(list).map((item) => (rank.has(nameOf(item)) ? (queue.shift() ?? item) : item));
}
