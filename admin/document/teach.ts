import type { Value } from '../../shared/value.ts';
import { type Path, valueAt, withValue } from './path.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';

/** An action that a message of a stage can be taught to. */
export type Pupil = { name: string; path: Path };
/** What a text is for an action: what people say who mean it, or what only sounds like it. */
export type Lesson = 'examples' | 'counterExamples';

/** The actions that a message in a stage may mean: the stage's own, then the global ones that none of them replaces. */
export function pupilsOf(document: Value, stage: string): Pupil[] {
  const project = asRecord(document);
  const at = asList(project.stages).findIndex((it) => nameOf(it) === stage);
  const own = at < 0 ? [] : pupilsIn(document, ['stages', at, 'actions']);
  const taken = new Set(own.map(({ name }) => name));
  return [...own, ...pupilsIn(document, ['globalActions']).filter(({ name }) => !taken.has(name))];
}

/** The document in which an action has learned a text; what it had learned the other way round is taken back. */
export function taught(document: Value, action: Path, { lesson, text }: { lesson: Lesson; text: string }): Value {
  const wanted = text.trim();
  if (wanted === '' || valueAt(document, action) === undefined) return document;
  const other = lesson === 'examples' ? 'counterExamples' : 'examples';
  const opposite = asList(valueAt(document, [...action, other]));
  const cleared = opposite.filter((it) => !says(it, wanted));
  const next = cleared.length < opposite.length ? withValue(document, [...action, other], cleared) : document;
  const list = asList(valueAt(next, [...action, lesson]));
  if (list.some((it) => says(it, wanted))) return next;
  // A new action starts with one empty line, which the first text fills.
  return withValue(next, [...action, lesson], [...list.filter((it) => asText(it).trim() !== ''), wanted]);
}

/** What an action already holds a text as. */
export function lessonOf(document: Value, action: Path, text: string): Lesson | null {
  const holds = (lesson: Lesson): boolean => asList(valueAt(document, [...action, lesson])).some((it) => says(it, text));
  return holds('examples') ? 'examples' : holds('counterExamples') ? 'counterExamples' : null;
}

const says = (value: Value, text: string): boolean => asText(value).trim().toLowerCase() === text.trim().toLowerCase();

const pupilsIn = (document: Value, list: Path): Pupil[] =>
  asList(valueAt(document, list)).flatMap((action, index) => (nameOf(action) === '' ? [] : [{ name: nameOf(action), path: [...list, index] }]));
