import type { EffectType } from '../../shared/project/effect.ts';
import type { OperationType } from '../../shared/run.ts';
import { effectName } from '../effects/sentence.ts';

type Internal = Exclude<OperationType, EffectType>;

/** What a trace calls something that was done: effects as in the editor, what programs do by themselves in words. */
export const phaseName = (type: OperationType): string => (Object.hasOwn(names, type) ? names[type as Internal] : effectName(type)); // hasOwn has just said that it is one

const names: Record<Internal, string> = {
  say: 'Say',
  extract_values: 'Read the values of an answer',
  send: 'Say a step of the playbook',
  run_action: 'Call for the playbook',
  assign: 'Set variables of the playbook',
  resolve: 'Compute what a condition compares',
  take_inputs: 'Take over the inputs',
  conclude: 'Conclude',
  ask_model: 'Ask the model',
  run_call: 'Call of the model',
  suspend_step: 'Wait for the staged calls',
  make_checkpoint: 'Make a checkpoint',
  apply_checkpoint: 'Apply the checkpoint',
  reject_checkpoint: 'Reject the checkpoint',
  deliver: 'Deliver what was approved',
  make_call: 'Make a staged call',
  revert_checkpoint: 'Revert the checkpoint',
  ask_permission: 'Ask for permission',
  give_up: 'Give up',
  infer: 'Find values in what was said',
};
