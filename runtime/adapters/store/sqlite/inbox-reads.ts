import type { SQLTagStore } from 'node:sqlite';
import type { ConversationRow, InboxCounts, InboxPage, Pending } from '../../../ports.ts';
import { found, looksAt, saidIn } from '../inbox-search.ts';
import { conversationRow, type Row, shownAfter } from './conversation-reads.ts';

/** A page of the inbox, newest change first. */
export function inbox(sql: SQLTagStore, project: string, page: InboxPage): ConversationRow[] {
  const rows = candidates(sql, { project, ...page }).map(conversationRow);
  const matching = page.query ? found(rows, page.query, (row) => textsOf(sql, row)) : rows;
  return matching.slice(0, page.limit);
}

type Asked = InboxPage & { project: string };

/**
 * Each filter has its own index, whose condition its query repeats word for word; all that is open and all that is closed are read
 * along the index of changes, for which `+status` keeps other indexes out.
 */
function candidates(sql: SQLTagStore, { project, needs, operator, after, ...page }: Asked): Row[] {
  const { changedAt, id } = after ?? { changedAt: Number.MAX_SAFE_INTEGER, id: '' };
  const limit = looksAt({ needs, operator, ...page });
  switch (needs) {
    case 'waiting':
      return sql.all`select * from conversations where project = ${project} and status in ('waiting_for_human', 'with_human')
        and status = 'waiting_for_human' and (changed_at, id) < (${changedAt}, ${id})
        order by changed_at desc, id desc limit ${limit}`;
    case 'mine':
      return sql.all`select * from conversations where project = ${project} and status in ('waiting_for_human', 'with_human')
        and json_extract(inbox, '$.human.operator.id') = ${operator} and (changed_at, id) < (${changedAt}, ${id})
        order by changed_at desc, id desc limit ${limit}`;
    case 'approvals':
      return sql.all`select * from conversations where project = ${project} and json_extract(inbox, '$.approvals') > 0
        and (changed_at, id) < (${changedAt}, ${id}) order by changed_at desc, id desc limit ${limit}`;
    case 'contact':
      return sql.all`select * from conversations where project = ${project} and json_extract(inbox, '$.contact') is not null
        and +status not in ('ended', 'aborted', 'failed') and (changed_at, id) < (${changedAt}, ${id}) order by changed_at desc, id desc limit ${limit}`;
    case 'closed':
      return sql.all`select * from conversations where project = ${project} and +status in ('ended', 'aborted', 'failed')
        and (changed_at, id) < (${changedAt}, ${id}) order by changed_at desc, id desc limit ${limit}`;
    case 'all':
      return sql.all`select * from conversations where project = ${project} and +status not in ('ended', 'aborted', 'failed')
        and (changed_at, id) < (${changedAt}, ${id}) order by changed_at desc, id desc limit ${limit}`;
  }
}

function textsOf(sql: SQLTagStore, { id, project, visitor }: ConversationRow): string[] {
  const profile = sql.all`select value from profiles where project = ${project} and visitor = ${visitor}`.map(({ value }) => String(value));
  return [...profile, ...saidIn(shownAfter(sql, id, { after: 0, limit: 500 }))];
}

/** How many rows each filter has. */
export function inboxCounts(sql: SQLTagStore, project: string, operator: string): InboxCounts {
  const human = sql.get`select count(*) filter (where status = 'waiting_for_human') as waiting,
    count(*) filter (where json_extract(inbox, '$.human.operator.id') = ${operator}) as mine,
    count(*) filter (where json_extract(inbox, '$.unread') > 0) as unread
    from conversations where project = ${project} and status in ('waiting_for_human', 'with_human')`;
  const approving = sql.get`select count(*) as count from conversations where project = ${project} and json_extract(inbox, '$.approvals') > 0`;
  const contact = sql.get`select count(*) as count from conversations where project = ${project} and json_extract(inbox, '$.contact') is not null
    and +status not in ('ended', 'aborted', 'failed')`;
  return {
    waiting: Number(human?.waiting ?? 0),
    mine: Number(human?.mine ?? 0),
    unread: Number(human?.unread ?? 0),
    approvals: Number(approving?.count ?? 0),
    contact: Number(contact?.count ?? 0),
  };
}

/** The oldest of each conversation that is still to be sent. */
export function outgoing(sql: SQLTagStore, limit: number): Pending[] {
  const rows = sql.all`select outbox.number as number, outbox.id as id, kind, body, attempts, next_at, project, conversations.id as conversation
    from outbox join conversations on conversations.number = outbox.conversation
    where outbox.number in (select min(number) from outbox group by conversation) order by outbox.number limit ${limit}`;
  return rows.map((row) => ({
    number: Number(row.number),
    id: String(row.id),
    project: String(row.project),
    conversation: String(row.conversation),
    kind: String(row.kind),
    body: JSON.parse(String(row.body)),
    attempts: Number(row.attempts),
    nextAt: Number(row.next_at),
  }));
}
