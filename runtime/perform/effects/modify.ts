import type { Change } from '../../../shared/conversation.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Modification } from '../../../shared/project/effect.ts';
import type { Descriptor } from '../../../shared/project/stage.ts';
import { modified, type Value, type Values } from '../../../shared/value.ts';
import { fits } from '../../decide/fits.ts';
import { type Done, did, type Handler, type Task, type Turn } from '../turn.ts';
import { resolve, text } from '../values.ts';

/** Set, reset, add and remove on the variables of the current stage, one after another (R003-16 … R003-19). */
export const modifyVariables: Handler<'modify_variables'> = async (task, turn) => {
  const { stage, stageVars } = turn.ledger.now;
  const descriptors = turn.ready.project.stages.find((it) => it.name === stage)?.variables ?? [];
  return modifyEach({ task, turn, descriptors, before: stageVars[stage] ?? {} }, ({ variable }, value) => ({
    type: 'variable',
    stage,
    name: variable,
    ...(value === undefined ? {} : { value }),
  }));
};

/** The same on the profile; each field goes on record as the operation that it was, so that no other conversation's is lost (P-23). */
export const modifyUserProfile: Handler<'modify_user_profile'> = async (task, turn) =>
  modifyEach({ task, turn, descriptors: turn.ready.project.profile, before: turn.ledger.now.profile }, ({ variable, operation }, _after, value) => ({
    type: 'profile',
    field: variable,
    operation,
    ...(value === undefined ? {} : { value }),
  }));

/** Replaces what prompts see of the message; the next one works on the result (R003-23, R003-50). */
export const modifyUserInput: Handler<'modify_user_input'> = (task, turn) => did([{ type: 'input', text: text(task.effect.template, task, turn) }]);

type Target = { task: Task & { effect: { modifications: Modification[] } }; turn: Turn; descriptors: readonly Descriptor[]; before: Values };
type ToChange = (modification: Modification, after: Value | undefined, value: Value | undefined) => Change;

async function modifyEach({ task, turn, descriptors, before }: Target, toChange: ToChange): Promise<Done> {
  const values = new Map<string, Value | undefined>(Object.entries(before));
  const changes: Change[] = [];
  const trace: Values = {};
  for (const modification of task.effect.modifications) {
    const { variable, operation } = modification;
    const value = modification.value === undefined ? undefined : await resolve(modification.value, task, turn);
    const after = modified(values.get(variable), { operation, ...(value === undefined ? {} : { value }) });
    checkType(descriptors, variable, after);
    trace[variable] = { before: values.get(variable) ?? null, after: after ?? null };
    values.set(variable, after);
    changes.push(toChange(modification, after, value));
  }
  return did(changes, { changed: trace });
}

/** A declared type is kept to: a value that does not fit fails the effect and changes nothing. */
function checkType(descriptors: readonly Descriptor[], name: string, value: Value | undefined): void {
  const type = descriptors.find((it) => it.name === name)?.type ?? 'any';
  if (value === undefined || fits(value, type)) return;
  throw new Problem('effect.failed', { effect: `of ${name}`, reason: `${JSON.stringify(value)?.slice(0, 80)} is not a ${type}` });
}
