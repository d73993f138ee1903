import { isClosed } from '../../../../shared/conversation.ts';
import type { ConversationRow, InboxPage, InboxStore, Pending } from '../../../ports.ts';
import { found, looksAt } from '../inbox-search.ts';

/** What the inbox of a memory store looks at: its rows, what was said and known, and what is still to be sent. */
export type InboxSource = {
  rows(): ConversationRow[];
  textsOf(row: ConversationRow): string[];
  outbox: Map<number, Pending>;
};

/** The inbox over maps. */
export const memoryInbox = ({ rows, textsOf, outbox }: InboxSource): InboxStore => ({
  inbox: async (project, page) => {
    const all = rows().filter((row) => row.project === project && isMeant(row, page) && isAfter(row, page));
    const newest = all.toSorted((left, right) => right.changedAt - left.changedAt || (left.id < right.id ? 1 : -1)).slice(0, looksAt(page));
    return (page.query ? found(newest, page.query, textsOf) : newest).slice(0, page.limit);
  },
  inboxCounts: async (project, operator) => {
    const own = rows().filter((row) => row.project === project);
    const count = (needs: InboxPage['needs']) => own.filter((row) => isMeant(row, { needs, operator })).length;
    const unread = own.filter((row) => isHuman(row) && row.inbox.unread > 0).length;
    return { waiting: count('waiting'), mine: count('mine'), approvals: count('approvals'), contact: count('contact'), unread };
  },
  outgoing: async (limit) => {
    const first = new Map<string, Pending>();
    for (const pending of outbox.values()) if (!first.has(pending.conversation)) first.set(pending.conversation, pending);
    return structuredClone([...first.values()].slice(0, limit));
  },
  settle: async (number) => void outbox.delete(number),
  postpone: async (number, attempts, nextAt) => {
    const pending = outbox.get(number);
    if (pending) outbox.set(number, { ...pending, attempts, nextAt });
  },
});

const isHuman = ({ status }: ConversationRow): boolean => status === 'waiting_for_human' || status === 'with_human';

function isMeant(row: ConversationRow, { needs, operator }: Pick<InboxPage, 'needs' | 'operator'>): boolean {
  switch (needs) {
    case 'waiting':
      return row.status === 'waiting_for_human';
    case 'mine':
      return isHuman(row) && row.inbox.human?.operator?.id === operator;
    case 'approvals':
      return row.inbox.approvals > 0;
    case 'contact':
      return row.inbox.contact !== null && !isClosed(row.status);
    case 'closed':
      return isClosed(row.status);
    case 'all':
      return !isClosed(row.status);
  }
}

const isAfter = (row: ConversationRow, { after }: InboxPage): boolean =>
  !after || row.changedAt < after.changedAt || (row.changedAt === after.changedAt && row.id < after.id);
