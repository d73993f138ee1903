import { type Checkpoint, type CheckpointDecision, type CheckpointItem, type CheckpointVerdict, itemValue } from '../../shared/checkpoint.ts';
import { same, type Value, type Values } from '../../shared/value.ts';

/** What an operator has changed of a checkpoint before deciding: items left out, and other values as they were typed. */
export type Wishes = { left: ReadonlySet<string>; typed: Readonly<Record<string, string>> };

export const noWishes: Wishes = { left: new Set(), typed: {} };

const editableKinds: ReadonlySet<CheckpointItem['kind']> = new Set(['variable', 'profile', 'message', 'note', 'call']);

/** The value of an item that can be set to another one; nothing for items that can only be taken or left. */
export const editable = (item: CheckpointItem): Value | undefined => (editableKinds.has(item.kind) ? itemValue(item) : undefined);

/** A value as an operator edits it: words as they are, everything else as JSON. */
export const asTyped = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** What was typed as a value: where the value was no text it is read as JSON; `null` says that it cannot be. */
function asValue(text: string, before: Value): { value: Value } | null {
  if (typeof before === 'string') return { value: text };
  try {
    return { value: JSON.parse(text) as Value }; // JSON.parse gives JSON values
  } catch {
    return null;
  }
}

export type Decided = { ok: true; decision: CheckpointDecision } | { ok: false; item: string };

/** The decision that goes to the server; an edit that is no JSON names its item. Only an approval carries edits and parts. */
export function decisionOf(checkpoint: Checkpoint, how: CheckpointVerdict, { left, typed }: Wishes): Decided {
  if (how !== 'approve' && how !== 'rebase') return { ok: true, decision: { how } };
  const edits: Values = {};
  for (const item of checkpoint.items) {
    const before = editable(item);
    const text = typed[item.id];
    if (before === undefined || text === undefined || left.has(item.id)) continue;
    const read = asValue(text, before);
    if (!read) return { ok: false, item: item.id };
    if (!same(read.value, before)) edits[item.id] = read.value;
  }
  const items = checkpoint.items.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  return {
    ok: true,
    decision: { how, ...(left.size > 0 ? { items } : {}), ...(Object.keys(edits).length > 0 ? { edits } : {}) },
  };
}

/** What an item is about, in a few words. */
export function itemTitle(item: CheckpointItem): string {
  switch (item.kind) {
    case 'variable':
      return `${item.stage} · ${item.name}`;
    case 'profile':
      return `profile · ${item.field}`;
    case 'stage':
      return `stage ${item.from} → ${item.to}`;
    case 'message':
      return 'says to the visitor';
    case 'note':
      return 'notes';
    case 'call':
      return `calls ${item.tool}`;
    case 'page':
      return `tells the page ${item.event}`;
    case 'end':
      return `ends the conversation${item.reason ? `: ${item.reason}` : ''}`;
    case 'handoff':
      return `fetches a human${item.reason ? `: ${item.reason}` : ''}`;
  }
}

/** What words show beside them, in a few words; nothing where they show nothing else. */
export function besideWords(item: CheckpointItem): string {
  if (item.kind !== 'message') return '';
  const { buttons = [], images = [], cards = [], form } = item;
  const shown = [
    ...(buttons.length > 0 ? [`${buttons.length > 1 ? 'buttons' : 'the button'} ${buttons.map(({ label }) => label).join(', ')}`] : []),
    ...(images.length > 0 ? [counted(images.length, 'image')] : []),
    ...(cards.length > 0 ? [`${counted(cards.length, 'card')}: ${cards.map(({ title }) => title).join(', ')}`] : []),
    ...(form ? [`a form for ${form.fields.map(({ label }) => label).join(', ')}`] : []),
  ];
  return shown.length > 0 ? `with ${shown.join('; ')}` : '';
}

const counted = (count: number, what: string): string => (count === 1 ? `1 ${what}` : `${count} ${what}s`);
