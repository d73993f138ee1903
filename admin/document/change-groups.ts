import type { Difference, Step } from './place.ts';

/** Changes of one part of the project, such as one action, and the way to it. */
export type ChangeGroup = { place: readonly Step[]; changes: readonly Difference[] };

/** Changes by the part of the project that they belong to, in the order in which the parts first appear. */
export function changeGroups(changes: readonly Difference[]): ChangeGroup[] {
  const groups = new Map<string, { place: readonly Step[]; changes: Difference[] }>();
  for (const change of changes) {
    const place = partOf(change.place);
    const key = JSON.stringify(place);
    const group = groups.get(key) ?? { place, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** An item of a list of the project, or of a list of a stage; else the key at the top. */
function partOf(place: readonly Step[]): readonly Step[] {
  const isInner = place[0] === 'stages' && place.length > 4 && isItem(place[3]);
  const length = isInner ? 4 : isItem(place[1]) && place.length > 2 ? 2 : 1;
  return place.slice(0, length);
}

const isItem = (step: Step | undefined): boolean => typeof step === 'number' || (typeof step === 'object' && 'called' in step);
