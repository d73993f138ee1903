import type { Change, Conversation } from '../../../shared/conversation.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { Outcome, ReplyRun, StagedAs } from '../../../shared/run.ts';
import { modified, same, type Value, type Values } from '../../../shared/value.ts';
import { callablesOf } from '../../decide/callables.ts';
import { isRecord } from '../../decide/fits.ts';
import { isMoved, moved, told, waysOut, workflowNow } from '../../decide/workflow.ts';
import { inSandbox } from '../conditions.ts';
import type { Done, Handler, Handlers, OperationOf, Task, Turn } from '../turn.ts';
import { callTool } from './call-tool.ts';
import { endConversation, goToStage } from './conversation.ts';
import { handoff } from './handoff.ts';
import { modifyUserProfile, modifyVariables } from './modify.ts';

type RunCall = Task<OperationOf<'run_call'>>;
type Callable = 'call_tool' | 'modify_variables' | 'modify_user_profile' | 'go_to_stage' | 'end_conversation' | 'handoff';

const doers: Pick<Handlers, Callable> = {
  call_tool: callTool,
  modify_variables: modifyVariables,
  modify_user_profile: modifyUserProfile,
  go_to_stage: goToStage,
  end_conversation: endConversation,
  handoff,
};

/** Carries one call of a model out; its result, or why there is none, goes back to the model, and the workflow follows it (R001-08, R001-19). */
export const runCall: Handler<'run_call'> = async (task, turn) => {
  const { run: id, call, tool: wire, arguments: given, outcome, staged } = task.effect;
  const run = turn.ledger.now.turn?.runs.find((it) => it.id === id);
  if (run?.program !== 'reply') throw new Error(`there is no reply ${id}`);
  const done = outcome ? { outcome, changes: [] } : await perform(task, turn);
  const name = nameOf(wire, run, turn);
  const isKept = staged?.isMade === false;
  const isCarriedOut = !isKept && (done.outcome.ok || done.outcome.problem.code !== 'tool.refused');
  const workflow = isCarriedOut ? await follow(done.outcome, { name, given, run, turn }) : [];
  const changes = [...done.changes, ...workflow, ...stagedChanges(staged)];
  const result = resultOf(done.outcome, isSequence(name, turn));
  const count = changesIn(run) + changes.filter((it) => isChange(turn.ledger.now, it)).length;
  const isError = !done.outcome.ok && !isSequence(name, turn);
  return {
    outcome: done.outcome,
    changes: [...changes, { type: 'call_result', run: id, call, result, isError, changes: count, ...(isKept ? { staged: staged.item } : {}) }],
    trace: {
      ...done.trace,
      call: run.rounds.at(-1)?.calls[call]?.id ?? '',
      tool: name,
      arguments: given,
      result,
      isError,
      ...aroundOf(turn, run.stage, changes),
    },
  };
};

/** What a step of a prompt sequence leaves to its checkpoint: the call itself, or a yes for what it did. */
const stagedChanges = (staged: StagedAs | undefined): Change[] => [
  ...(staged && !staged.isMade ? [{ type: 'call' as const, item: staged.item, tool: staged.name, arguments: staged.arguments }] : []),
  ...(staged?.wants ? [{ type: 'consent' as const, tool: staged.name }] : []),
];

/** What a call throws is its outcome, but for a spent budget. */
async function perform(task: RunCall, turn: Turn): Promise<Done> {
  const { effect } = task.effect;
  const doer = effect && effect.type in doers ? doers[effect.type as Callable] : undefined; // it is one of their names
  try {
    // The table is typed by the effects, so the entry under the effect's type takes exactly this effect.
    return await (doer as Handler<Callable>)({ ...task, effect, parameters: {} } as never, turn);
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'turn.out_of_budget') throw thrown;
    return { outcome: { ok: false, problem: report(thrown) }, changes: [] };
  }
}

const stageOf = ({ ready }: Turn, name: string) => ready.project.stages.find((it) => it.name === name);
const nameOf = (wire: string, run: ReplyRun, turn: Turn): string =>
  callablesOf(turn.ready.project, stageOf(turn, run.stage)).find((it) => it.wire === wire)?.name ?? wire;
