import type { Effect } from '../../../shared/project/effect.ts';
import type { LoopCall, Outcome, ReplyRun, StagedAs } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { banned } from '../bans.ts';
import { type Callable, callablesOf } from '../callables.ts';
import { type Checked, checkParameters } from '../check-parameters.ts';
import { isRecord } from '../fits.ts';
import { act, jump, start, type View, type Want } from '../program.ts';
import { refusedHere, workflowNow } from '../workflow.ts';
import { sequenceRun } from './action-sequence.ts';
import { literals } from './prompt-sequence.ts';
import { awaitResults, cannotBePart, hasStaged, isStaged } from './prompt-step.ts';
import { later, planned, refusal } from './reply-place.ts';

/** What is to be done about a call that has no result yet. */
type Step =
  | { do: 'tell'; reason: string }
  | { do: 'wait' }
  | { do: 'suspend' }
  | { do: 'stage'; name: string; values: Values; wants: boolean }
  | { do: 'consent'; kind: 'confirmation' | 'approval' }
  | { do: 'start'; callable: Extract<Callable, { kind: 'sequence' }>; values: Values }
  | { do: 'run'; effect: Effect; isApart: boolean; wants?: string };
type Open = { call: LoopCall; index: number; step: Step };

/**
 * The next of the open calls of a round: what cannot be done is told, what goes out into the world runs side by side,
 * the rest one after another, so that none loses what another writes (R001-02, R001-06, R001-07).
 */
export function carryOut(run: ReplyRun, view: View): Want {
  const calls = run.rounds.at(-1)?.calls ?? [];
  const open = calls.flatMap((call, index): Open[] =>
    call.result === undefined ? [{ call, index, step: stepFor(call, { index, run, view }) }] : [],
  );
  const together = open.filter(({ step }) => step.do === 'tell' || step.do === 'stage' || (step.do === 'run' && step.isApart));
  if (together.length > 0) return runTogether(run, together);
  const [first] = ['run', 'start', 'consent'].flatMap((kind) => open.filter(({ step }) => step.do === kind));
  if (!first && open.some(({ step }) => step.do === 'suspend'))
    return act(later(run, { phase: 'over' }), planned(run, { type: 'suspend_step', run: run.id }));
  if (!first)
    return runTogether(
      run,
      open.map((it) => ({ ...it, step: { do: 'tell', reason: 'what it depends on was not called' } })),
    );
  const { step, index } = first;
  if (step.do === 'start') return startSequence(run, view, { step, index });
  if (step.do === 'consent') return jump(later(run, { phase: step.kind === 'approval' ? 'approve' : 'confirm', call: index }), `it waits for a yes`);
  return runTogether(run, [first]);
}

function runTogether(run: ReplyRun, open: readonly Open[]): Want {
  return {
    want: 'effects',
    at: open.map((_, index) => later(run, { phase: 'calls' }, index + 1)),
    effects: open.map(({ call, index, step }) => {
      const base = { type: 'run_call' as const, run: run.id, call: index, tool: call.tool, arguments: call.arguments };
      const staged = stagedAs(step, run, index);
      if (step.do === 'run') return planned(run, { ...base, effect: step.effect, ...(staged ? { staged } : {}) });
      if (step.do === 'stage' && staged) return planned(run, { ...base, outcome: promised, staged });
      return planned(run, { ...base, outcome: refusal(call.tool, step.do === 'tell' ? step.reason : '') });
    }),
  };
}

/** What a step's call becomes: an item of the checkpoint, or something that was done and wants a yes. */
function stagedAs(step: Step, { rounds }: ReplyRun, index: number): StagedAs | null {
  const item = `call ${rounds.length}.${index + 1}`;
  if (step.do === 'stage') return { item, name: step.name, arguments: step.values, wants: step.wants, isMade: false };
  return step.do === 'run' && step.wants ? { item, name: step.wants, arguments: null, wants: true, isMade: true } : null;
}

const promised: Outcome = {
  ok: true,
  value: `It is kept and will be made once it is approved. Call ${awaitResults.name} where you need its answer.`,
};

function startSequence(run: ReplyRun, view: View, { step, index }: { step: Extract<Step, { do: 'start' }>; index: number }): Want {
  const { id, origin, hook } = run;
  const caller = { id: `${id}.${run.at[0]}`, origin, parameters: step.values, values: {}, written: 'by_effect' as const, hook };
  return start(later(run, { phase: 'ran', call: index }), sequenceRun(step.callable.sequence, view, caller));
}

