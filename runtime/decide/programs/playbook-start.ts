import type { EffectOf } from '../../../shared/project/effect.ts';
import type { PlannedEffect, PlaybookRun } from '../../../shared/run.ts';
import type { View } from '../program.ts';
import { beginning } from './playbook-place.ts';

type Started = { effect: EffectOf<'start_playbook'>; parameters: PlannedEffect['parameters']; id: string };

/** A run of the playbook that an effect names, from its beginning (C-18, C-44). */
export const playbookRun = ({ conversation }: View, { effect, parameters, id }: Started): PlaybookRun => ({
  program: 'playbook',
  id,
  playbook: effect.playbook,
  stage: conversation.stage,
  inputs: effect.inputs ?? {},
  parameters,
  depth: 0,
  at: beginning,
});
