import { asAuthored } from '../../../shared/check/playbook-text.ts';
import type { Change } from '../../../shared/conversation.ts';
import type { Value } from '../../../shared/value.ts';
import type { Handler } from '../turn.ts';
import { resolve } from '../values.ts';
import { isVariableIn } from './playbook-scope.ts';

/** Computes what an action sequence is given, beside the parameters of whoever called it. */
export const takeInputs: Handler<'take_inputs'> = async (task, turn) => {
  const { values, written } = task.effect;
  const authored: Value = written === 'by_playbook' ? asAuthored(values, isVariableIn(turn)) : values;
  // Values by name, and each keeps its name.
  const given = (await resolve(authored, task, turn)) as { [key: string]: Value };
  return { outcome: { ok: true, value: { ...task.parameters, ...given } }, changes: [], trace: { given } };
};

/** Ends a sequence: its combined result is there for what follows, also where a part failed (R000-04). */
export const conclude: Handler<'conclude'> = ({ effect: { outcome, keep } }, { ledger }) => {
  const value = outcome.value ?? null;
  const changes: Change[] = keep ? [{ type: 'result', kind: 'tools', name: keep.name, value }] : [];
  if (keep?.saveAs) changes.push({ type: 'variable', stage: ledger.now.stage, name: keep.saveAs, value });
  return { outcome, changes, ...(keep ? { trace: { sequence: keep.name, result: value } } : {}) };
};
