import type { Value } from '../../shared/value.ts';
import { asList, isRecord, nameOf } from './read.ts';

/** One step towards a place: by key or index, by the name of an item, or to the order of a list's named items. */
export type Step = string | number | { called: string } | { order: true };

/** One change between two documents; `at` is where an added item stands in its list. */
export type Difference = { place: readonly Step[]; before: Value | undefined; after: Value | undefined; at?: number };

/** A place as an author reads it. */
export function placeText(place: readonly Step[]): string {
  return place.length === 0 ? 'the whole document' : place.map(stepText).join(' › ');
}

/** What stands at a place, or nothing. */
export function valueAtPlace(document: Value | undefined, place: readonly Step[]): Value | undefined {
  return place.reduce<Value | undefined>((value, step) => {
    if (isOrder(step)) return asList(value).map(nameOf);
    const index = indexOfStep(value, step);
    if (Array.isArray(value)) return typeof index === 'number' ? value[index] : undefined;
    return isRecord(value) && typeof index === 'string' && Object.hasOwn(value, index) ? value[index] : undefined;
  }, document);
}

/** Where a step leads now: an item's index is looked up by its name. */
export function indexOfStep(value: Value | undefined, step: Exclude<Step, { order: true }>): string | number | undefined {
  if (typeof step !== 'object') return step;
  const index = asList(value).findIndex((item) => nameOf(item) === step.called);
  return index < 0 ? undefined : index;
}

/** Whether a step leads to the order of a list instead of an item. */
export const isOrder = (step: Step): step is { order: true } => typeof step === 'object' && 'order' in step;

function stepText(step: Step): string {
  if (typeof step === 'number') return `${step + 1}`;
  if (typeof step === 'string') return step;
  return 'called' in step ? step.called : 'order';
}
