import { asAuthored } from '../../../shared/check/playbook-text.ts';
import type { Change } from '../../../shared/conversation.ts';
import type { Value } from '../../../shared/value.ts';
import type { Done, Handler, Task, Turn } from '../turn.ts';
import { resolve } from '../values.ts';
import { callTool } from './call-tool.ts';
import { modifyVariables } from './modify.ts';
import { isVariableIn } from './playbook-scope.ts';

/** Writes variables of the stage, each with what its author wrote; "NONE" and what is nothing clear (R004-13 … R004-16). */
export const assign: Handler<'assign'> = async (task, turn) => {
  const changes: Change[] = [];
  const written: Record<string, Value> = {};
  for (const [variable, authored] of Object.entries(task.effect.values)) {
    const value = authored === 'NONE' ? null : await resolved(authored, task, turn);
    const modification =
      value === null ? { variable, operation: 'reset' as const } : { variable, operation: 'set' as const, value: { literal: value } };
    const effect = { type: 'modify_variables' as const, modifications: [modification] };
    changes.push(...(await modifyVariables({ ...task, effect }, turn)).changes);
    written[variable] = value;
  }
  return { outcome: { ok: true, value: null }, changes, trace: { written } };
};

/** Computes what conditions compare with. */
export const resolveValues: Handler<'resolve'> = async (task, turn): Promise<Done> => {
  const values: Value[] = [];
  for (const authored of task.effect.values) values.push(await resolved(authored, task, turn));
  return { outcome: { ok: true, value: values }, changes: [], trace: { values } };
};

/** Calls a tool with the variables that its inputs name (R004-38). */
export const runAction: Handler<'run_action'> = (task, turn) => {
  const { call } = task.effect;
  // Parameters are values by name, and stay that.
  const parameters = asAuthored(call.parameters ?? {}, isVariableIn(turn)) as Record<string, Value>;
  return callTool({ ...task, effect: { ...call, parameters } }, turn);
};

const resolved = (authored: Value, task: Task, turn: Turn): Promise<Value> => resolve(asAuthored(authored, isVariableIn(turn)), task, turn);
