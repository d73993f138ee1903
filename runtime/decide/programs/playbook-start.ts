import type { EffectOf } from '../../../shared/project/effect.ts';
import type { PlannedEffect, PlaybookRun, Run } from '../../../shared/run.ts';
import { type Program, start, type View } from '../program.ts';
import { beginning } from './playbook-place.ts';

/** A list, or a sequence, that starts the playbooks it names, in their tier, with all of its own rules (C-18, C-44). */
export const withPlaybooks =
  <T extends 'list' | 'action_sequence'>(program: Program<T>): Program<T> =>
  (run, view) => {
    const { id }: Run = run;
    const want = program(run, view);
    const [planned] = want.want === 'effects' ? want.effects : [];
    const [position] = want.want === 'effects' ? want.at : [];
    if (planned?.effect.type !== 'start_playbook' || position === undefined) return want;
    return start(position, playbookRun(view, { effect: planned.effect, planned, id: `${id}.${String(position)}` }));
  };

type Started = { effect: EffectOf<'start_playbook'>; planned: PlannedEffect; id: string };

const playbookRun = ({ conversation }: View, { effect, planned, id }: Started): PlaybookRun => ({
  program: 'playbook',
  id,
  playbook: effect.playbook,
  stage: conversation.stage,
  inputs: effect.inputs ?? {},
  parameters: planned.parameters,
  depth: 0,
  at: beginning,
});
