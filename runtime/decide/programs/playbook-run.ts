import { autoHandoffs } from '../../../shared/check/playbook-handoff.ts';
import { asTemplate } from '../../../shared/check/playbook-text.ts';
import { variablesOf } from '../../../shared/check/variable-names.ts';
import type { Step } from '../../../shared/project/playbook.ts';
import type { PlaybookRun } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { isRecord } from '../fits.ts';
import { offersOf } from '../offers.ts';
import { plan } from '../plan.ts';
import { jump, start, type Want } from '../program.ts';
import { anyStep, at, beginning, entering, goOn, perform, phase, type Standing } from './playbook-place.ts';

type RunStep = Extract<Step, { type: 'RUN' }>;
type Target<T extends RunStep['target']['kind']> = Extract<RunStep['target'], { kind: T }>;

/** Runs an action, fetches a human, runs another playbook, or ends (R004-37 … R004-44). No model is asked (R004-05). */
export function runStep(standing: Standing<RunStep>): Want {
  const { run, here, view, playbook } = standing;
  const { target } = here.step;
  const [, { phase: now }] = run.at;
  if (now === 'handoff')
    return handOff(standing, target.kind === 'handoff' ? (target.reason ?? '') : `RUN ${'name' in target ? target.name : ''} failed`);
  if (now === 'handed') return handed(standing);
  switch (target.kind) {
    case 'exit':
      return jump(at(run, { phase: 'leave' }), 'RUN exit');
    case 'handoff':
      return phase(run, 'handoff', 'RUN handoff');
    case 'playbook':
      return now === 'step' ? link({ run, here, view }, target) : returned({ run, here, view }, target);
    case 'action':
      if (now === 'ran') return ran(standing, target);
      if (now === 'judge') return failed(run, here, autoHandoffs(playbook).get(here.path) ?? true);
      return call(standing, target);
  }
}

/** Calls a tool or a sequence; an action does its effects (R004-38). */
function call({ run, here, view }: Standing<RunStep>, { name, inputs, saveAs }: Target<'action'>): Want {
  const { project } = view;
  const isCallable = [...project.tools, ...project.actionSequences].some((it) => it.name === name);
  if (isCallable) {
    const effect = { type: 'call_tool' as const, tool: name, parameters: inputs, ...(saveAs ? { saveAs } : {}) };
    return perform({ run, here }, { type: 'run_action', call: effect }, at(run, { phase: 'ran' }));
  }
  const offer = offersOf(project, run.stage).find(({ action }) => action.name === name);
  if (!offer) return phase(run, 'judge', `nothing here is called ${name}`);
  const source = { effects: offer.action.effects, origin: { kind: offer.kind, name }, path: offer.path, parameters: run.parameters };
  return start(entering(run, here.next), { program: 'list', id: `${run.id}.${run.at[0]}`, effects: plan(project, [source]).effects, at: 0 });
}

/** Keeps the status, then goes on, or looks at what a failure means. */
function ran({ run, here, view }: Standing<RunStep>, { statusVariable }: Target<'action'>): Want {
  const { lastOutcome } = view.turn;
  const isFine = lastOutcome?.ok ?? false;
  const then = isFine ? entering(run, here.next) : at(run, { phase: 'judge' });
  if (!statusVariable) return jump(then, isFine ? 'it ran' : 'it failed');
  return perform({ run, here }, { type: 'assign', values: { [statusVariable]: statusOf(lastOutcome?.value, isFine) } }, then);
}

/** The HTTP status of an answer; what has none counts as 200 where it ran and as 0 where it did not (C-37). */
function statusOf(value: Value | undefined, isFine: boolean): number {
  const status = isRecord(value) ? value.status : undefined;
  return typeof status === 'number' ? status : isFine ? 200 : 0;
}

/** A failure fetches a human, unless the author looks at the status (R004-43, R004-44). */
const failed = (run: PlaybookRun, { next }: Standing['here'], isAutomatic: boolean): Want =>
  isAutomatic
    ? phase(run, 'handoff', 'it failed, and no IF/ELSE looks at its status')
    : goOn(run, next, 'it failed; the playbook looks at its status');

function handOff({ run, here, view }: Standing<RunStep>, authored: string): Want {
  const vars = view.conversation.stageVars[view.conversation.stage] ?? {};
  const reason = asTemplate(authored, (name) => Object.hasOwn(vars, name) || variablesOf(view.project).has(name));
  return perform({ run, here }, { type: 'handoff', reason }, at(run, { phase: 'handed' }));
}

/** The playbook is over once a human was asked for; where none can come, the user is told. */
function handed({ run, here, view, playbook }: Standing<RunStep>): Want {
  if (view.turn.lastOutcome?.ok) return { want: 'end', outcome: { ok: true, value: handedOff } };
  const text = playbook.handoffUnavailable ?? view.project.apology;
  return perform({ run, here }, { type: 'send', playbook: run.playbook, mode: 'fixed', text }, at(run, { phase: 'failed' }));
}

const handedOff = 'handed off';

/** Starts another playbook; this one goes on where it stands when that has ended (R004-40, C-42). */
function link({ run, here, view }: Pick<Standing, 'run' | 'here' | 'view'>, { name, inputs }: Target<'playbook'>): Want {
  const { conversation } = view;
  const before = run.at[1].answered[here.path];
  const [count, place] = beginning;
  const child: PlaybookRun = {
    program: 'playbook',
    id: `${run.id}.${run.at[0]}`,
    playbook: name,
    stage: conversation.stage,
    inputs,
    parameters: run.parameters,
    depth: run.depth + 1,
    // Run once more, it asks anew for what it was told the last time.
    at: [count, { ...place, answered: before === undefined ? {} : { [anyStep]: before } }],
  };
  return start(at(run, { phase: 'ran' }), child);
}

/** What the other playbook gives back; where it failed or a human takes over, this one ends as well. */
function returned({ run, here, view }: Pick<Standing, 'run' | 'here' | 'view'>, { outputs }: Target<'playbook'>): Want {
  const outcome = view.turn.lastOutcome;
  if (outcome && (!outcome.ok || outcome.value === handedOff)) return { want: 'end', outcome };
  const vars = view.conversation.stageVars[view.conversation.stage] ?? {};
  const values: Values = Object.fromEntries(Object.entries(outputs).map(([ours, theirs]) => [ours, { literal: vars[theirs] ?? null }]));
  const [count, place] = run.at;
  const answered = { ...place.answered, [here.path]: view.turn.number };
  const then = entering({ ...run, at: [count, { ...place, answered }] }, here.next);
  return Object.keys(values).length > 0 ? perform({ run, here }, { type: 'assign', values }, then) : jump(then, 'the other playbook has ended');
}
