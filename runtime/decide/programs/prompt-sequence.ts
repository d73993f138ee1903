import type { Checkpoint, CheckpointItem } from '../../../shared/checkpoint.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { Operation, Origin, Outcome, PlannedEffect, PromptSequenceRun, SequencePlace, SequenceWait } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { outgoingOf } from '../checkpoint.ts';
import { itself } from '../conflicts.ts';
import { isRecord } from '../fits.ts';
import { act, jump, type Program, start, type View, type Want } from '../program.ts';
import { stepRun } from './prompt-step.ts';

/**
 * A chain of prompts (R002-01): each step works on a copy, a checkpoint is made of what it did, and the next step begins
 * once that is applied or rejected. What is applied changes the state at once; words and calls follow one by one.
 */
export const promptSequence: Program<'prompt_sequence'> = (run, view) => {
  switch (run.at[1].phase) {
    case 'begin':
      return start(later(run, { phase: 'working' }), stepRun(run, view));
    case 'working':
      return worked(run, view);
    case 'made':
      return made(run, view);
    case 'decide':
      return decided(run, view);
    case 'applied':
      return applied(run, view);
    case 'called':
      return called(run, view);
    case 'rejected':
      return rejected(run, view);
  }
};

const later = ({ at: [count, place] }: PromptSequenceRun, changes: Partial<SequencePlace>): PromptSequenceRun['at'] => [
  count + 1,
  { ...place, ...changes },
];

/** Where the effects of a run come from. */
const originOf = ({ sequence }: Pick<PromptSequenceRun, 'sequence'>): Origin => ({
  kind: 'sequence',
  name: sequence,
  path: 'promptSequences',
  index: 0,
});

const planned = (run: PromptSequenceRun, effect: Operation): PlannedEffect => ({ effect, tier: 0, origin: originOf(run), parameters: {} });

/** A step that fails stops the run (R002-25); of what another one did, a checkpoint is made. */
function worked(run: PromptSequenceRun, { turn }: View): Want {
  const { lastOutcome } = turn;
  if (lastOutcome && !lastOutcome.ok) return { want: 'end', outcome: lastOutcome };
  const checkpoint = `${run.id}.${run.at[0]}`;
  return act(later(run, { phase: 'made', checkpoint, out: 0 }), planned(run, { type: 'make_checkpoint', run: run.id, checkpoint }));
}

const checkpointIn = (run: PromptSequenceRun, { conversation }: View): Checkpoint | undefined =>
  conversation.checkpoints?.find(({ id }) => id === run.at[1].checkpoint);

const isLast = ({ steps, at }: PromptSequenceRun): boolean => at[1].step >= steps.length - 1;

function made(run: PromptSequenceRun, view: View): Want {
  const checkpoint = checkpointIn(run, view);
  if (!checkpoint) return { want: 'end', outcome: view.turn.lastOutcome ?? { ok: true, value: null } };
  // A last step that wants nothing has nothing to wait for (C-25); any other one waits, also with nothing changed (C-26).
  const isEmpty = checkpoint.items.length === 0 && isLast(run) && !checkpoint.isSuspended;
  if (run.mode === 'approve_before_continuing' && !isEmpty) return wait(run, 'waiting_for_approval');
  return apply(run, { how: 'approve', by: itself });
}

const apply = (run: PromptSequenceRun, verdict: { how: 'approve' | 'rebase'; by: string }): Want =>
  act(later(run, { phase: 'applied' }), planned(run, { type: 'apply_checkpoint', checkpoint: run.at[1].checkpoint, ...verdict }));

const wait = (run: PromptSequenceRun, status: Extract<SequenceWait, { for: 'checkpoint' }>['status']): Want => ({
  want: 'wait',
  at: later(run, { phase: 'decide' }),
  wait: { for: 'checkpoint', declined: false, id: run.at[1].checkpoint, status },
});

function decided(run: PromptSequenceRun, { turn: { input } }: View): Want {
  if (input.kind !== 'decision') return wait(run, 'waiting_for_approval');
  const { how = input.approve ? 'approve' : 'reject_and_stop', by, items, edits, reason } = input;
  const verdict = { by, ...(items ? { items } : {}), ...(edits ? { edits } : {}), ...(reason ? { reason } : {}) };
  if (how === 'approve' || how === 'rebase') return apply(run, { ...verdict, how });
  return act(later(run, { phase: 'rejected' }), planned(run, { type: 'reject_checkpoint', checkpoint: run.at[1].checkpoint, how, ...verdict }));
}

