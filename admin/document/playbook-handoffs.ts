import { autoHandoffs } from '../../shared/check/playbook-handoff.ts';
import type { Playbook } from '../../shared/project/playbook.ts';
import type { Value } from '../../shared/value.ts';
import { asList, asRecord, isRecord } from './read.ts';

/**
 * Whether a failure of each RUN action fetches a human (R004-43), by the place of the step inside of its playbook; nothing
 * where the draft is no playbook yet.
 */
export function handoffsIn(playbook: Value | undefined): ReadonlyMap<string, boolean> {
  try {
    // The schema would bring its whole library into the page; what it would fill in is filled in here, and the rest may fail.
    return autoHandoffs(filled(playbook) as unknown as Playbook);
  } catch {
    return new Map();
  }
}

function filled(playbook: Value | undefined): Value {
  const record = asRecord(playbook);
  const sections = asList(record.sections).map((section) => ({ ...asRecord(section), steps: filledSteps(asRecord(section).steps) }));
  return { ...record, sections };
}

const filledSteps = (steps: Value | undefined): Value[] => asList(steps).map(filledStep);

function filledStep(step: Value): Value {
  if (!isRecord(step)) return step;
  if (step.type === 'SET') return { mode: 'exact', ...step };
  if (step.type === 'ASK') return { inputs: [], ...step };
  if (step.type === 'RUN') return { ...step, target: { inputs: {}, outputs: {}, ...asRecord(step.target) } };
  if (step.type !== 'IF_ELSE') return step;
  const branches = asList(step.branches).map((branch) => ({ conditions: [], ...asRecord(branch), steps: filledSteps(asRecord(branch).steps) }));
  return { ...step, branches, else: filledSteps(step.else) };
}
