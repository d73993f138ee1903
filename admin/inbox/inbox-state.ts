import type { AdminSequences } from '../../shared/checkpoint.ts';
import { isClosed, type OperatorRef } from '../../shared/conversation.ts';
import type { InboxConversation, InboxCounts, InboxEntry, InboxNeeds, InboxPacket, InboxRow } from '../../shared/inbox.ts';

/** The opened conversation: what was said, who is there, and what waits for a decision. */
export type OpenConversation = InboxConversation & AdminSequences & { typing: boolean };

export type InboxState = {
  needs: InboxNeeds;
  query: string;
  rows: InboxRow[];
  next: string | null;
  counts: InboxCounts;
  isListed: boolean;
  open: OpenConversation | null;
  /** Whether news come by themselves; where not, the page says so. */
  isLive: boolean;
  you: OperatorRef | null;
  /** Why nothing could be read. */
  trouble: string;
  /** Why the last thing an operator did was refused. */
  refusal: string;
};

export const emptyInbox: InboxState = {
  needs: 'all',
  query: '',
  rows: [],
  next: null,
  counts: { waiting: 0, mine: 0, approvals: 0, contact: 0, unread: 0 },
  isListed: false,
  open: null,
  isLive: false,
  you: null,
  trouble: '',
  refusal: '',
};

/** The state after one packet of the live feed. A `reset` changes nothing here: what it asks for is read again. */
export function received(state: InboxState, packet: InboxPacket): InboxState {
  switch (packet.type) {
    case 'ready':
      return { ...state, isLive: true, you: packet.you };
    case 'reset':
      return state;
    case 'row':
      return withRow(state, packet.row);
    case 'counts':
      return { ...state, counts: packet.counts };
    case 'presence':
      return presence(state, packet);
    case 'blocked':
      return blocked(state, packet);
    default:
      return inOpen(state, packet.conversation, (open) => opened(open, packet));
  }
}

type OfOpen = Extract<InboxPacket, { type: 'entry' | 'delta' | 'working' | 'typing' | 'watchers' }>;

/** The opened conversation after a packet about it. */
function opened(open: OpenConversation, packet: OfOpen): OpenConversation {
  switch (packet.type) {
    case 'entry':
      return { ...open, ...withEntry(open, packet.entry) };
    case 'delta':
      return { ...open, streaming: { message: packet.message, text: textBefore(open, packet) + packet.text } };
    case 'working':
      return { ...open, working: packet.working, streaming: packet.working ? open.streaming : null };
    case 'typing':
      return packet.by ? open : { ...open, typing: packet.typing };
    case 'watchers':
      return { ...open, watchers: packet.watchers };
  }
}

const textBefore = ({ streaming }: OpenConversation, { message, from }: Extract<InboxPacket, { type: 'delta' }>): string =>
  streaming?.message === message ? streaming.text.slice(0, from) : '';

/** One entry once, in its place; the visitor has stopped typing when the message is there, and a reply is no longer written. */
function withEntry({ entries, typing, streaming }: OpenConversation, entry: InboxEntry): Pick<OpenConversation, 'entries' | 'typing' | 'streaming'> {
  const isKnown = entries.some(({ seq, type }) => seq === entry.seq && type === entry.type);
  const isMessage = entry.type === 'message';
  return {
    entries: isKnown ? entries : [...entries, entry].toSorted((left, right) => left.seq - right.seq),
    typing: isMessage && entry.message.role === 'user' ? false : typing,
    streaming: isMessage && streaming?.message === entry.message.id ? null : streaming,
  };
}

/** What was read of a conversation, with what the feed told meanwhile; older entries stay where both know some of the same. */
export function joined(
  read: InboxConversation,
  known: Pick<InboxConversation, 'entries' | 'hasMore'>,
): Pick<InboxConversation, 'entries' | 'hasMore'> {
  const [first, last] = [read.entries[0]?.seq ?? 0, read.entries.at(-1)?.seq ?? 0];
  const newer = known.entries.filter(({ seq }) => seq > last);
  const touches = known.entries.some(({ seq }) => seq >= first && seq <= last);
  const older = touches ? known.entries.filter(({ seq }) => seq < first) : [];
  return { entries: [...older, ...read.entries, ...newer], hasMore: older.length > 0 ? known.hasMore : read.hasMore };
}

/** The list with a row as it is now: at the top where it belongs to what is looked at, gone where it does not any more. */
function withRow(state: InboxState, row: InboxRow): InboxState {
  const others = state.rows.filter(({ id }) => id !== row.id);
  const isListed = others.length < state.rows.length;
  const belongs = fits(row, state.needs, state.you) && (isListed || state.query === '');
  const rows = belongs ? [row, ...others].toSorted((left, right) => right.changedAt - left.changedAt) : others;
  return inOpen({ ...state, rows }, row.id, (open) => ({ ...open, row }));
}

/** Whether a row is one of those that a filter shows. */
export function fits(row: InboxRow, needs: InboxNeeds, you: OperatorRef | null): boolean {
  switch (needs) {
    case 'all':
      return !isClosed(row.status);
    case 'waiting':
      return row.status === 'waiting_for_human';
    case 'mine':
      return row.human?.operator != null && row.human.operator.id === you?.id;
    case 'approvals':
      return row.approvals > 0;
    case 'contact':
      return row.contact !== null && !isClosed(row.status);
    case 'closed':
      return isClosed(row.status);
  }
}

function presence(state: InboxState, { conversation, online, page }: Extract<InboxPacket, { type: 'presence' }>): InboxState {
  const rows = state.rows.map((row) => (row.id === conversation ? { ...row, online, page } : row));
  return inOpen({ ...state, rows }, conversation, (open) => ({ ...open, typing: online && open.typing, row: { ...open.row, online, page } }));
}

const blocked = (state: InboxState, { visitors, blocked }: Extract<InboxPacket, { type: 'blocked' }>): InboxState =>
  state.open && visitors.includes(state.open.row.visitor) ? { ...state, open: { ...state.open, blocked } } : state;

const inOpen = (state: InboxState, id: string, next: (open: OpenConversation) => OpenConversation): InboxState =>
  state.open?.row.id === id ? { ...state, open: next(state.open) } : state;
