import type { Checkpoint, CheckpointItem } from '../../shared/checkpoint.ts';
import { itemValue } from '../../shared/checkpoint.ts';
import type { Change, Conversation } from '../../shared/conversation.ts';
import type { Origin, Verdict } from '../../shared/run.ts';
import { same, type Value } from '../../shared/value.ts';
import { chosenItems, stateChanges, valueAt } from './checkpoint.ts';
import { inTheWay, type Now, nameOf } from './conflicts.ts';

/** Everything that applying a checkpoint changes at once; where something is in the way, nothing but that it says so. */
export function settled(checkpoint: Checkpoint, verdict: Verdict, { now, origin, at }: { now: Now; origin: Origin; at: number }): Change[] {
  const conflicts = inTheWay(checkpoint, verdict, now);
  if (conflicts.length > 0) return [{ type: 'checkpoint', checkpoint: { ...withoutDeadline(checkpoint), conflicts } }];
  const { conversation } = now;
  const items = chosenItems(checkpoint, verdict);
  const applied = Object.fromEntries(items.map((item) => [item.id, itemValue(item)]));
  const isWhole = items.length === checkpoint.items.length;
  const done: Checkpoint = {
    ...decided(checkpoint, verdict, at),
    status: isWhole ? 'applied' : 'partly_applied',
    // What it was before stays readable, as it was when it was replaced.
    items: checkpoint.items.map((item) => (item.id in applied ? onto(item, conversation) : item)),
    applied,
  };
  // Where the conversation is already, it is not brought again.
  const open = items.filter((item) => item.kind !== 'stage' || item.to !== conversation.stage);
  return [...stateChanges(open, origin), ...(isWhole ? unseen(conversation, checkpoint) : []), { type: 'checkpoint', checkpoint: done }];
}

/** A checkpoint that nobody wants: nothing of it is applied. */
export const rejected = (checkpoint: Checkpoint, verdict: Verdict, at: number): Change => ({
  type: 'checkpoint',
  checkpoint: { ...decided(checkpoint, verdict, at), status: 'rejected' },
});

const decided = (checkpoint: Checkpoint, { by, how, reason }: Verdict, at: number): Checkpoint => ({
  ...withoutDeadline(checkpoint),
  conflicts: [],
  decidedAt: at,
  decidedBy: by,
  verdict: how,
  ...(reason ? { reason } : {}),
});

/** A deadline decides once; what it could not apply waits for a person. */
function withoutDeadline(checkpoint: Checkpoint): Checkpoint {
  const { deadline: _over, ...rest } = checkpoint;
  return rest;
}

/** A value with what it replaces now. */
function onto(item: CheckpointItem, conversation: Conversation): CheckpointItem {
  if (item.kind !== 'variable' && item.kind !== 'profile') return item;
  const now = valueAt(item, conversation);
  const { before: _seen, ...rest } = item;
  return now === undefined ? rest : { ...rest, before: now };
}

/** Where a workflow or a row of responses stands is no item, and goes with the whole. */
const unseen = ({ staged }: Conversation, { run }: Checkpoint): Change[] =>
  staged?.run === run ? staged.changes.filter(({ type }) => type === 'workflow' || type === 'counter') : [];

/** What taking an applied checkpoint back changes, and in words what stays because it cannot be undone. */
export function takenBack(checkpoint: Checkpoint, { now, origin }: { now: Now; origin: Origin }): { changes: Change[]; notReverted: string[] } {
  const { applied = {}, items, notDone = {} } = checkpoint;
  const done = items.filter(({ id }) => id in applied && !(id in notDone));
  const each = done.map((item) => undone(item, { value: applied[item.id] ?? null, now, origin }));
  return { changes: each.flatMap(({ changes = [] }) => changes), notReverted: each.flatMap(({ stays }) => stays ?? []) };
}

type Undone = { changes?: Change[]; stays?: string };

function undone(item: CheckpointItem, { value, now: { conversation, project }, origin }: { value: Value; now: Now; origin: Origin }): Undone {
  switch (item.kind) {
    case 'variable':
    case 'profile': {
      if (!same(valueAt(item, conversation) ?? null, value)) return { stays: `${nameOf(item)} has changed since.` };
      const { before, after: _after, ...place } = item;
      return { changes: stateChanges([{ ...place, ...(before === undefined ? {} : { after: before }) }], origin) };
    }
    case 'stage':
      if (conversation.stage !== value || !project.stages.some(({ name }) => name === item.from))
        return { stays: `The conversation is in the stage "${conversation.stage}" now.` };
      return { changes: stateChanges([{ ...item, to: item.from }], origin) };
    case 'message':
      return { stays: 'What was said to the visitor cannot be unsaid.' };
    case 'call':
      return { stays: `The call of ${item.tool} cannot be taken back.` };
    case 'note':
      return { stays: 'A note for later steps stays.' };
    case 'page':
      return { stays: `The page was told "${item.event}" already.` };
    default:
      return { stays: item.kind === 'end' ? 'The end of the conversation cannot be undone.' : 'The call for a human cannot be undone.' };
  }
}
