import type { Change } from '../../shared/conversation.ts';
import type { EffectTrace } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { Outcome } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import { newConversation } from '../decide/new-conversation.ts';
import type { Ports, Sandbox } from '../ports.ts';
import { budgetOf } from './budget.ts';
import { callTool } from './effects/call-tool.ts';
import { forgetfulLedger } from './forgetful-ledger.ts';
import type { Ledger } from './ledger.ts';
import { rememberRequests } from './trial-requests.ts';
import type { Ready } from './versions.ts';

/** What one call of a tool came to, with everything that an author wants to see of it. */
export type Tried = { outcome: Outcome; changes: Change[]; trace: EffectTrace; milliseconds: number };
export type Trial = { tool: string; parameters: Values; vars?: Values; profile?: Values; stage?: string; userInput?: string };

/** Runs one tool alone, in a conversation that nobody has and that is forgotten afterwards. Webhooks and models are really called. */
export async function tryTool(ports: Ports, ready: Ready, trial: Trial): Promise<Tried> {
  const { project } = ready;
  if (!project.tools.some(({ name }) => name === trial.tool)) throw new Problem('project.unknown_name', { kind: 'tool', name: trial.tool });
  const effect = { type: 'call_tool' as const, tool: trial.tool };
  const origin = { kind: 'guard' as const, name: 'a trial', path: `tools.${trial.tool}`, index: 0 };
  const requests = rememberRequests(ports, project, trial.tool);
  const turn = {
    ports: { ...ports, http: requests.http, sandbox: weighing(ports.sandbox) },
    ready,
    ledger: trialLedger(ports, ready, trial),
    budget: budgetOf(project.limits, ports.clock),
  };
  const startedAt = ports.clock.now();
  const { outcome, changes, trace = {} } = await callTool({ effect, origin, parameters: trial.parameters, key: 'trial' }, turn);
  const milliseconds = ports.clock.now() - startedAt;
  const sent = requests.shown();
  return { outcome, changes, trace: sent.length > 0 ? { ...trace, requests: sent } : trace, milliseconds };
}

/** The sandbox, which says of each script how much memory it took. */
const weighing = (sandbox: Sandbox): Sandbox => ({
  run: (trip) => sandbox.run({ ...trip, weighs: true }),
  check: (call) => sandbox.check(call),
  close: () => sandbox.close(),
});

/** A conversation that nobody has, as a turn of this trial finds it. */
function trialLedger({ ids, clock }: Ports, { project, version }: Ready, trial: Trial): Ledger {
  const startedAt = clock.now();
  const stage = trial.stage ?? project.stages[0]?.name ?? '';
  const fresh = newConversation({ id: ids.next('trial'), visitor: 'trial', profile: trial.profile ?? {}, version, project, startedAt });
  const input = { kind: 'message' as const, id: 'trial', text: trial.userInput ?? '' };
  return forgetfulLedger({ ...fresh, stage, stageVars: { [stage]: trial.vars ?? {} } }, input, clock);
}
