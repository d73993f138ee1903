import { Problem, report } from '../../../shared/problem.ts';
import type { Value } from '../../../shared/value.ts';
import { askModel, modelFor, problemOf } from '../ask-model.ts';
import { text } from '../values.ts';
import type { CallTool, ToolRunner } from './tool.ts';

/** Asks a model with a prompt of its own; the answer is text, or fits the schema that the tool names (R003-22). */
export const runSmartFunction: ToolRunner<'smart_function'> = async (call) => {
  const { tool, turn, parameters } = call;
  const model = modelFor(turn, tool.model);
  if (!model) return { outcome: { ok: false, problem: report(new Problem('model.none')) }, changes: [] };
  const task = { ...call.task, parameters };
  const system = text(tool.prompt, task, turn);
  const images = (tool.images ?? []).map((image) => text(image, task, turn)).filter(Boolean);
  const output = tool.output as { [key: string]: Value } | undefined; // the schema lets only JSON through
  const { answer, trace } = await askModel(turn, { system, messages: messagesOf(call, images), tools: [], ...(output ? { output } : {}) }, { model });
  if (!answer.ok) return { outcome: { ok: false, problem: problemOf(answer) }, changes: [], trace };
  return { outcome: { ok: true, value: output ? (answer.object ?? null) : answer.text }, changes: [], trace };
};

/** What the function works on: the visitor's words, and the images it was given. Nobody else speaks in it (P-06). */
function messagesOf({ turn }: CallTool, images: string[]) {
  const said = turn.ledger.now.turn?.userInput ?? '';
  return said || images.length > 0 ? [{ role: 'user' as const, text: said, ...(images.length > 0 ? { images } : {}) }] : [];
}
