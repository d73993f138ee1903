import type { SQLOutputValue, SQLTagStore } from 'node:sqlite';
import type { Value } from '../../../../shared/value.ts';
import type { Draft, Version, VersionRow } from '../../../ports.ts';

type Row = Record<string, SQLOutputValue>;

/** Projects with a version or a draft, by name. */
export function projects(sql: SQLTagStore): string[] {
  return sql.all`select project from versions union select project from drafts order by project`.map(({ project }) => String(project));
}

/** The version that was published last, or nothing. */
export function current(sql: SQLTagStore, project: string): Version | null {
  return version(sql.get`select * from versions where project = ${project} order by version desc limit 1`);
}

/** One version, or nothing. */
export function numbered(sql: SQLTagStore, project: string, number: number): Version | null {
  return version(sql.get`select * from versions where project = ${project} and version = ${number}`);
}

/** All versions without their documents, oldest first. */
export function versions(sql: SQLTagStore, project: string): VersionRow[] {
  return sql.all`select project, version, note, author, at, move_running from versions where project = ${project} order by version`.map(versionRow);
}

/** How many conversations that have not ended run on which version; the condition is that of the index. */
export function running(sql: SQLTagStore, project: string): { version: number; conversations: number }[] {
  const rows = sql.all`select version, count(*) as conversations from conversations
    where project = ${project} and status not in ('ended', 'aborted', 'failed') group by version order by version`;
  return rows.map(({ version, conversations }) => ({ version: Number(version), conversations: Number(conversations) }));
}

/** The draft of a project, or nothing. */
export function draft(sql: SQLTagStore, project: string): Draft | null {
  const row = sql.get`select * from drafts where project = ${project}`;
  return row ? { project, revision: Number(row.revision), document: JSON.parse(String(row.document)), changedAt: Number(row.changed_at) } : null;
}

/** A kept value that has not expired. */
export function kept(sql: SQLTagStore, name: { kind: string; key: string }, now: number): Value | undefined {
  const row = sql.get`select value from keeps where kind = ${name.kind} and key = ${name.key} and (expires_at = 0 or expires_at > ${now})`;
  return row && JSON.parse(String(row.value));
}

const version = (row: Row | undefined): Version | null => (row ? { ...versionRow(row), document: JSON.parse(String(row.document)) } : null);

const versionRow = (row: Row): VersionRow => ({
  project: String(row.project),
  version: Number(row.version),
  note: String(row.note),
  author: String(row.author),
  at: Number(row.at),
  moveRunning: Number(row.move_running) === 1,
});
