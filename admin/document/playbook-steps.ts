import type { Step } from '../../shared/project/playbook.ts';
import type { Value } from '../../shared/value.ts';
import type { Path } from './path.ts';
import { asList, asRecord, asText } from './read.ts';

export type StepType = Step['type'];

/** What each step is called on the page. */
export const stepKeywords: Record<StepType, string> = { SEND: 'SEND', SET: 'SET', ASK: 'ASK', RUN: 'RUN', IF_ELSE: 'IF/ELSE', GO_TO: 'GO TO' };

/** The modes of a step that has any, the standard one first (R004-03). */
export const stepModes: Partial<Record<StepType, readonly [standard: string, other: string]>> = {
  SEND: ['fixed', 'contextual'],
  SET: ['exact', 'reasoning'],
  ASK: ['capture', 'map'],
};

/** A list of steps inside of a playbook. */
export type StepListPlace = { path: Path; kind: 'section' | 'branch' | 'else'; index: number };

/** Which kind of step a draft's step is, if it is any. */
export function stepType(step: Value | undefined): StepType | null {
  const type = asText(asRecord(step).type);
  return Object.hasOwn(stepKeywords, type) ? (type as StepType) : null; // hasOwn has just said that it is one of the keys
}

/** What a step is called, also where a draft holds one that does not exist. */
export function stepKeyword(step: Value | undefined): string {
  const type = stepType(step);
  return type === null ? asText(asRecord(step).type) || 'UNKNOWN' : stepKeywords[type];
}

/** The lists of steps of a playbook: one for each section. */
export const sectionLists = (playbook: Value | undefined, path: Path): StepListPlace[] =>
  asList(asRecord(playbook).sections).map((_, index) => ({ path: [...path, 'sections', index, 'steps'], kind: 'section', index }));

/** The lists of steps inside of a step: one for each branch of an IF/ELSE, and the else part. */
export function innerLists(step: Value | undefined, path: Path): StepListPlace[] {
  if (stepType(step) !== 'IF_ELSE') return [];
  const branches = asList(asRecord(step).branches);
  return [
    ...branches.map((_, index): StepListPlace => ({ path: [...path, 'branches', index, 'steps'], kind: 'branch', index })),
    { path: [...path, 'else'], kind: 'else', index: branches.length },
  ];
}

/** A step as it is added: as complete as a document allows. */
export const newSteps: Record<StepType, Value> = {
  SEND: { type: 'SEND', text: '' },
  SET: { type: 'SET', variable: '' },
  ASK: { type: 'ASK', question: '', inputs: [{ variable: '', instructions: 'The answer to the question.' }] },
  RUN: { type: 'RUN', target: { kind: 'exit' } },
  IF_ELSE: { type: 'IF_ELSE', branches: [{ operator: 'AND', conditions: [{ variable: '', operator: 'is_set' }], steps: [] }] },
  GO_TO: { type: 'GO_TO', target_step_id: '' },
};
