import type { ProblemReport } from './problem.ts';
import type { EffectOf } from './project/effect.ts';
import type { ShownBeside } from './shown.ts';
import type { Value, Values } from './value.ts';

/** How a run deals with the checkpoints between its steps (R002-03). */
export type SequenceMode = 'auto_apply_changes' | 'approve_before_continuing';

/** All that can be said of a run of a prompt sequence; exactly these five (R002-26). */
export const sequenceStatuses = ['running', 'waiting_for_approval', 'waiting_for_checkpoint_resolution', 'succeeded', 'failed'] as const;
export type SequenceStatus = (typeof sequenceStatuses)[number];

/** Whether a run is over: nothing of it happens any more. */
export const isOver = (status: SequenceStatus): boolean => status === 'succeeded' || status === 'failed';

/** Who started a run: an action's effect, a client command, an operator's form or the API. */
export type StartedBy = { kind: 'effect' | 'command' | 'operator'; name: string };

/** A run as operators see it; `step` counts from 1 and is the step that runs, waits or was the last. */
export type PromptRun = {
  id: string;
  sequence: string;
  mode: SequenceMode;
  status: SequenceStatus;
  step: number;
  steps: number;
  stepId: string;
  startedBy: StartedBy;
  startedAt: number;
  endedAt?: number;
  problem?: ProblemReport;
};

/** One thing that a step wants to do. `before` and `after` are not there where there was or is no value. */
export type CheckpointItem =
  | { id: string; kind: 'variable'; stage: string; name: string; before?: Value; after?: Value }
  | { id: string; kind: 'profile'; field: string; before?: Value; after?: Value }
  | { id: string; kind: 'stage'; from: string; to: string }
  /** Words for the visitor, with everything that they carry. */
  | ({ id: string; kind: 'message'; text: string; visibility?: Visibility } & ShownBeside)
  /** Words that stay with the operators and the later steps. */
  | { id: string; kind: 'note'; text: string }
  /** A call that writes outside; it is made when the checkpoint is applied. */
  | { id: string; kind: 'call'; tool: string; arguments: Value }
  | { id: string; kind: 'page'; event: string; data: Value }
  | { id: string; kind: 'end'; reason: string }
  | { id: string; kind: 'handoff'; reason: string };

/** How long the words stay in what later prompts see. */
type Visibility = { visibility: EffectOf<'change_visibility'>['visibility']; condition?: string };

/** What an item comes to once it is applied. */
export function itemValue(item: CheckpointItem): Value {
  switch (item.kind) {
    case 'variable':
    case 'profile':
      return item.after ?? null;
    case 'message':
    case 'note':
      return item.text;
    case 'call':
      return item.arguments;
    case 'page':
      return item.data;
    case 'stage':
      return item.to;
    default:
      return item.reason;
  }
}

/** What the conversation was when the step began. */
export type CheckpointBase = { version: number; message: string; turns: number; stage: string };

/** Why a checkpoint cannot be applied as it is, in words; `item` where it is about one of them, `message` where it is about words of the user. */
export type Conflict = {
  kind: 'message' | 'version' | 'value' | 'stage' | 'type' | 'consent';
  text: string;
  item?: string;
  message?: string;
};

export type CheckpointStatus = 'pending' | 'applied' | 'partly_applied' | 'rejected' | 'reverted';

/** What an operator can say to a checkpoint. */
export type CheckpointVerdict = 'approve' | 'reject_and_continue' | 'reject_and_stop' | 'rebase';

/** The result of a step: what it wants to change, against what it saw. */
export type Checkpoint = {
  id: string;
  run: string;
  sequence: string;
  mode: SequenceMode;
  /** From 1. */
  step: number;
  stepId: string;
  steps: number;
  base: CheckpointBase;
  items: CheckpointItem[];
  /** The step stands still until its staged calls are made, and goes on with their answers. */
  isSuspended: boolean;
  /** What speaks against applying it as it is; with any of them only rebase, edit or reject helps. */
  conflicts: Conflict[];
  status: CheckpointStatus;
  madeAt: number;
  /** When the author's rule decides by itself, and how. */
  deadline?: { at: number; then: Exclude<CheckpointVerdict, 'rebase'> };
  decidedAt?: number;
  /** The operator; `the sequence` where it applied itself, `the timeout` where nobody decided in time. */
  decidedBy?: string;
  verdict?: CheckpointVerdict;
  reason?: string;
  /** The items that were applied, with their values as applied, by id. */
  applied?: Record<string, Value>;
  /** How each call turned out, by the item's id. */
  calls?: Record<string, { ok: boolean; value: Value; problem?: ProblemReport }>;
  /** What was applied and could not be done any more, in words, by the item's id. */
  notDone?: Record<string, string>;
  revertedAt?: number;
  revertedBy?: string;
  /** What a revert could not undo, in words. */
  notReverted?: string[];
};

/** GET /projects/:project/conversations/:id/sequences: the last runs, newest last, and what waits for a decision beside their checkpoints. */
export type AdminSequences = { runs: PromptRun[]; checkpoints: Checkpoint[]; calls: WaitingCall[] };

/** POST /projects/:project/tasks: starts a run; the answer says which (R002-22). */
export type StartTask = { task_source: 'sequence'; sequence_id: string; sequence_variables?: Record<string, string>; conversation: string };
export type TaskAnswer = { id: string; status: SequenceStatus };

/** GET /projects/:project/tasks/:id?conversation=… */
export type AdminTask = PromptRun & { checkpoints: Checkpoint[] };

/**
 * POST /projects/:project/conversations/:id/checkpoints/:checkpoint/decision: 204, or 409 with `approval.decided`, whose
 * `details.by` names who was first, or `checkpoint.conflict`, whose `details.reason` says what is in the way.
 * `items` approves a part; `edits` sets other values: a value, a text, or a call's arguments, by the item's id.
 */
export type CheckpointDecision = { how: CheckpointVerdict; items?: string[]; edits?: Values; reason?: string };

/** POST …/checkpoints/:checkpoint/revert answers this: what stays, because it cannot be undone. */
export type RevertAnswer = { notReverted: string[] };

/** A call of a tool that waits for an operator, with exactly what it would be called with; GET /projects/:project/approvals lists them. */
export type WaitingCall = { conversation: string; visitor: string; stage: string; id: string; tool: string; arguments: Value };

/** One row of the list of what waits: GET /projects/:project/approvals has them as `checkpoints`. */
export type WaitingCheckpoint = { conversation: string; visitor: string; stage: string; status: SequenceStatus; checkpoint: Checkpoint };
