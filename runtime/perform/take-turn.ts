import { type Input, isSilenced, isWithHuman, type Message, type OpenTurn, type TurnEnd } from '../../shared/conversation.ts';
import { report } from '../../shared/problem.ts';
import type { Effect } from '../../shared/project/effect.ts';
import type { Stage } from '../../shared/project/stage.ts';
import type { HookName, Operation, Run } from '../../shared/run.ts';
import { same } from '../../shared/value.ts';
import { answersQuestion } from '../decide/answers-question.ts';
import { hookRun } from '../decide/hooks.ts';
import type { Matched } from '../decide/match.ts';
import { plan, planTrace, type Source } from '../decide/plan.ts';
import { isChosen } from '../decide/programs/clarify.ts';
import { entering } from '../decide/programs/move.ts';
import { budgetOf } from './budget.ts';
import { collect } from './collect.ts';
import { direct } from './direct.ts';
import { execute } from './execute.ts';
import { leaveForHuman, leavePlaybook } from './leave-playbook.ts';
import type { Turn } from './turn.ts';

/**
 * Answers the oldest queued input, or goes on with a turn that was cut off. Everything it does is on record when it
 * returns, and not yet durable. A turn that cannot go on ends with the author's apology; the conversation stays.
 */
export async function takeTurn(turn: Turn): Promise<void> {
  const { ledger, ports } = turn;
  const startedAt = ports.clock.now();
  try {
    await begin(turn);
    await execute(turn);
  } catch (thrown) {
    // What fails after a human has stepped in is nothing that anybody waits for.
    if (!isSilenced(ledger.now)) {
      const isOwn = ledger.now.turn !== null && isSequence(ledger.now.turn);
      fail(turn, thrown);
      if (!isOwn) await afterFailure(turn);
    }
  }
  const { turn: over } = ledger.now;
  if (!over) return;
  const how: TurnEnd = over.answered ? 'answered' : 'silent';
  ledger.record({ type: 'turn_ended', how, spent: { ...turn.budget.spent }, milliseconds: ports.clock.now() - startedAt });
}

/** Brings the turn to where its runs say what is left to do. */
async function begin(turn: Turn): Promise<void> {
  const { ledger } = turn;
  if (!ledger.now.turn) {
    await loadProfile(turn);
    const queued = ledger.now.queue[0];
    if (!queued || isWithHuman(ledger.now.status)) return;
    ledger.record({ type: 'turn_started', input: queued });
  }
  const open = ledger.now.turn;
  if (!open || open.phase === 'executing' || isSilenced(ledger.now)) return;
  if (open.input.kind === 'start' || open.input.kind === 'resume') return beginStage(turn, open.input);
  if (open.input.kind === 'rehearsal') return direct(turn, open.input);
  if (open.input.kind === 'human') return fetchHuman(turn);
  if (open.input.kind === 'handed_back') return moveOn(turn, open.input.stage);
  if (open.input.kind === 'deadline') return sayUnavailable(turn);
  if (open.input.kind === 'sequence') return ledger.record({ type: 'run_started', run: open.input.run });
  if (open.input.kind === 'step') return ledger.record({ type: 'run_resumed', approval: open.input.run });
  if (open.input.kind === 'revert') return takeBack(turn, open.input);
  if (open.input.kind === 'decision') return ledger.record({ type: 'run_resumed', approval: open.input.wait });
  if (open.input.kind === 'command' && answersQuestion(ledger.now, open.input)) return ledger.record({ type: 'run_resumed' });
  dropChoice(turn, open.input);
  const { matched, options } = await collect(turn, open.input);
  // Whoever stepped in meanwhile finds everything as it was: a question that waits still waits.
  if (isSilenced(ledger.now)) return;
  leavePlaybook(turn, matched);
  const waits = open.input.kind === 'message' && ledger.now.waiting !== null && !matched.some(comesFirst);
  if (options.length > 0 && !waits) {
    const run: Run = { program: 'clarify', id: `${open.number}.clarify`, stage: ledger.now.stage, options, at: 'ask' };
    return ledger.record({ type: 'run_started', run });
  }
  startMatched(turn, matched, waits);
  // A run that waits for a message gets it before the actions do; they are done where it can make nothing of it (C-43).
  if (waits) ledger.record({ type: 'run_resumed' });
}

/** Whoever was asked "did you mean …?" and says something else has changed the subject. */
function dropChoice({ ledger }: Turn, input: Input): void {
  const top = ledger.now.waiting?.runs.at(-1);
  if (top?.program !== 'clarify' || input.kind !== 'message') return;
  if (!top.options.some(({ label }) => isChosen(label, input.text)))
    ledger.record({ type: 'wait_dropped', reason: 'none of the offered actions was chosen' });
}

/** Guardrails, and actions that say so, come before a question that is open. */
const comesFirst = ({ offer }: Matched): boolean => offer.kind === 'global_action' || offer.action.interrupts;

/** Puts what the matched actions do on record as the plan of the turn; what they still have to ask for comes after. */
function startMatched(turn: Turn, matched: readonly Matched[], isAlternative: boolean): void {
  const { ledger, ready } = turn;
  const { turn: open, stage } = ledger.now;
  if (!open || (isAlternative && matched.length === 0 && open.knowledge.length === 0)) return;
  const [asking] = isAlternative ? [] : matched.filter(({ missing }) => missing.length > 0);
  if (asking) {
    const at = { step: 'ask' as const, parameters: asking.parameters, missing: asking.missing, asked: 0 };
    ledger.record({ type: 'run_started', run: { program: 'fill', id: `${open.number}.fill`, action: asking.offer.action.name, stage, at } });
  }
  const sources = sourcesOf(turn, open.input, matched);
  const planned = plan(ready.project, sources);
  const run: Run = { program: 'list', id: `${open.number}`, effects: planned.effects, at: 0 };
  ledger.record({ type: 'execution_plan', run, plan: planTrace(planned), ...(isAlternative ? { isAlternative } : {}) });
}

