import type { Finding } from '../finding.ts';
import type { Step } from '../project/playbook.ts';
import { flowOf } from './playbook-flow.ts';
import type { Proved } from './playbook-proved.ts';

/** Steps that need a model where none is set, and what they do without one. */
export function modelFindings({ playbook, document, tell }: Proved): Finding[] {
  if ((document.models ?? []).length > 0) return [];
  return [...flowOf(playbook).steps.values()].flatMap(({ step, path }) => {
    const need = needOf(step);
    return need ? [tell('playbook.needs_model', path, need)] : [];
  });
}

type Need = { step: string; instead: string; mend: string };

function needOf(step: Step): Need | null {
  if (step.type === 'SEND' && step.mode === 'contextual' && step.text === undefined)
    return { step: 'A contextual SEND', instead: 'noModelReply is sent', mend: 'Add "text", which is sent without a model' };
  if (step.type === 'SET' && step.mode === 'reasoning' && (step.acceptedValues ?? []).length === 0)
    return {
      step: 'A SET by reasoning',
      instead: 'only the fallback is written',
      mend: 'Add "acceptedValues", which are also found without a model',
    };
  if (step.type !== 'ASK') return null;
  if (step.phrasing === 'contextual' && step.question === undefined)
    return { step: 'An ASK without a question', instead: 'only the names of its variables are asked for', mend: 'Add "question"' };
  const isMapped = step.inputs.some(({ captureMode, validate }) => (step.mode === 'map' || captureMode === 'mapped') && !validate);
  return isMapped && (step.acceptedValues ?? []).length === 0
    ? { step: 'An ASK that maps its answer', instead: 'the answer is kept as it is', mend: 'Add "acceptedValues" or "validate"' }
    : null;
}
