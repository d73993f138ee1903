import type { Limits } from '../../../shared/project/settings.ts';
import type { Stage } from '../../../shared/project/stage.ts';
import type { Operation, ReplyRun } from '../../../shared/run.ts';
import { callablesOf } from '../callables.ts';
import { act, done, jump, type Program, type View, type Want } from '../program.ts';
import { isTerminal, workflowNow } from '../workflow.ts';
import { awaitResults, hasStaged } from './prompt-step.ts';
import { carryOut } from './reply-calls.ts';
import { consent } from './reply-consent.ts';
import { later, planned } from './reply-place.ts';
import { isStuck } from './reply-stuck.ts';

/** A reply whose model may call tools: ask, carry all calls out, tell the results, ask again, until it says its last word (R001-01 … R001-07). */
export const reply: Program<'reply'> = (run, view) => {
  switch (run.at[1].phase) {
    case 'ask':
      return ask(run, view);
    case 'asked':
      return asked(run, view);
    case 'calls':
      return called(run, view);
    case 'ran':
      return tookOver(run, view);
    case 'over':
      return { want: 'end', outcome: view.turn.lastOutcome ?? { ok: true, value: null } };
    default:
      return consent(run, view);
  }
};

function ask(run: ReplyRun, view: View): Want {
  const { turn } = view;
  if (turn.suppressed || turn.signals.some(({ kind }) => kind === 'abort')) return done();
  const spent = spentBudget(run, view);
  if (spent) return giveUp(run, spent);
  return act(later(run, { phase: 'asked', agreed: [] }), planned(run, { type: 'ask_model', run: run.id, callables: offered(run, view) }));
}

/** Which budget is used up (R001-17, C-47); nothing where there is something left of each. */
function spentBudget(run: ReplyRun, view: View): string {
  const limits = limitsOf(run, view);
  const { rounds } = run;
  const { conversation, turn } = view;
  const tokens = rounds.reduce((sum, round) => sum + round.tokens, 0);
  if (rounds.length >= limits.loopIterations) return `it asked the model ${rounds.length} times (loopIterations)`;
  if (tokens >= limits.loopTokens) return `it used ${tokens} tokens (loopTokens)`;
  const milliseconds = conversation.changedAt - turn.startedAt;
  return milliseconds > limits.wallMilliseconds ? `it took longer than ${limits.wallMilliseconds} ms (wallMilliseconds)` : '';
}

/** The limits of the stage, where it has its own. */
const limitsOf = ({ stage }: ReplyRun, { project: { limits, stages } }: View): Limits => ({
  ...limits,
  ...given(stages.find(({ name }) => name === stage)?.loopLimits ?? {}),
});
const given = (limits: NonNullable<Stage['loopLimits']>): Partial<Limits> => limits as Partial<Limits>; // parsed: what is not set is not there

/** The author's sentence instead of silence. */
const giveUp = (run: ReplyRun, reason: string): Want => act(later(run, { phase: 'over' }), planned(run, { type: 'give_up', run: run.id, reason }));

/** What the model may call now; nothing once the workflow has ended. */
function offered(run: ReplyRun, { project, conversation }: View): string[] {
  const { stage: name } = run;
  const stage = project.stages.find((it) => it.name === name);
  const { workflow } = stage ?? {};
  if (workflow && isTerminal(workflow, workflowNow(workflow, conversation, name).state)) return [];
  const names = callablesOf(project, stage).map((it) => it.name);
  return run.step !== undefined && hasStaged(run) ? [...names, awaitResults.name] : names;
}

function asked(run: ReplyRun, { turn }: View): Want {
  const { lastOutcome } = turn;
  if (lastOutcome && !lastOutcome.ok) return { want: 'end', outcome: lastOutcome };
  return (run.rounds.at(-1)?.calls.length ?? 0) === 0 ? done() : jump(later(run, { phase: 'calls' }), 'the model calls tools');
}

function called(run: ReplyRun, view: View): Want {
  const calls = run.rounds.at(-1)?.calls ?? [];
  const limit = limitsOf(run, view).toolCalls;
  if (run.rounds.flatMap((round) => round.calls).length > limit) return giveUp(run, `it called more than ${limit} tools (toolCalls)`);
  if (calls.some(({ result }) => result === undefined)) return carryOut(run, view);
  const stuck = isStuck(run);
  return stuck ? giveUp(run, stuck) : jump(later(run, { phase: 'ask' }), 'the results go back');
}

/** A sequence has ended: how it came out is the result of the call. */
function tookOver(run: ReplyRun, { turn }: View): Want {
  const { call } = run.at[1];
  const open = run.rounds.at(-1)?.calls[call];
  const outcome = turn.lastOutcome ?? { ok: true, value: null };
  const effect: Operation = { type: 'run_call', run: run.id, call, tool: open?.tool ?? '', arguments: open?.arguments ?? null, outcome };
  return act(later(run, { phase: 'calls' }), planned(run, effect));
}