/** Another conversation of the same visitor may have written the profile since (P-23). */
async function loadProfile({ ledger, ports }: Turn): Promise<void> {
  const { project, visitor, profile } = ledger.now;
  const stored = await ports.store.profile(project, visitor);
  if (!same(stored, profile)) ledger.record({ type: 'profile_loaded', profile: stored });
}

/** A conversation begins with its hook, then enters its first stage; one that is resumed has its hook alone. */
function beginStage({ ready, ledger }: Turn, { kind }: Input): void {
  const { turn, stage } = ledger.now;
  const id = `${turn?.number ?? 0}`;
  const hook: HookName = kind === 'start' ? 'onConversationStart' : 'onConversationResume';
  if (kind === 'start') ledger.record({ type: 'run_started', run: { program: 'move', id: `${id}.start`, to: stage, at: entering } });
  const run: Run = hookRun(ready.project, { hook, stage, id }) ?? { program: 'list', id, effects: [], at: 0 };
  ledger.record({ type: 'run_started', run });
}

/** The bot goes on in the stage that a colleague chose. */
function moveOn({ ledger }: Turn, to: string): void {
  const { turn, stage } = ledger.now;
  if (stage !== to) ledger.record({ type: 'run_started', run: { program: 'move', id: `${turn?.number ?? 0}.back`, to, at: 0 } });
}

/** The visitor's own wish, from the widget's menu. */
function fetchHuman(turn: Turn): void {
  leaveForHuman(turn);
  guarded(turn, { type: 'handoff', reason: 'the visitor asked for a human' }, 'the visitor asked for a human');
}

/** Nobody has come in time, and the bot says so before it goes on. */
const sayUnavailable = (turn: Turn): void => guarded(turn, { type: 'say', text: turn.ready.project.handoff.unavailable }, 'nobody came');

/** An operator takes back what a checkpoint did. */
const takeBack = (turn: Turn, { checkpoint, by }: Extract<Input, { kind: 'revert' }>): void =>
  guarded(turn, { type: 'revert_checkpoint', checkpoint, by }, `${by} takes a checkpoint back`);

/** Starts a run of one effect that no author wrote. */
function guarded({ ledger }: Turn, effect: Operation, why: string): void {
  const origin = { kind: 'guard' as const, name: why, path: 'handoff', index: 0 };
  const id = `${ledger.now.turn?.number ?? 0}.handoff`;
  ledger.record({ type: 'run_started', run: { program: 'list', id, effects: [{ effect, tier: 0, origin, parameters: {} }], at: 0 } });
}

/** Where this turn's effects come from: the matched actions, else the fallback, else an answer from the prompt alone (R003-30, R003-31, R003-35). */
function sourcesOf({ ready, ledger }: Turn, input: Input, matched: readonly Matched[]): Source[] {
  const complete = matched.filter(({ missing }) => missing.length === 0);
  if (matched.length > 0)
    return complete.map(({ offer, parameters }) => ({
      effects: offer.action.effects,
      origin: { kind: offer.kind, name: offer.action.name },
      path: offer.path,
      parameters,
    }));
  if (input.kind !== 'message') return [];
  const index = ready.project.stages.findIndex(({ name }) => name === ledger.now.stage);
  const fallback = ready.project.stages[index]?.onFallback;
  // A knowledge match is a match (P-13).
  const isKnown = (ledger.now.turn?.knowledge.length ?? 0) > 0;
  if (fallback && !isKnown)
    return [{ effects: fallback.effects, origin: { kind: 'hook', name: 'onFallback' }, path: `stages[${index}].onFallback`, parameters: {} }];
  return [
    {
      effects: [answerFromPrompt],
      origin: { kind: 'guard', name: isKnown ? 'the knowledge answers' : 'no action matched' },
      path: stagePath(ready.project.stages[index], index),
      parameters: {},
    },
  ];
}

const answerFromPrompt: Effect = { type: 'generate_response', mode: 'generated', selection: 'random' };
const stagePath = (stage: Stage | undefined, index: number): string => (stage ? `stages[${index}]` : 'stages');

/** The project's hook for failed turns, with a budget of its own; what fails in it fails alone. */
async function afterFailure(turn: Turn): Promise<void> {
  const { ledger, ready, ports } = turn;
  const open = ledger.now.turn;
  const run = open && hookRun(ready.project, { hook: 'onConversationFailed', stage: ledger.now.stage, id: `${open.number}.failed` });
  if (!run) return;
  ledger.record({ type: 'run_started', run });
  try {
    await execute({ ...turn, budget: budgetOf(ready.project.limits, ports.clock) });
  } catch (thrown) {
    ledger.record({ type: 'turn_failed', problem: report(thrown) });
  }
}

const isSequence = ({ runs }: OpenTurn): boolean => runs.some(({ program }) => program === 'prompt_sequence');

function fail({ ledger, ports, ready }: Turn, thrown: unknown): void {
  const { turn, turns, stage } = ledger.now;
  if (!turn) throw thrown;
  const message: Message = { id: `m${turns}.failed`, role: 'assistant', text: ready.project.apology, at: ports.clock.now(), turn: turns, stage };
  // A run of a prompt sequence that fails is nothing that the visitor was waiting for.
  const silent = isSequence(turn) || turn.signals.some(({ kind }) => kind === 'abort');
  ledger.record({ type: 'turn_failed', problem: report(thrown), ...(silent ? {} : { message }) });
}
