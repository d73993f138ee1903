import type { Change } from '../../../shared/conversation.ts';
import type { EffectType } from '../../../shared/project/effect.ts';
import type { Origin } from '../../../shared/run.ts';
import { banned } from '../../decide/bans.ts';
import type { ScopeChanges, ScriptSignal } from '../../ports.ts';
import { inSandbox } from '../conditions.ts';
import type { Task, Turn } from '../turn.ts';
import type { ToolRunner } from './tool.ts';

/** Runs a script in the sandbox: its value is the result; what it changed and asked for becomes changes (docs/scripting.md). */
export const runScript: ToolRunner<'script'> = async ({ tool, parameters, task, turn }) => {
  const [result] = await inSandbox(turn, [{ kind: 'script', code: tool.code, path: `tools.${tool.name}`, params: parameters }], parameters);
  if (!result) throw new Error('the sandbox gave no result');
  const { logs, microseconds, kilobytes } = result;
  const trace = { logs, microseconds, ...(kilobytes === undefined ? {} : { kilobytes }) };
  if (!result.ok) return { outcome: { ok: false, problem: result.problem }, changes: [], trace };
  const { refused, changes } = signalsOf(result.signals, task, turn);
  const all = [...changesOf(result.changes, turn), ...changes];
  return { outcome: { ok: true, value: result.value }, changes: all, trace: { ...trace, ...(refused.length > 0 ? { refused } : {}) } };
};

function changesOf({ vars, userProfile, userInput }: ScopeChanges, { ledger }: Turn): Change[] {
  const { stage } = ledger.now;
  return [
    ...Object.entries(vars.set).map(([name, value]): Change => ({ type: 'variable', stage, name, value })),
    ...vars.removed.map((name): Change => ({ type: 'variable', stage, name })),
    ...Object.entries(userProfile.set).map(([field, value]): Change => ({ type: 'profile', field, operation: 'set', value })),
    ...userProfile.removed.map((field): Change => ({ type: 'profile', field, operation: 'reset' })),
    ...(userInput === undefined ? [] : [{ type: 'input', text: userInput } satisfies Change]),
  ];
}

/** What a script asked for, without what the hook it runs in may not do (R003-28, R003-29) and stages that are not there. */
function signalsOf(signals: readonly ScriptSignal[], task: Task, turn: Turn): { changes: Change[]; refused: string[] } {
  const judged = signals.map((signal) => ({ signal, reason: refusal(signal, task, turn) }));
  return {
    changes: judged.flatMap(({ signal, reason }) => (reason ? [] : [changeOf(signal, task.origin)])),
    refused: judged.flatMap(({ signal, reason }) => (reason ? [`${signal.kind}: ${reason}`] : [])),
  };
}

function refusal(signal: ScriptSignal, { hook }: Task, { ready }: Turn): string {
  if (hook && banned(hook, effects[signal.kind])) return `${hook} may not do this`;
  const isUnknown = signal.kind === 'go_to_stage' && !ready.project.stages.some(({ name }) => name === signal.stage);
  return isUnknown ? 'there is no such stage' : '';
}

const effects: Record<ScriptSignal['kind'], EffectType> = {
  go_to_stage: 'go_to_stage',
  end: 'end_conversation',
  abort: 'abort_conversation',
  respond: 'generate_response',
  suppress_response: 'change_visibility',
};

function changeOf(signal: ScriptSignal, origin: Origin): Change {
  switch (signal.kind) {
    case 'respond':
      return { type: 'reply', reply: { text: signal.text, origin } };
    case 'suppress_response':
      return { type: 'suppressed' };
    default:
      return { type: 'signal', signal: { ...signal, origin } };
  }
}
