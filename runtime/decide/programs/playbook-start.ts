import type { EffectOf } from '../../../shared/project/effect.ts';
import type { PlannedEffect, PlaybookRun } from '../../../shared/run.ts';
import { type Program, start, type View } from '../program.ts';
import { beginning } from './playbook-place.ts';

/** A list that starts the playbooks it names, in their tier, with all of its own rules (C-18, C-44). */
export const withPlaybooks =
  (list: Program<'list'>): Program<'list'> =>
  (run, view) => {
    const want = list(run, view);
    const [planned] = want.want === 'effects' ? want.effects : [];
    const [position] = want.want === 'effects' ? want.at : [];
    if (planned?.effect.type !== 'start_playbook' || position === undefined) return want;
    return start(position, playbookRun(view, { effect: planned.effect, planned, id: `${run.id}.${String(position)}` }));
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
