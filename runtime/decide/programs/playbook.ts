import { flowOf } from '../../../shared/check/playbook-flow.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { Playbook, Step } from '../../../shared/project/playbook.ts';
import type { PlaybookRun } from '../../../shared/run.ts';
import { act, done, jump, type Program, type View, type Want } from '../program.ts';
import { ask } from './playbook-ask.ts';
import { ifElse } from './playbook-if.ts';
import { at, entering, goOn, planned, type Standing, stepAt } from './playbook-place.ts';
import { runStep } from './playbook-run.ts';
import { send } from './playbook-send.ts';
import { set } from './playbook-set.ts';

/** How often one step may be entered in one turn (C-40). */
const mostVisits = 50;
/** How many playbooks may wait for one that they run (C-41). */
const deepest = 8;

/** Sections of steps, one after another unless a step says otherwise (R004-01, C-39). */
export const playbook: Program<'playbook'> = (run, view) => {
  const found = view.project.playbooks.find(({ name }) => name === run.playbook);
  // Its variables are those of the stage, so it does not outlive the stage.
  if (!found || view.conversation.stage !== run.stage) return done();
  const [, { phase }] = run.at;
  if (phase === 'start') return begin(run, found, view);
  if (phase === 'leave') return done();
  if (phase === 'failed') return { want: 'end', outcome: { ok: false, problem: report(unended(run)) } };
  const here = stepAt(found, run);
  if (!here) return fail(run, view, 'the step is no longer there');
  const { turn, visits } = visited(run, view);
  if (phase === 'step' && (visits[here.path] ?? 0) > mostVisits) return fail(run, view, `${here.path} was entered ${mostVisits} times in one turn`);
  const [count, place] = run.at;
  return stepped({ run: { ...run, at: [count, { ...place, turn, visits }] }, playbook: found, here, view });
};

function begin(run: PlaybookRun, found: Playbook, view: View): Want {
  if (run.depth > deepest) return fail(run, view, `more than ${deepest} playbooks run each other`);
  const to = entering(run, flowOf(found).first);
  return Object.keys(run.inputs).length > 0 ? act(to, planned(run, { type: 'assign', values: run.inputs })) : jump(to, 'the playbook begins');
}

/** The visits of this turn, with this one. */
function visited(
  { at: [, { step, phase, turn, visits }] }: PlaybookRun,
  { turn: { number } }: View,
): { turn: number; visits: Record<string, number> } {
  const sofar = turn === number ? visits : {};
  return { turn: number, visits: phase === 'step' ? { ...sofar, [step]: (sofar[step] ?? 0) + 1 } : sofar };
}

type Doers = { [T in Step['type']]: (standing: Standing<Extract<Step, { type: T }>>) => Want };

const doers: Doers = {
  SEND: send,
  SET: set,
  ASK: ask,
  RUN: runStep,
  IF_ELSE: ifElse,
  GO_TO: ({ run, here }) => goOn(run, here.next, `go to ${here.step.target_step_id}`),
};

// The table is typed by the union, so the entry under the step's type takes exactly this step.
const stepped = (standing: Standing): Want => (doers[standing.here.step.type] as (standing: Standing) => Want)(standing);

/** What happens where a playbook cannot go on: the author's apology, and the run ends as failed. */
function fail(run: PlaybookRun, { project }: View, reason: string): Want {
  return act(at(run, { phase: 'failed' }), planned(run, { type: 'send', playbook: run.playbook, mode: 'fixed', text: project.apology, reason }));
}

const unended = ({ playbook: name }: PlaybookRun): Problem =>
  new Problem('effect.failed', { effect: `playbook ${name}`, reason: 'it could not go on' });