const isSequence = (name: string, { ready }: Turn): boolean => ready.project.actionSequences.some((it) => it.name === name);

/** Where the workflow goes from here; a business "no" takes its own way (R001-08, R001-11). */
export async function follow(outcome: Outcome, call: { name: string; given: Value; run: Pick<ReplyRun, 'stage'>; turn: Turn }): Promise<Change[]> {
  const { name, given, run, turn } = call;
  const workflow = stageOf(turn, run.stage)?.workflow;
  if (!workflow) return [];
  const before = workflowNow(workflow, turn.ledger.now, run.stage);
  const result = outcome.value ?? null;
  const ways = waysOut(workflow, before, { tool: name, ok: outcome.ok });
  const codes = ways.flatMap(({ when }) => (when === undefined ? [] : [when]));
  const calls = codes.map((code) => ({ kind: 'expression' as const, code, path: 'workflow' }));
  const answers = calls.length > 0 ? await inSandbox(turn, calls, { result, ok: outcome.ok, arguments: given }) : [];
  const holds = new Map(codes.map((code, index) => [code, answers[index]?.ok === true && Boolean(answers[index].value)]));
  const way = ways.find(({ when }) => when === undefined || holds.get(when));
  const data = outcome.ok ? told(workflow, before.data, { given, result }) : before.data;
  const after = moved(before, { to: way?.to, data, error: outcome.ok ? '' : outcome.problem.message });
  return isMoved(before, after) ? [{ type: 'workflow', stage: run.stage, now: after }] : [];
}

/** What the model reads: of a webhook its status and data, of a sequence exactly its shape, else the value; never more than fits (R001-04). */
export function resultOf(outcome: Outcome, isWhole: boolean): Value {
  const value = lean(outcome.value ?? null);
  if (isWhole && isRecord(value) && 'chain_results' in value) return fitting(value);
  if (outcome.ok) return fitting({ result: value });
  return fitting({ error: outcome.problem.message, ...(value === null ? {} : { result: value }) });
}

const lean = (value: Value): Value =>
  isRecord(value) && 'status' in value && 'headers' in value ? { status: value.status ?? 0, data: value.data ?? null } : value;

const mostCharacters = 32_000;

function fitting(result: Values): Values {
  const text = JSON.stringify(result);
  return text.length <= mostCharacters ? result : { truncated: true, text: text.slice(0, mostCharacters) };
}

const changesIn = ({ rounds }: ReplyRun): number => Math.max(0, ...rounds.flatMap(({ calls }) => calls.map((it) => it.changes ?? 0)));

/** Whether a change makes a difference to what anybody could see of the state. */
function isChange(now: Conversation, change: Change): boolean {
  if (change.type === 'workflow') return true;
  if (change.type === 'variable') return !same(now.stageVars[change.stage]?.[change.name], change.value);
  if (change.type !== 'profile') return false;
  return !same(now.profile[change.field], modified(now.profile[change.field], change));
}

/** The state that a round or a call finds: the stage's variables, and the workflow where there is one. */
export function stateOf(turn: Turn, stageName: string): Values {
  const { now } = turn.ledger;
  const workflow = stageOf(turn, stageName)?.workflow;
  // A workflow's state is plain data.
  return { vars: now.stageVars[stageName] ?? {}, ...(workflow ? { workflow: workflowNow(workflow, now, stageName) as unknown as Value } : {}) };
}

/** The state before and after a call, as far as it changed it (R001-22). */
function aroundOf(turn: Turn, stage: string, changes: readonly Change[]): Values {
  const before = stateOf(turn, stage);
  const vars = { ...(isRecord(before.vars) ? before.vars : {}) };
  for (const change of changes) if (change.type === 'variable' && change.stage === stage) vars[change.name] = change.value ?? null;
  const workflow = changes.findLast((it) => it.type === 'workflow');
  const after = { ...before, vars, ...(workflow?.type === 'workflow' ? { workflow: workflow.now as unknown as Value } : {}) }; // plain data, as above
  return { before, after };
}
