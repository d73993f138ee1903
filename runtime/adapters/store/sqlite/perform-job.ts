import type { SQLTagStore } from 'node:sqlite';
import { Problem } from '../../../../shared/problem.ts';
import { modified, type Value } from '../../../../shared/value.ts';
import type { PreparedCommit } from '../prepare-commit.ts';
import type { Job, JobValue } from './job.ts';
import { appendAudit, performAccount } from './perform-account.ts';

type JobOf<T extends Job['kind']> = Extract<Job, { kind: T }>;
type Performers = { [T in Job['kind']]: (sql: SQLTagStore, job: JobOf<T>) => JobValue };

/** A kept value that nobody takes leaves the file this long after its expiry, so that a clock set wrong for hours loses nothing. */
const expiredForMilliseconds = 86_400_000;

/** Carries a job out inside the transaction that is open; throws where it may not be. */
export function performJob(sql: SQLTagStore, job: Job): JobValue {
  // The table is typed by the union, so the entry under job.kind takes exactly this job.
  return (performers[job.kind] as (sql: SQLTagStore, job: Job) => JobValue)(sql, job);
}

const performers: Performers = {
  commit: (sql, { commit }) => {
    const number = storeRow(sql, commit);
    commit.bodies.forEach((body, index) => {
      sql.run`insert into events (conversation, seq, shown, body)
        values (${number}, ${commit.follows.seq + 1 + index}, ${commit.shown[index] ?? null}, ${body})`;
    });
    for (const input of commit.inputs) storeInput(sql, number, input);
    for (const change of commit.profile) storeChange(sql, commit.row, change);
    for (const { id, kind, body } of commit.outgoing)
      sql.run`insert into outbox (conversation, id, kind, body) values (${number}, ${id}, ${kind}, ${body})`;
    if (commit.snapshot) storeSnapshot(sql, number, commit.snapshot);
    return null;
  },
  publish: (sql, { project, document, note, author, at, moveRunning }) =>
    Number(
      sql.get`insert into versions (project, version, document, note, author, at, move_running)
        select ${project}, coalesce(max(version), 0) + 1, ${document}, ${note}, ${author}, ${at}, ${Number(moveRunning)} from versions where project = ${project}
        returning version`?.version,
    ),
  saveDraft: (sql, { project, revision, document, changedAt }) => {
    const stored = Number(sql.get`select revision from drafts where project = ${project}`?.revision ?? 0);
    if (stored !== revision) throw new Problem('project.conflict', { revision: stored });
    sql.run`insert or replace into drafts (project, revision, document, changed_at)
      values (${project}, ${revision + 1}, ${document}, ${changedAt})`;
    return revision + 1;
  },
  settle: (sql, { number }) => {
    sql.run`delete from outbox where number = ${number}`;
    return null;
  },
  postpone: (sql, { number, attempts, nextAt }) => {
    sql.run`update outbox set attempts = ${attempts}, next_at = ${nextAt} where number = ${number}`;
    return null;
  },
  keep: (sql, { name, key, value, expiresAt }) => {
    sql.run`insert or replace into keeps (kind, key, value, expires_at) values (${name}, ${key}, ${value}, ${expiresAt})`;
    return null;
  },
  take: (sql, { name, key, now }) => {
    const taken = sql.get`delete from keeps where kind = ${name} and key = ${key} returning value, expires_at`;
    sql.run`delete from keeps where expires_at > 0 and expires_at < ${now - expiredForMilliseconds}`;
    const isValid = taken && (taken.expires_at === 0 || Number(taken.expires_at) > now);
    return isValid ? String(taken.value) : null;
  },
  account: (sql, { job }) => performAccount(sql, job),
  audit: (sql, { entry }) => appendAudit(sql, entry),
};

/** Stores the row and answers the conversation's number; the condition on `seq` is what keeps a late writer out (G-04). */
function storeRow(sql: SQLTagStore, { row, isOpen, follows, bodies, shown }: PreparedCommit): number {
  const seq = follows.seq + bodies.length;
  const lastShown = shown.findLast((one) => one !== null) ?? null;
  const stored =
    follows.seq === 0
      ? sql.get`insert into conversations
          (id, project, version, visitor, status, stage, turns, started_at, changed_at, preview, inbox, seq, shown, is_open)
          select ${row.id}, ${row.project}, ${row.version}, ${row.visitor}, ${row.status}, ${row.stage}, ${row.turns},
            ${row.startedAt}, ${row.changedAt}, ${row.preview}, ${row.inbox}, ${seq}, ${lastShown ?? 0}, ${Number(isOpen)}
          where ${follows.shown ?? 0} = 0
          on conflict (id) do nothing returning number`
      : sql.get`update conversations set version = ${row.version}, status = ${row.status}, stage = ${row.stage}, turns = ${row.turns},
            changed_at = ${row.changedAt}, preview = ${row.preview}, inbox = ${row.inbox}, seq = ${seq}, shown = coalesce(${lastShown}, shown), is_open = ${Number(isOpen)}
          where id = ${row.id} and seq = ${follows.seq} and shown = coalesce(${follows.shown}, shown) returning number`;
  if (!stored) throw new Problem('conversation.moved');
  return Number(stored.number);
}

function storeInput(sql: SQLTagStore, number: number, { id, digest, seq }: PreparedCommit['inputs'][number]): void {
  const { changes } = sql.run`insert into inputs (conversation, id, digest, seq) values (${number}, ${id}, ${digest}, ${seq}) on conflict do nothing`;
  if (changes === 0) throw new Problem('message.conflict', { id });
}

function storeChange(
  sql: SQLTagStore,
  { project, visitor }: PreparedCommit['row'],
  { field, operation, value }: PreparedCommit['profile'][number],
): void {
  const stored = sql.get`select value from profiles where project = ${project} and visitor = ${visitor} and field = ${field}`;
  const given: Value | undefined = value === undefined ? undefined : JSON.parse(value);
  const now = modified(stored ? JSON.parse(String(stored.value)) : undefined, { operation, value: given });
  if (now === undefined) sql.run`delete from profiles where project = ${project} and visitor = ${visitor} and field = ${field}`;
  else
    sql.run`insert or replace into profiles (project, visitor, field, value)
      values (${project}, ${visitor}, ${field}, ${JSON.stringify(now)})`;
}

function storeSnapshot(sql: SQLTagStore, number: number, { seq, body }: { seq: number; body: string }): void {
  sql.run`insert or replace into snapshots (conversation, seq, body) values (${number}, ${seq}, ${body})`;
}
