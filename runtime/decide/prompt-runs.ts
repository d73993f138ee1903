import { type Checkpoint, isOver, type PromptRun, type SequenceStatus } from '../../shared/checkpoint.ts';
import { type Conversation, type Input, isClosed, isWithHuman } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import { Problem, type ProblemReport, report } from '../../shared/problem.ts';
import type { Outcome, PromptSequenceRun, Round, Run, SequenceWait } from '../../shared/run.ts';

/** How many runs that are over, and how many of their checkpoints, a conversation keeps at hand. */
const keptAtHand = 20;

/** What an event means for the runs of prompt sequences, beside what it does to the turn. */
export function withPromptRuns(before: Conversation | null, event: Event, next: Conversation): Conversation {
  switch (event.type) {
    case 'input_received':
      return event.input.kind === 'sequence' ? withRun(next, event.input.run) : next;
    case 'run_started':
      return event.run.program === 'reply' && event.run.step !== undefined ? begun(next, event.run.step, event.run.rounds) : next;
    case 'run_waits':
      return waits(next, event);
    case 'run_resumed':
      return stands(next, sequenceIn(next.turn?.runs), 'running');
    case 'run_moved':
      return moved(next, event.run);
    case 'effect_done':
      return moved(late(next, event), event.run);
    case 'run_ended':
      return ended(next, sequenceIn(before?.turn?.runs.filter(({ id }) => id === event.run)), event);
    case 'turn_failed':
      return failed(next, sequenceIn(before?.turn?.runs)?.id, { problem: event.problem, at: event.at });
    case 'status_changed':
      return isClosed(event.status) ? closed(next, event.at) : isWithHuman(event.status) ? held(before, next) : next;
    default:
      return next;
  }
}

/** The run of a conversation that is not over; there is never more than one. */
export const openRun = ({ promptRuns = [] }: Conversation): PromptRun | undefined => promptRuns.find(({ status }) => !isOver(status));

/** The conversation with something to do later on; a run that is waiting for its first turn counts as running. */
export const enqueued = (conversation: Conversation, input: Input): Conversation => {
  const queued = { ...conversation, queue: [...conversation.queue, input] };
  return input.kind === 'sequence' ? withRun(queued, input.run) : queued;
};

/** The conversation with this checkpoint in place of what it was. */
export function withCheckpoint(conversation: Conversation, checkpoint: Checkpoint): Conversation {
  const all = conversation.checkpoints ?? [];
  const isKnown = all.some(({ id }) => id === checkpoint.id);
  const checkpoints = isKnown ? all.map((it) => (it.id === checkpoint.id ? checkpoint : it)) : [...all, checkpoint];
  return { ...conversation, checkpoints };
}

function withRun(conversation: Conversation, run: PromptSequenceRun): Conversation {
  const { id, sequence, mode, steps, startedBy, startedAt } = run;
  const shown: PromptRun = { id, sequence, mode, status: 'running', step: 1, steps: steps.length, stepId: steps[0]?.id ?? '', startedBy, startedAt };
  const promptRuns = [...(conversation.promptRuns ?? []), shown].slice(-keptAtHand);
  const checkpoints = (conversation.checkpoints ?? []).slice(-keptAtHand);
  return { ...conversation, promptRuns, ...(conversation.checkpoints ? { checkpoints } : {}) };
}

/** A step begins on a copy of what is there now. */
function begun(conversation: Conversation, run: string, from: Round[]): Conversation {
  const { version, stage, turns, messages } = conversation;
  // What is queued behind the step is nothing that it has seen.
  const message = messages.findLast(({ role, turn }) => role === 'user' && turn <= turns)?.id ?? '';
  const base = { version, stage, turns, message };
  return { ...conversation, staged: { run, base, changes: [], consent: [], ...(from.length > 0 ? { from } : {}) } };
}

const sequenceIn = (runs: readonly Run[] | undefined): PromptSequenceRun | undefined => runs?.find((run) => run.program === 'prompt_sequence');

function waits(conversation: Conversation, { wait, run }: Extract<Event, { type: 'run_waits' }>): Conversation {
  const waiting = sequenceIn(conversation.approvals?.find(({ runs }) => runs.some(({ id }) => id === run))?.runs);
  if (wait.for === 'checkpoint') return stands(conversation, waiting, wait.status);
  if (wait.for !== 'step') return conversation;
  const input: Input = { kind: 'step', id: `step ${wait.id} ${waiting?.at[0] ?? 0}`, run: wait.id };
  return stands({ ...conversation, queue: [...conversation.queue, input] }, waiting, 'running');
}

