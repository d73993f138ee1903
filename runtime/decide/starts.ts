import type { EffectOf } from '../../shared/project/effect.ts';
import type { HookName, PlannedEffect, Run } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import { callablesOf } from './callables.ts';
import { start, type View, type Want } from './program.ts';
import { sequenceRun } from './programs/action-sequence.ts';
import { playbookRun } from './programs/playbook-start.ts';

/** Effects that are programs of their own: they are started in place of being done. */
export function withStarts(want: Want, run: Run, view: View): Want {
  if (want.want !== 'effects') return want;
  const starts = want.effects.map((planned, index) => runFor(planned, { run, id: `${run.id}.${placeOf(want.at[index])}`, view }));
  const first = starts.findIndex((it) => it !== null);
  if (first < 0) return want;
  // What stands before it runs first; the program then asks for it again.
  if (first > 0) return { ...want, at: want.at.slice(0, first), effects: want.effects.slice(0, first) };
  return start(want.at[0] ?? run.at, starts[0] ?? null);
}

/** What a position is called in ids: itself, or its count where it has one. */
export const placeOf = (at: Run['at'] | undefined): string => String(Array.isArray(at) ? at[0] : at);

type Place = { run: Run; id: string; view: View };

function runFor({ effect, origin, parameters }: PlannedEffect, { run, id, view }: Place): Run | null {
  const hook = hookOf(run);
  if (effect.type === 'start_playbook') return playbookRun(view, { effect, parameters, id });
  if (effect.type === 'generate_response') return effect.mode === 'generated' ? replyRun({ effect, origin, parameters }, { run, id, view }) : null;
  const call = effect.type === 'run_action' ? effect.call : effect.type === 'call_tool' ? effect : null;
  const found = call && view.project.actionSequences.find(({ name }) => name === call.tool);
  if (!call || !found) return null;
  const written = effect.type === 'run_action' ? 'by_playbook' : 'by_effect';
  return sequenceRun(found, view, { id, origin, parameters, values: call.parameters ?? {}, written, saveAs: call.saveAs, hook });
}

type Response = { effect: EffectOf<'generate_response'>; origin: PlannedEffect['origin']; parameters: Values };

/** A generated response is a loop where the stage offers its model anything to call. */
function replyRun(response: Response, { run, id, view }: Place): Run | null {
  const stage = view.project.stages.find(({ name }) => name === view.conversation.stage);
  if (view.project.models.length === 0 || !stage || callablesOf(view.project, stage).length === 0) return null;
  const hook = hookOf(run);
  return {
    program: 'reply',
    id,
    ...response,
    stage: stage.name,
    rounds: [],
    ...(hook ? { hook } : {}),
    at: [0, { phase: 'ask', call: 0, agreed: [] }],
  };
}

const hookOf = (run: Run): HookName | undefined => ('hook' in run ? run.hook : undefined);
