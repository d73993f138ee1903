import type { AdminSequences, Checkpoint, CheckpointItem, PromptRun } from '../../shared/checkpoint.ts';
import { type Conversation, isClosed, type OnCheckpoint } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import type { Origin } from '../../shared/run.ts';
import type { Value, Values } from '../../shared/value.ts';
import { openRun } from '../decide/prompt-runs.ts';
import { promptRunOf } from '../decide/resolve-prompts.ts';
import { takenBack } from '../decide/settle-checkpoint.ts';
import { waitingCalls } from '../decide/waiting.ts';
import { inLine } from './in-line.ts';
import { nextVersion } from './next-version.ts';
import { type House, type Room, roomOf } from './rooms.ts';

/** What an operator's form says: which sequence, with which values. */
export type StartSequence = { sequence: string; variables: Values; by: string };

/** What operators do with prompt sequences, beside deciding about their checkpoints. */
export interface Sequences {
  /** Starts a run and answers it, durable; throws one of the `sequence.` problems where nothing was stored (C-24). */
  start(conversation: string, wanted: StartSequence): Promise<PromptRun>;
  /** Takes an applied checkpoint back and answers what stays; throws `checkpoint.not_reverted`. */
  revert(conversation: string, revert: { checkpoint: string; by: string }): Promise<string[]>;
  /** The last runs and their checkpoints, oldest first, and the calls that wait. */
  look(conversation: string): Promise<AdminSequences>;
}

/** The prompt sequences of this process's conversations. */
export const sequencesOf = (house: House): Sequences => ({
  start: (id, wanted) => inLine(house, id, (room) => start(house, room, wanted)),
  revert: (id, wanted) => inLine(house, id, (room) => revert(house, room, wanted)),
  async look(id) {
    const { now } = (await roomOf(house, id)).ledger;
    return { runs: now.promptRuns ?? [], checkpoints: now.checkpoints ?? [], calls: waitingCalls(now) };
  },
});

async function start({ ports, versions }: House, { ledger }: Room, { sequence, variables, by }: StartSequence): Promise<PromptRun> {
  const { project } = await nextVersion(versions, ledger.now);
  if (isClosed(ledger.now.status)) throw new Problem('conversation.ended');
  const startedBy = { kind: 'operator' as const, name: by };
  const run = promptRunOf(project, sequence, {
    given: variables,
    start: { id: ports.ids.next('sequence'), startedBy, startedAt: ports.clock.now() },
  });
  const open = openRun(ledger.now);
  if (open) throw new Problem('sequence.busy', { name: open.sequence });
  ledger.record({ type: 'input_received', input: { kind: 'sequence', id: run.id, run } });
  const started = openRun(ledger.now);
  if (!started) throw new Error('a run that was stored is under way');
  return started;
}

async function revert({ versions }: House, { ledger }: Room, { checkpoint: id, by }: { checkpoint: string; by: string }): Promise<string[]> {
  const { project } = await nextVersion(versions, ledger.now);
  const { now } = ledger;
  const checkpoint = checkpointOf(now, id);
  const refused = whyNot(checkpoint, now);
  if (refused) throw new Problem('checkpoint.not_reverted', { checkpoint: id, reason: refused });
  ledger.record({ type: 'input_received', input: { kind: 'revert', id: `revert ${id}`, checkpoint: id, by } });
  const origin: Origin = { kind: 'sequence', name: checkpoint.sequence, path: 'promptSequences', index: 0 };
  return takenBack(checkpoint, { now: { project, conversation: now }, origin }).notReverted;
}

function checkpointOf({ checkpoints = [] }: Conversation, id: string): Checkpoint {
  const checkpoint = checkpoints.find((it) => it.id === id);
  if (!checkpoint) throw new Problem('admin.unknown');
  return checkpoint;
}

function whyNot({ id, status }: Checkpoint, now: Conversation): string {
  if (isClosed(now.status)) return 'the conversation has ended';
  if (status === 'reverted' || isAsked(now, id)) return 'somebody has done so already';
  return status === 'applied' || status === 'partly_applied' ? '' : `it is ${status}`;
}

const isAsked = ({ queue, turn }: Conversation, id: string): boolean =>
  [...queue, ...(turn ? [turn.input] : [])].some((input) => input.kind === 'revert' && input.checkpoint === id);

/** Throws where a verdict names an item that is not there, or gives one something that it cannot be. */
export function checkVerdict({ items }: Checkpoint, { items: chosen = [], edits = {} }: OnCheckpoint): void {
  const unknown = [...chosen, ...Object.keys(edits)].find((id) => !items.some((it) => it.id === id));
  if (unknown !== undefined) throw invalid(`there is no item "${unknown}" in this checkpoint`);
  for (const item of items) {
    const edit = edits[item.id];
    const expected = edit === undefined ? '' : wrongEdit(item, edit);
    if (expected) throw invalid(`the item "${item.id}" wants ${expected}`);
  }
}

const invalid = (reason: string): Problem => new Problem('admin.invalid', { reason });

function wrongEdit({ kind }: CheckpointItem, edit: Value): string {
  if (kind === 'variable' || kind === 'profile' || kind === 'page') return '';
  if (kind === 'call') return typeof edit === 'object' && edit !== null && !Array.isArray(edit) ? '' : 'an object with its arguments';
  return typeof edit === 'string' && edit.trim() !== '' ? '' : 'a text';
}