type Place = { index: number; run: ReplyRun; view: View };

function stepFor(call: LoopCall, { index, run, view }: Place): Step {
  const stage = view.project.stages.find(({ name }) => name === run.stage);
  const all = callablesOf(view.project, stage);
  const callable = all.find(({ wire }) => wire === call.tool);
  if (!callable && run.step !== undefined && call.tool === awaitResults.name)
    return hasStaged(run) ? { do: 'suspend' } : { do: 'tell', reason: 'no call is waiting any more; the results stand with the calls' };
  if (!callable) return { do: 'tell', reason: `there is no such tool; there are: ${all.map(({ wire }) => wire).join(', ')}` };
  const checked = checkArguments(callable, call.arguments);
  if (!checked.ok) return { do: 'tell', reason: checked.reason };
  if (callable.kind === 'built_in' && run.hook && banned(run.hook, callable.effect({}).type))
    return { do: 'tell', reason: `${run.hook} may not do this` };
  const order = inOrder(callable, all, run);
  if (order) return order;
  const isInWorkflow = stage?.workflow?.transitions.some(({ tool }) => tool === callable.name) ?? false;
  const refused = stage?.workflow ? refusedHere(stage.workflow, workflowNow(stage.workflow, view.conversation, run.stage), callable.name) : '';
  if (refused) return { do: 'tell', reason: refused };
  if (run.step !== undefined) return inStep({ callable, values: checked.values, isInWorkflow, project: view.project });
  for (const kind of ['confirmation', 'approval'] as const)
    if (callable[wants[kind]] && !run.at[1].agreed.includes(`${kind} ${index}`)) return { do: 'consent', kind };
  if (callable.kind === 'sequence') return { do: 'start', callable, values: checked.values };
  return { do: 'run', effect: effectOf(callable, checked.values), isApart: !isInWorkflow && isOutside(callable) };
}

/** In a step of a prompt sequence nobody is asked: what writes outside waits for the checkpoint, the rest works on the copy. */
function inStep({ callable, values, isInWorkflow, project }: InStep): Step {
  const refused = cannotBePart(callable, project);
  if (refused) return { do: 'tell', reason: refused };
  const isAsking = callable.confirm || callable.approve;
  if (isStaged(callable, project)) return { do: 'stage', name: callable.name, values, wants: isAsking };
  if (callable.kind === 'sequence') return { do: 'start', callable, values };
  const effect = effectOf(callable, values);
  return { do: 'run', effect, isApart: !isInWorkflow && isOutside(callable), ...(isAsking ? { wants: callable.name } : {}) };
}

type InStep = { callable: Callable; values: Values; isInWorkflow: boolean; project: View['project'] };

const wants = { confirmation: 'confirm', approval: 'approve' } as const;
const isOutside = (it: Callable): boolean => it.kind === 'tool' && it.tool.type !== 'script';

/** What a model says is data: it is given on as it stands and never filled in or computed (P-17, G-31). */
const effectOf = (callable: Exclude<Callable, { kind: 'sequence' }>, values: Values): Effect =>
  callable.kind === 'built_in' ? callable.effect(values) : { type: 'call_tool', tool: callable.name, parameters: literals(values) };

/** Arguments as the tool's typed parameters want them, or the path of what does not fit. */
function checkArguments({ parameters }: Callable, given: Value): Checked {
  if (!isRecord(given)) return { ok: false, reason: 'arguments: must be an object in JSON' };
  const unknown = Object.keys(given).find((name) => !parameters.some((it) => it.name === name));
  if (unknown !== undefined) return { ok: false, reason: `arguments.${unknown}: is not known` };
  const checked = checkParameters(parameters, given);
  return checked.ok ? checked : { ok: false, reason: `arguments.${checked.reason.replace(' ', ': ')}` };
}

/** A tool runs once what it depends on has given a result (R001-06). */
function inOrder({ dependsOn }: Callable, all: readonly Callable[], { rounds }: ReplyRun): Step | null {
  for (const name of dependsOn) {
    const wire = all.find((it) => it.name === name)?.wire ?? name;
    const calls = rounds.flatMap((round) => round.calls).filter((it) => it.tool === wire);
    const made = calls.filter(({ result, isError }) => result !== undefined && !isError);
    if (made.length > 0 && made.every(({ staged }) => staged !== undefined)) return { do: 'suspend' };
    if (made.length > 0) continue;
    if (calls.some(({ result }) => result === undefined)) return { do: 'wait' };
    return { do: 'tell', reason: `it needs a result of ${wire} first` };
  }
  return null;
}
