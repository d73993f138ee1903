import type { SQLOutputValue, SQLTagStore } from 'node:sqlite';
import type { Conversation } from '../../../../shared/conversation.ts';
import type { Event } from '../../../../shared/event.ts';
import type { Values } from '../../../../shared/value.ts';
import type { ConversationRow, StoredInput } from '../../../ports.ts';

export type Row = Record<string, SQLOutputValue>;
type Page = { after: number; limit: number };

/** The latest snapshot and the events after it, or nothing where there is no such conversation. */
export function load(sql: SQLTagStore, id: string): { snapshot: Conversation | null; events: Event[] } | null {
  const found = sql.get`select number, snapshots.seq as seq, body from conversations
    left join snapshots on conversation = number where id = ${id}`;
  if (!found) return null;
  const rows = sql.all`select body from events where conversation = ${found.number ?? 0} and seq > ${found.seq ?? 0} order by seq`;
  return { snapshot: found.body ? JSON.parse(String(found.body)) : null, events: parsed(rows) };
}

/** Events with `seq` above `after`, oldest first. */
export function eventsAfter(sql: SQLTagStore, id: string, { after, limit }: Page): Event[] {
  return parsed(sql.all`select body from events where conversation = (select number from conversations where id = ${id})
    and seq > ${after} order by seq limit ${limit}`);
}

/** Events with `shown` above `after`, oldest first. */
export function shownAfter(sql: SQLTagStore, id: string, { after, limit }: Page): Event[] {
  return parsed(sql.all`select body from events where conversation = (select number from conversations where id = ${id})
    and shown > ${after} order by shown limit ${limit}`);
}

/** The JSON of one event as it was stored. */
export function eventText(sql: SQLTagStore, id: string, seq: number): string | undefined {
  const found = sql.get`select body from events where conversation = (select number from conversations where id = ${id}) and seq = ${seq}`;
  return found && String(found.body);
}

/** The event that answered a client-made id, or nothing. */
export function input(sql: SQLTagStore, conversation: string, id: string): StoredInput | null {
  const found = sql.get`select digest, seq from inputs where conversation = (select number from conversations where id = ${conversation})
    and id = ${id}`;
  return found ? { id, digest: String(found.digest), seq: Number(found.seq) } : null;
}

/** Conversations with work left, oldest change first. */
export function unfinished(sql: SQLTagStore): string[] {
  return sql.all`select id from conversations where is_open = 1 order by changed_at, number`.map(({ id }) => String(id));
}

/** The conversation of a visitor that began last. */
export function latest(sql: SQLTagStore, project: string, visitor: string): { id: string; status: string } | null {
  const found = sql.get`select id, status from conversations where project = ${project} and visitor = ${visitor}
    order by started_at desc, number desc limit 1`;
  return found ? { id: String(found.id), status: String(found.status) } : null;
}

/** All fields of a visitor's profile. */
export function profile(sql: SQLTagStore, project: string, visitor: string): Values {
  const rows = sql.all`select field, value from profiles where project = ${project} and visitor = ${visitor}`;
  return Object.fromEntries(rows.map(({ field, value }) => [String(field), JSON.parse(String(value))]));
}

/** A page of a project's conversations, newest change first. */
export function conversations(sql: SQLTagStore, project: string, { before, limit }: { before?: number; limit: number }): ConversationRow[] {
  const newest = before ?? Number.MAX_SAFE_INTEGER;
  return sql.all`select * from conversations where project = ${project} and changed_at < ${newest}
    order by changed_at desc, number desc limit ${limit}`.map(conversationRow);
}

/** The row of one conversation, or nothing. */
export function conversation(sql: SQLTagStore, id: string): ConversationRow | null {
  const found = sql.get`select * from conversations where id = ${id}`;
  return found ? conversationRow(found) : null;
}

/** A stored row as the list's. */
export const conversationRow = (row: Row): ConversationRow => ({
  id: String(row.id),
  project: String(row.project),
  version: Number(row.version),
  visitor: String(row.visitor),
  status: String(row.status),
  stage: String(row.stage),
  turns: Number(row.turns),
  startedAt: Number(row.started_at),
  changedAt: Number(row.changed_at),
  preview: String(row.preview),
  inbox: JSON.parse(String(row.inbox)),
});

/** One parse for a whole page is faster than one for each row. */
const parsed = (rows: Row[]): Event[] => JSON.parse(`[${rows.map(({ body }) => body).join(',')}]`);
