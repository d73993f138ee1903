import type { Value } from '../../shared/value.ts';
import type { ConversationRow } from './conversation-row.ts';

/** Which rows of the inbox; `mine` are those of `operator`. `after` is the last row of the page before. */
export type InboxPage = {
  needs: 'all' | 'waiting' | 'mine' | 'approvals' | 'contact' | 'closed';
  operator: string;
  query?: string;
  after?: { changedAt: number; id: string };
  limit: number;
};
export type InboxCounts = { waiting: number; mine: number; approvals: number; contact: number; unread: number };

/** A message for an external desk; it leaves once, after everything that the same conversation sent before. */
export type Outgoing = { id: string; kind: string; body: Value };
export type Pending = {
  number: number;
  id: string;
  project: string;
  conversation: string;
  kind: string;
  body: Value;
  attempts: number;
  nextAt: number;
};

/** What the inbox and an external desk read. Both are written with the conversations' own commits. */
export interface InboxStore {
  /** A page of the inbox, newest change first, ties by id; a query looks into names, addresses, previews and messages of the newest ones. */
  inbox(project: string, page: InboxPage): Promise<ConversationRow[]>;
  /** How many rows each filter has, and how many of those in the hands of humans have something unread. */
  inboxCounts(project: string, operator: string): Promise<InboxCounts>;
  /** What is still to be sent: the oldest of each conversation, oldest first. */
  outgoing(limit: number): Promise<Pending[]>;
  /** It has arrived, or it is given up: it never leaves again. */
  settle(number: number): Promise<void>;
  /** It did not arrive; it is tried again from then on. */
  postpone(number: number, attempts: number, nextAt: number): Promise<void>;
}
