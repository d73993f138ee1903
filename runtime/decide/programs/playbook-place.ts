import { type FlowStep, flowOf } from '../../../shared/check/playbook-flow.ts';
import type { Playbook, Step } from '../../../shared/project/playbook.ts';
import type { Operation, PlannedEffect, PlaybookPhase, PlaybookPlace, PlaybookRun } from '../../../shared/run.ts';
import { act, jump, type View, type Want } from '../program.ts';

/** A run of a playbook with the step it stands at. */
export type Standing<T extends Step = Step> = { run: PlaybookRun; playbook: Playbook; here: FlowStep & { step: T }; view: View };

/** Where every run of a playbook begins. */
export const beginning: PlaybookRun['at'] = [0, { step: '', phase: 'start', turn: 0, visits: {}, answered: {}, asked: 0, values: {} }];

/** Stands in `answered` for all steps of a playbook that is run again. */
export const anyStep = '*';

/** The same run, a moment later and elsewhere. */
export const at = ({ at: [count, place] }: PlaybookRun, changes: Partial<PlaybookPlace>): PlaybookRun['at'] => [count + 1, { ...place, ...changes }];

/** Goes on within the step. */
export const phase = (run: PlaybookRun, to: PlaybookPhase, reason: string): Want => jump(at(run, { phase: to }), reason);

/** Does one thing for the step, and is then at `then`. */
export const perform = ({ run, here }: Pick<Standing, 'run' | 'here'>, effect: Operation, then: PlaybookRun['at']): Want =>
  act(then, planned(run, effect, here.path));

/** Where the run stands at a step, or at the end. */
export function entering(run: PlaybookRun, next: string | null): PlaybookRun['at'] {
  return next === null ? at(run, { phase: 'leave', asked: 0, values: {} }) : at(run, { step: next, phase: 'step', asked: 0, values: {} });
}

/** Goes on with the next step, or leaves. */
export const goOn = (run: PlaybookRun, next: string | null, reason: string): Want => jump(entering(run, next), reason);

/** What a playbook does, in its place in the document. */
export function planned(run: PlaybookRun, effect: Operation, path = ''): PlannedEffect {
  const place = path === '' ? run.playbook : `${run.playbook}.${path}`;
  return { effect, tier: 0, origin: { kind: 'playbook', name: run.playbook, path: place, index: 0 }, parameters: run.parameters };
}

/** The step that a run stands at; nothing where the playbook no longer has it. */
export const stepAt = (playbook: Playbook, { at: [, { step }] }: PlaybookRun): FlowStep | undefined => flowOf(playbook).steps.get(step);
