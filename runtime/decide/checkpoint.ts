import type { Checkpoint, CheckpointItem } from '../../shared/checkpoint.ts';
import type { Change, Conversation, Message, Staged } from '../../shared/conversation.ts';
import type { Origin, PromptSequenceRun, Signal, Verdict } from '../../shared/run.ts';
import { same, type Value } from '../../shared/value.ts';
import { change } from './apply-change.ts';

/** What a step has staged, as something that a person can read and decide about (R002-21). */
export function checkpointOf(conversation: Conversation, run: PromptSequenceRun, { id, at }: { id: string; at: number }): Checkpoint {
  const { step } = run.at[1];
  const staged: Staged = conversation.staged ?? { run: run.id, base: noBase, changes: [], consent: [] };
  const { then, minutes } = run.timeout ?? {};
  return {
    id,
    run: run.id,
    sequence: run.sequence,
    mode: run.mode,
    step: step + 1,
    stepId: run.steps[step]?.id ?? '',
    steps: run.steps.length,
    base: staged.base,
    items: [
      ...stateItems(conversation, staged.changes),
      ...outgoingItems(staged.changes, run.replies),
      ...closingItems(conversation, staged.changes),
    ],
    isSuspended: staged.rounds !== undefined,
    conflicts: [],
    status: 'pending',
    madeAt: at,
    ...(then && minutes ? { deadline: { at: at + minutes * 60_000, then } } : {}),
  };
}

const noBase: Staged['base'] = { version: 0, message: '', turns: 0, stage: '' };

/** Variables and fields with what they were and what they become; what comes out the same is no item. */
function stateItems(conversation: Conversation, changes: readonly Change[]): CheckpointItem[] {
  const after = changes.filter(({ type }) => type === 'variable' || type === 'profile').reduce(change, conversation);
  const seen = new Set<string>();
  return changes.flatMap((made): CheckpointItem[] => {
    const item = stateItem(made, conversation, after);
    if (!item || seen.has(item.id)) return [];
    seen.add(item.id);
    return same(item.before, item.after) ? [] : [item];
  });
}

type StateItem = Extract<CheckpointItem, { kind: 'variable' | 'profile' }>;

function stateItem(made: Change, before: Conversation, after: Conversation): StateItem | null {
  const place = placeOf(made);
  return place && { ...place, ...pair(valueAt(place, before), valueAt(place, after)) };
}

type Place = { id: string; kind: 'variable'; stage: string; name: string } | { id: string; kind: 'profile'; field: string };

function placeOf(made: Change): Place | null {
  if (made.type === 'profile') return { id: `profile ${made.field}`, kind: 'profile', field: made.field };
  return made.type === 'variable' ? { id: `variable ${made.stage}.${made.name}`, kind: 'variable', stage: made.stage, name: made.name } : null;
}

/** What a conversation holds where an item wants to change it; nothing where nobody has set it, whatever its name. */
export const valueAt = (place: Place, { stageVars, profile }: Pick<Conversation, 'stageVars' | 'profile'>): Value | undefined =>
  place.kind === 'profile' ? own(profile, place.field) : own(own(stageVars, place.stage) ?? {}, place.name);

const own = <T>(values: Record<string, T>, name: string): T | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);

const pair = (before: Value | undefined, after: Value | undefined): { before?: Value; after?: Value } => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** Words, calls and what goes to the page, in the order in which the step came to them. */
function outgoingItems(changes: readonly Change[], replies: PromptSequenceRun['replies']): CheckpointItem[] {
  return changes.flatMap((made, index): CheckpointItem[] => {
    if (made.type === 'message') return [replies === 'keep' ? noteOf(made.message, index) : messageOf(made.message, index)];
    if (made.type === 'call') return [{ id: made.item, kind: 'call', tool: made.tool, arguments: made.arguments }];
    return made.type === 'page' ? [{ id: `page ${index}`, kind: 'page', event: made.event, data: made.data }] : [];
  });
}

