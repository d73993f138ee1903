import type { Value } from '../../shared/value.ts';
import { type Path, valueAt } from '../document/path.ts';
import { innerLists, sectionLists } from '../document/playbook-steps.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { isSame, type Spot, startsWith } from './relocate.ts';

/** A list that an item can move to, and what it is called in an announcement. */
export type SisterList = { path: Path; name: string };

/** The lists that exchange items with this one, itself among them, in reading order: all steps of a playbook, the actions of all stages. */
export function sisterLists(document: Value, list: Path): SisterList[] {
  const [first, , third] = list;
  const last = list.at(-1);
  if (first === 'playbooks' && list.length > 3 && (last === 'steps' || last === 'else')) return stepLists(document, list.slice(0, 2));
  if ((first === 'globalActions' && list.length === 1) || (first === 'stages' && third === 'actions' && list.length === 3))
    return actionLists(document);
  return [{ path: list, name: '' }];
}

/** Where an item goes on Alt+← (-1) or Alt+→ (1): into the list before or after its own; out of a branch it lands just before its IF/ELSE. */
export function spotBeside(document: Value, item: Path, step: number): Spot | null {
  const own = item.slice(0, -1);
  const lists = sisterLists(document, own).filter(({ path }) => !startsWith(path, item));
  const target = lists[lists.findIndex(({ path }) => isSame(path, own)) + step]?.path;
  if (target === undefined) return null;
  const holder = startsWith(own, target) ? own[target.length] : undefined;
  if (typeof holder === 'number') return { list: target, index: holder };
  return { list: target, index: step > 0 ? 0 : asList(valueAt(document, target)).length };
}

function stepLists(document: Value, playbook: Path): SisterList[] {
  const value = valueAt(document, playbook);
  const sections = asList(asRecord(value).sections);
  return sectionLists(value, playbook).flatMap(({ path, index }) => [
    { path, name: `section ${nameOf(sections[index]) || index + 1}` },
    ...innerStepLists(document, path),
  ]);
}

function innerStepLists(document: Value, list: Path): SisterList[] {
  return asList(valueAt(document, list)).flatMap((step, at) =>
    innerLists(step, [...list, at]).flatMap(({ path, kind, index }) => [
      { path, name: kind === 'else' ? `else of step ${at + 1}` : `branch ${index + 1} of step ${at + 1}` },
      ...innerStepLists(document, path),
    ]),
  );
}

function actionLists(document: Value): SisterList[] {
  const stages = asList(asRecord(document).stages).map((stage, index) => ({
    path: ['stages', index, 'actions'],
    name: `stage ${nameOf(stage) || index + 1}`,
  }));
  return [...stages, { path: ['globalActions'], name: 'global actions' }];
}
