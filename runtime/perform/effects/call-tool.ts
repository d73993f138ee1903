import type { Change } from '../../../shared/conversation.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { ToolType } from '../../../shared/project/tool.ts';
import type { Values } from '../../../shared/value.ts';
import { checkParameters } from '../../decide/check-parameters.ts';
import { runScript } from '../tools/script.ts';
import { runSmartFunction } from '../tools/smart-function.ts';
import type { CallTool, ToolRunner } from '../tools/tool.ts';
import { runWebhook } from '../tools/webhook.ts';
import type { Done, Handler } from '../turn.ts';
import { resolveAll } from '../values.ts';

const runners: Partial<{ [T in ToolType]: ToolRunner<T> }> = { script: runScript, webhook: runWebhook, smart_function: runSmartFunction };

/** Runs a tool with the given parameters; its result is there for what follows (R003-21). */
export const callTool: Handler<'call_tool'> = async (task, turn) => {
  const { effect } = task;
  const tool = turn.ready.project.tools.find((it) => it.name === effect.tool);
  // Each runner is kept under its own tool type, so it takes the tool it is found for.
  const run = tool ? (runners[tool.type] as ToolRunner<ToolType> | undefined) : undefined;
  if (!tool || !run) return failed(new Problem('project.unknown_name', { kind: 'tool', name: effect.tool }));
  turn.budget.spend('toolCalls');
  const given = { ...task.parameters, ...(await resolveAll(effect.parameters ?? {}, task, turn)) };
  const checked = checkParameters(tool.parameters, given);
  if (!checked.ok) return failed(new Problem('effect.failed', { effect: effect.tool, reason: checked.reason }));
  const call: CallTool = { tool, parameters: tool.parameters.length > 0 ? checked.values : given, task, turn };
  return kept(await run(call as never), call);
};

const failed = (problem: Problem): Done => ({ outcome: { ok: false, problem: report(problem) }, changes: [] });

/** The outcome with the result where later effects and prompts find it: under the tool's name, and as a variable where asked for. */
function kept(done: Done, { tool, parameters, task, turn }: CallTool): Done {
  const value = done.outcome.value ?? null;
  const result: Change[] = [{ type: 'result', kind: tool.type === 'webhook' ? 'webhooks' : 'tools', name: tool.name, value }];
  const saveAs = task.effect.saveAs;
  if (saveAs && done.outcome.ok) result.push({ type: 'variable', stage: turn.ledger.now.stage, name: saveAs, value });
  const trace: Values = { tool: tool.name, parameters, ...done.trace };
  return { ...done, changes: [...done.changes, ...result], trace };
}