const moved = (conversation: Conversation, id: string): Conversation =>
  stands(conversation, sequenceIn(conversation.turn?.runs.filter((run) => run.id === id)), 'running');

function stands(conversation: Conversation, run: PromptSequenceRun | undefined, status: SequenceStatus): Conversation {
  if (!run) return conversation;
  const index = Math.min(run.at[1].step, run.steps.length - 1);
  return changed(conversation, run.id, { status, step: index + 1, stepId: run.steps[index]?.id ?? '' });
}

function changed(conversation: Conversation, id: string, changes: Partial<PromptRun>): Conversation {
  const { promptRuns = [] } = conversation;
  return { ...conversation, promptRuns: promptRuns.map((it) => (it.id === id ? { ...it, ...changes } : it)) };
}

function ended(conversation: Conversation, run: PromptSequenceRun | undefined, { outcome, at }: Extract<Event, { type: 'run_ended' }>): Conversation {
  if (!run) return conversation;
  if (!outcome.ok) return failed(conversation, run.id, { problem: outcome.problem, at });
  return changed(withoutCopy(conversation), run.id, { status: 'succeeded', endedAt: at });
}

/** A run that has failed does nothing more (R002-25); what its step has staged is gone, and its checkpoint decided. */
function failed(conversation: Conversation, id: string | undefined, { problem, at }: { problem: ProblemReport; at: number }): Conversation {
  if (id === undefined) return conversation;
  const checkpoints = (conversation.checkpoints ?? []).map(
    (it): Checkpoint => (it.run === id && it.status === 'pending' ? { ...it, status: 'rejected', decidedAt: at, reason: problem.message } : it),
  );
  const left = changed(withoutCopy(conversation), id, { status: 'failed', endedAt: at, problem });
  return conversation.checkpoints ? { ...left, checkpoints } : left;
}

function closed(conversation: Conversation, at: number): Conversation {
  const run = openRun(conversation);
  return failed(conversation, run?.id, { problem: report(new Problem('conversation.ended')), at });
}

/** A human steps in: the run stands still until the bot has the conversation again; a step then begins anew. */
function held(before: Conversation | null, next: Conversation): Conversation {
  const runs = before?.turn?.runs ?? [];
  const run = sequenceIn(runs);
  if (!run) return next;
  const again: PromptSequenceRun = { ...run, at: [run.at[0] + 1, { ...run.at[1], phase: 'begin' }] };
  const stack = run.at[1].phase === 'working' ? [again] : runs.slice(runs.indexOf(run));
  const { input, wait } = goesOnWith(run, before?.turn?.input);
  return {
    ...next,
    queue: [input, ...next.queue.filter(({ kind }) => kind !== 'step')],
    approvals: [...(next.approvals ?? []), { runs: stack, wait }],
  };
}

/** What a run that was held goes on with: a decision that was not carried out yet is carried out then. */
function goesOnWith({ id, at: [count, { phase, checkpoint }] }: PromptSequenceRun, input: Input | undefined): { input: Input; wait: SequenceWait } {
  if (phase === 'decide' && input?.kind === 'decision')
    return { input, wait: { for: 'checkpoint', declined: false, id: checkpoint, status: 'waiting_for_approval' } };
  return { input: { kind: 'step', id: `step ${id} ${count}`, run: id }, wait: { for: 'step', declined: false, id } };
}

/** What was under way when a human stepped in is done and must not be done again. */
function late(conversation: Conversation, { run: id, position, outcome }: Extract<Event, { type: 'effect_done' }>): Conversation {
  const { approvals = [], turn } = conversation;
  if (turn?.runs.some((run) => run.id === id) || !approvals.some(({ runs }) => runs.some((run) => run.id === id))) return conversation;
  return {
    ...conversation,
    approvals: approvals.map((it) => ({ ...it, runs: it.runs.map((run) => (run.id === id ? done(run, position, outcome) : run)) })),
  };
}

const done = (run: Run, at: Run['at'], outcome: Outcome): Run =>
  // A position comes from the program of the run that it is given back to, so the pair fits.
  ({ ...run, at, ...(run.program === 'action_sequence' ? { outcomes: [...run.outcomes, outcome] } : {}) }) as Run;

function withoutCopy(conversation: Conversation): Conversation {
  const { staged: _gone, ...rest } = conversation;
  return rest;
}
