import type { Value } from '../../shared/value.ts';
import { freeName } from './edit.ts';
import { type Path, valueAt, withValue } from './path.ts';
import { innerLists, sectionLists, stepKeyword } from './playbook-steps.ts';
import { asList, asRecord, asText } from './read.ts';
import { stepSummary } from './step-summary.ts';

/** A step that a GO TO can lead to; its id is empty where it has none yet. */
export type StepTarget = { path: Path; id: string; label: string };

/** All steps of a playbook in the order in which they are written. */
export function stepTargets(document: Value, playbook: Path): StepTarget[] {
  return sectionLists(valueAt(document, playbook), playbook).flatMap(({ path }) => targetsIn(document, path));
}

/** The document with a GO TO that leads to a step; the step gets an id where it has none. */
export function withTarget(document: Value, { goTo, target, playbook }: { goTo: Path; target: Path; playbook: Path }): Value {
  const step = valueAt(document, target);
  const taken = stepTargets(document, playbook).map(({ id }) => ({ id }));
  const id = asText(asRecord(step).id) || freeName(taken, stepKeyword(step).toLowerCase().replaceAll(/\W+/g, '_'));
  return withValue(withValue(document, [...target, 'id'], id), [...goTo, 'target_step_id'], id);
}

function targetsIn(document: Value, list: Path): StepTarget[] {
  return asList(valueAt(document, list)).flatMap((step, index) => {
    const path = [...list, index];
    return [
      { path, id: asText(asRecord(step).id), label: `${stepKeyword(step)}: ${stepSummary(step)}` },
      ...innerLists(step, path).flatMap((inner) => targetsIn(document, inner.path)),
    ];
  });
}
