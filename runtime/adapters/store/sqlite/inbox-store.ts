import type { InboxStore } from '../../../ports.ts';
import * as inboxReads from './inbox-reads.ts';
import type { Reads } from './reads.ts';
import type { Writer } from './writer.ts';

/** What the inbox reads, and what is still to be sent to an external desk. */
export const inboxStore = (reads: Reads, writer: Writer): InboxStore => ({
  inbox: (project, page) => reads((sql) => inboxReads.inbox(sql, project, page)),
  inboxCounts: (project, operator) => reads((sql) => inboxReads.inboxCounts(sql, project, operator)),
  outgoing: (limit) => reads((sql) => inboxReads.outgoing(sql, limit)),
  settle: async (number) => void (await writer.submit({ kind: 'settle', number })),
  postpone: async (number, attempts, nextAt) => void (await writer.submit({ kind: 'postpone', number, attempts, nextAt })),
});
