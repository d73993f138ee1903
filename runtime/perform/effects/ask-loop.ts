import type { Change } from '../../../shared/conversation.ts';
import { Problem } from '../../../shared/problem.ts';
import type { LoopCall, ReplyRun } from '../../../shared/run.ts';
import type { Value } from '../../../shared/value.ts';
import { callablesOf, schemaOf } from '../../decide/callables.ts';
import { isRecord } from '../../decide/fits.ts';
import { errorFlag, loopPrompt } from '../../decide/loop-prompt.ts';
import { awaitResults } from '../../decide/programs/prompt-step.ts';
import { promptMessages, systemPrompt } from '../../decide/prompt.ts';
import type { ModelMessage, ModelTool } from '../../ports.ts';
import { type Asked, askModel, modelFor } from '../ask-model.ts';
import { hiddenMessages } from '../hidden.ts';
import type { Done, Handler, OperationOf, Task, Turn } from '../turn.ts';
import { templateScope } from '../values.ts';
import { spoken, withoutModel } from './generate.ts';
import { messageId } from './message-of.ts';
import { besideOf } from './reply-beside.ts';
import { stateOf } from './run-call.ts';

type Ask = Task<OperationOf<'ask_model'>>;

/** One round: what was said and done so far goes to the model; its words are the reply, its calls are carried out next (R001-02 … R001-05). */
export const askLoop: Handler<'ask_model'> = async (task, turn) => {
  const run = replyRun(turn, task.effect.run);
  const said = { ...task, key: run.id, effect: run.effect };
  const beside = await besideOf(run.effect, said, turn);
  const stage = turn.ready.project.stages.find(({ name }) => name === run.stage);
  const model = modelFor(turn, stage?.model);
  // Without a model a step of a prompt sequence fails; a reply says what is known.
  if (!model && run.step !== undefined) throw new Problem('model.none');
  if (!model) return withoutModel(said, turn, beside);
  const id = messageId(said, turn);
  const onText = (piece: string, from: number): void => turn.ports.outlet.delta(turn.ledger.now, { message: id, from, text: piece });
  const asked = await askModel(turn, await questionOf(task, run, turn), { model, onText });
  const { answer } = asked;
  if (answer.ok && answer.calls.length > 0) return withCalls(asked, { run, task, turn });
  const isDone = answer.ok && answer.text.trim() === '' && turn.ledger.now.turn?.answered;
  const done = isDone
    ? { outcome: { ok: true as const, value: null }, changes: [], trace: asked.trace }
    : spoken(asked, { task: said, turn, beside });
  return { ...done, changes: [...roundOf(asked, run, []), ...done.changes], trace: { ...done.trace, ...iterationOf(task, run, turn) } };
};

/** The reply that asks. */
export function replyRun({ ledger }: Turn, id: string): ReplyRun {
  const run = ledger.now.turn?.runs.find((it) => it.id === id);
  if (run?.program !== 'reply') throw new Error(`there is no reply ${id}`);
  return run;
}

async function questionOf(task: Ask, run: ReplyRun, turn: Turn) {
  const { project } = turn.ready;
  const { now } = turn.ledger;
  const stage = project.stages.find(({ name }) => name === run.stage);
  const system = systemPrompt(project, stage, { scope: templateScope(task, turn), instruction: run.effect.instruction, colleagues: now.colleagues });
  const messages: ModelMessage[] = [...promptMessages(project, now, await hiddenMessages(turn)), ...run.rounds.flatMap(asMessages)];
  const tools = callablesOf(project, stage)
    .filter(({ name }) => task.effect.callables.includes(name))
    .map(({ wire, description, parameters }): ModelTool => ({ name: wire, description, parameters: schemaOf(parameters) }));
  const all =
    task.effect.callables.includes(awaitResults.name) && run.step !== undefined ? [...tools, { ...awaitResults, parameters: schemaOf([]) }] : tools;
  return { system: [system, loopPrompt(project, now, run)].filter(Boolean).join('\n\n'), messages, tools: all };
}

/** A round as two entries: what the model said and called, then all results with the ids of their calls (R001-02, R001-04). */
function asMessages({ text, calls }: ReplyRun['rounds'][number]): ModelMessage[] {
  const results = calls.map(({ id, tool, result = null, isError = false }) => ({ id, tool, result, isError }));
  return [
    { role: 'assistant', text, calls: calls.map(({ id, tool, arguments: given }) => ({ id, tool, arguments: given })) },
    { role: 'tool', results },
  ];
}

function withCalls(asked: Asked, { run, task, turn }: { run: ReplyRun; task: Ask; turn: Turn }): Done {
  const calls: LoopCall[] = asked.answer.ok ? asked.answer.calls.map(({ id, tool, arguments: given }) => ({ id, tool, arguments: given })) : [];
  // Calls are plain JSON.
  const trace = { ...asked.trace, ...iterationOf(task, run, turn), text: asked.answer.text, calls: calls as unknown as Value };
  return { outcome: { ok: true, value: null }, changes: roundOf(asked, run, calls), trace };
}

function roundOf({ answer, trace }: Asked, run: ReplyRun, calls: LoopCall[]): Change[] {
  return answer.ok ? [{ type: 'round', run: run.id, round: { text: answer.text, calls, tokens: tokensOf(trace.models ?? null) } }] : [];
}

/** What the whole round cost, with the models that were tried in vain. */
function tokensOf(models: Value): number {
  const each = Array.isArray(models) ? models : [];
  return each.reduce<number>((sum, it) => sum + (isRecord(it) ? Number(it.inputTokens ?? 0) + Number(it.outputTokens ?? 0) : 0), 0);
}

/** What the trace says of a round beside the model's answer (R001-22). */
function iterationOf({ effect }: Ask, run: ReplyRun, turn: Turn): { [key: string]: Value } {
  const flag = errorFlag(turn.ready.project, run);
  return { iteration: run.rounds.length + 1, tools: effect.callables, state: stateOf(turn, run.stage), ...(flag ? { errorFlag: flag } : {}) };
}