const noteOf = ({ text }: Message, index: number): CheckpointItem => ({ id: `message ${index}`, kind: 'note', text });

const messageOf = (message: Message, index: number): CheckpointItem => ({
  id: `message ${index}`,
  kind: 'message',
  text: message.text,
  ...carriedBy(message),
});

/** What words carry beside their text, whether they wait in a checkpoint or are said. */
export const carriedBy = ({ buttons, images, cards, form, visibility }: Carried): Carried => ({
  ...(buttons ? { buttons } : {}),
  ...(images ? { images } : {}),
  ...(cards ? { cards } : {}),
  ...(form ? { form } : {}),
  ...(visibility ? { visibility } : {}),
});

type Carried = Pick<Message, 'buttons' | 'images' | 'cards' | 'form' | 'visibility'>;

/** Of several wishes of one kind the first counts (C-05). */
function closingItems({ stage }: Conversation, changes: readonly Change[]): CheckpointItem[] {
  const signals = changes.flatMap((made) => (made.type === 'signal' ? [made.signal] : []));
  const items = signals.flatMap((signal): CheckpointItem[] => {
    if (signal.kind === 'go_to_stage') return signal.stage === stage ? [] : [{ id: 'stage', kind: 'stage', from: stage, to: signal.stage }];
    if (signal.kind === 'handoff') return [{ id: 'handoff', kind: 'handoff', reason: signal.reason }];
    return [{ id: 'end', kind: 'end', reason: signal.reason }];
  });
  return items.filter(({ id }, index) => items.findIndex((other) => other.id === id) === index);
}

/** What is applied of a checkpoint: the chosen items, with what a person has set in their place. */
export function chosenItems({ items }: Pick<Checkpoint, 'items'>, verdict: Pick<Verdict, 'items' | 'edits'>): CheckpointItem[] {
  const chosen = items.filter(({ id }) => verdict.items === undefined || verdict.items.includes(id));
  return chosen.map((item) => edited(item, verdict.edits?.[item.id]));
}

/** An item with another value: of a variable or a field, a text, the arguments of a call, the name of a stage. */
export function edited(item: CheckpointItem, value: Value | undefined): CheckpointItem {
  if (value === undefined) return item;
  switch (item.kind) {
    case 'variable':
    case 'profile':
      return { ...item, after: value };
    case 'message':
    case 'note':
      return { ...item, text: String(value) };
    case 'call':
      return { ...item, arguments: value };
    case 'page':
      return { ...item, data: value };
    case 'stage':
      return { ...item, to: String(value) };
    default:
      return { ...item, reason: String(value) };
  }
}

/** The changes of state that these items stand for; words, calls and the wish for a human follow one by one. */
export const stateChanges = (items: readonly CheckpointItem[], origin: Origin): Change[] =>
  items.flatMap((item): Change[] => {
    if (item.kind === 'variable')
      return [{ type: 'variable', stage: item.stage, name: item.name, ...(item.after === undefined ? {} : { value: item.after }) }];
    if (item.kind === 'profile')
      return [
        { type: 'profile', field: item.field, ...(item.after === undefined ? { operation: 'reset' } : { operation: 'set', value: item.after }) },
      ];
    const signal = signalOf(item, origin);
    return signal ? [{ type: 'signal', signal }] : [];
  });

function signalOf(item: CheckpointItem, origin: Origin): Signal | null {
  if (item.kind === 'stage') return { kind: 'go_to_stage', stage: item.to, origin };
  return item.kind === 'end' ? { kind: 'end', reason: item.reason, origin } : null;
}

/** The items of an applied checkpoint that are done one by one, as they were applied; a human is fetched after everything else. */
export const outgoingOf = ({ items, applied = {} }: Checkpoint): CheckpointItem[] =>
  items.filter(({ id, kind }) => isOutgoing.has(kind) && id in applied).map((item) => edited(item, applied[item.id]));

const isOutgoing: ReadonlySet<CheckpointItem['kind']> = new Set(['message', 'call', 'page', 'handoff']);