/** Words and calls go out in the order in which the step came to them. Where a call failed, no words about it follow. */
function applied(run: PromptSequenceRun, view: View): Want {
  const checkpoint = checkpointIn(run, view);
  if (!checkpoint || checkpoint.status === 'pending') return wait(run, 'waiting_for_checkpoint_resolution');
  const { out } = run.at[1];
  const item = outgoingOf(checkpoint)[out];
  if (!item) return sentOut(run, checkpoint);
  if (item.kind === 'call') return isLate(view) ? ownTurn(run, {}) : makeCall(run, view, item);
  const failed = failureIn(run, checkpoint);
  if (failed && !checkpoint.isSuspended && item.kind === 'message')
    return jump(later(run, { out: out + 1 }), `a call failed, so "${item.id}" is not said`);
  return act(later(run, { out: out + 1 }), planned(run, { type: 'deliver', checkpoint: checkpoint.id, item: item.id }));
}

/** Whether half of the turn's time is over: what was approved is not lost to slow calls, it goes on in a turn of its own. */
const isLate = ({ project, conversation, turn }: View): boolean => conversation.changedAt - turn.startedAt > project.limits.wallMilliseconds / 2;

/** A sequence runs by itself and is asked for its outcome afterwards; a tool is called and its outcome kept, in one. */
function makeCall(run: PromptSequenceRun, { project }: View, { id, tool, arguments: given }: Extract<CheckpointItem, { kind: 'call' }>): Want {
  const { checkpoint, out } = run.at[1];
  if (!project.actionSequences.some(({ name }) => name === tool))
    return act(later(run, { out: out + 1 }), planned(run, { type: 'make_call', checkpoint, item: id }));
  return act(later(run, { phase: 'called' }), planned(run, { type: 'call_tool', tool, parameters: literals(given) }));
}

/** What a model or a person gave is data: it is never filled in or computed (P-17). */
export const literals = (given: Value): Values =>
  isRecord(given) ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { literal: value }])) : {};

function called(run: PromptSequenceRun, view: View): Want {
  const { out, checkpoint } = run.at[1];
  const found = checkpointIn(run, view);
  const item = found && outgoingOf(found)[out];
  const outcome: Outcome = view.turn.lastOutcome ?? { ok: true, value: null };
  const effect: Operation = { type: 'make_call', checkpoint, item: item?.id ?? '', outcome };
  return act(later(run, { phase: 'applied', out: out + 1 }), planned(run, effect));
}

function failureIn({ at }: PromptSequenceRun, { items, calls = {} }: Checkpoint): Problem | null {
  const failed = items.find(({ id }) => calls[id]?.ok === false);
  if (failed?.kind !== 'call') return null;
  return new Problem('sequence.call_failed', { step: at[1].step + 1, tool: failed.tool, reason: calls[failed.id]?.problem?.message ?? 'it failed' });
}

/** A step that waited for its calls goes on with how they turned out; where nobody waits, a failed one fails the step. */
function sentOut(run: PromptSequenceRun, checkpoint: Checkpoint): Want {
  if (checkpoint.isSuspended) return ownTurn(run, { phase: 'begin' });
  const failed = failureIn(run, checkpoint);
  return failed ? { want: 'end', outcome: { ok: false, problem: report(failed) } } : next(run);
}

/** Reject and stop fails the run; reject and continue goes on with the next step (C-27). */
function rejected(run: PromptSequenceRun, view: View): Want {
  const { verdict, decidedBy = '' } = checkpointIn(run, view) ?? {};
  if (verdict !== 'reject_and_stop') return next(run);
  return { want: 'end', outcome: { ok: false, problem: report(new Problem('sequence.rejected', { by: decidedBy, step: run.at[1].step + 1 })) } };
}

function next(run: PromptSequenceRun): Want {
  if (isLast(run)) return { want: 'end', outcome: { ok: true, value: null } };
  return ownTurn(run, { phase: 'begin', step: run.at[1].step + 1, checkpoint: '', out: 0 });
}

/** Each step has a turn, and with it a budget, of its own; what the visitor said meanwhile is answered before it. */
const ownTurn = (run: PromptSequenceRun, place: Partial<SequencePlace>): Want => ({
  want: 'wait',
  at: later(run, place),
  wait: { for: 'step', declined: false, id: run.id },
});
