import type { Step } from '../../../shared/project/playbook.ts';
import type { Values } from '../../../shared/value.ts';
import type { Want } from '../program.ts';
import { inferred } from './playbook-inferred.ts';
import { at, entering, goOn, perform, type Standing } from './playbook-place.ts';

type SetStep = Extract<Step, { type: 'SET' }>;

/** Writes a variable and says nothing (R004-12): a value, or what the conversation tells (R004-13 … R004-21). */
export function set(standing: Standing<SetStep>): Want {
  const { run, here, view } = standing;
  const { mode, variable, value = null, fallback } = here.step;
  const write = (values: Values): Want => perform({ run, here }, { type: 'assign', values }, entering(run, here.next));
  if (mode === 'exact') return write({ [variable]: value });
  if (run.at[1].phase === 'step') return infer(standing);
  const found = inferred(view.turn.lastOutcome).values[variable];
  if (found !== undefined) return write({ [variable]: { literal: found } });
  return fallback === undefined ? goOn(run, here.next, 'nothing was found, and there is no fallback') : write({ [variable]: fallback });
}

function infer({ run, here }: Standing<SetStep>): Want {
  const { variable, instruction = '', body, acceptedValues, effort } = here.step;
  const wanted = {
    variable,
    instructions: body ? `${instruction}\n${body}` : instruction,
    capture: 'mapped' as const,
    ...(acceptedValues ? { acceptedValues } : {}),
  };
  const effect = { type: 'infer' as const, playbook: run.playbook, wanted: [wanted], from: 'everything' as const, since: 0, effort };
  return perform({ run, here }, effect, at(run, { phase: 'judge' }));
}
