import type { SQLOutputValue, SQLTagStore } from 'node:sqlite';
import { type Role, roles } from '../../../../shared/roles.ts';
import type { Account, Invitation, SignedIn } from '../../../ports.ts';
import type { StoredAudit } from '../audit-chain.ts';

type Row = Record<string, SQLOutputValue>;

/** All accounts, oldest first. */
export const accounts = (sql: SQLTagStore): Account[] => sql.all`select * from accounts order by created_at, rowid`.map(asAccount);

/** One account by its id, or nothing. */
export function account(sql: SQLTagStore, id: string): Account | null {
  const row = sql.get`select * from accounts where id = ${id}`;
  return row ? asAccount(row) : null;
}

/** One account by its login, or nothing. */
export function accountOf(sql: SQLTagStore, login: string): Account | null {
  const row = sql.get`select * from accounts where login = ${login}`;
  return row ? asAccount(row) : null;
}

/** A session that has not expired, or nothing. */
export function session(sql: SQLTagStore, hash: string, now: number): SignedIn | null {
  const row = sql.get`select * from admin_sessions where hash = ${hash} and expires_at > ${now}`;
  return row ? asSession(row) : null;
}

/** The sessions of an account that have not expired, the one that was seen last first. */
export const sessions = (sql: SQLTagStore, account: string, now: number): SignedIn[] =>
  sql.all`select * from admin_sessions where account = ${account} and expires_at > ${now} order by seen_at desc, rowid desc`.map(asSession);

/** An invitation that has not expired, or nothing. */
export function invitation(sql: SQLTagStore, hash: string, now: number): Invitation | null {
  const row = sql.get`select * from invitations where hash = ${hash} and expires_at > ${now}`;
  return row ? asInvitation(row) : null;
}

/** All invitations that have not expired, oldest first. */
export const invitations = (sql: SQLTagStore, now: number): Invitation[] =>
  sql.all`select * from invitations where expires_at > ${now} order by created_at, rowid`.map(asInvitation);

/** Rows of the audit log, newest first. */
export function audits(sql: SQLTagStore, { before, limit, what = '', who }: { before?: number; limit: number; what?: string; who?: string }) {
  const rows = sql.all`select * from audit where number < ${before ?? Number.MAX_SAFE_INTEGER} and substr(what, 1, ${what.length}) = ${what}
    and (${who ?? null} is null or who = ${who ?? null}) order by number desc limit ${limit}`;
  return rows.map(asAudit);
}

/** So many rows of the audit log above a number, oldest first. */
export const auditsAfter = (sql: SQLTagStore, after: number, limit: number): StoredAudit[] =>
  sql.all`select * from audit where number > ${after} order by number limit ${limit}`.map(asAudit);

/** The row that was written last, or nothing. */
export function lastAudit(sql: SQLTagStore): StoredAudit | null {
  const row = sql.get`select * from audit order by number desc limit 1`;
  return row ? asAudit(row) : null;
}

const asAccount = (row: Row): Account => ({
  id: String(row.id),
  login: String(row.login),
  name: String(row.name),
  role: asRole(row.role),
  password: String(row.password),
  createdAt: Number(row.created_at),
});

const asSession = (row: Row): SignedIn => ({
  hash: String(row.hash),
  id: String(row.id),
  account: String(row.account),
  isByLink: row.is_by_link === 1,
  agent: String(row.agent),
  startedAt: Number(row.started_at),
  seenAt: Number(row.seen_at),
  expiresAt: Number(row.expires_at),
});

const asInvitation = (row: Row): Invitation => ({
  hash: String(row.hash),
  id: String(row.id),
  role: asRole(row.role),
  by: String(row.by),
  inviter: String(row.inviter),
  createdAt: Number(row.created_at),
  expiresAt: Number(row.expires_at),
});

const asAudit = (row: Row): StoredAudit => ({
  number: Number(row.number),
  at: Number(row.at),
  who: String(row.who),
  name: String(row.name),
  what: String(row.what),
  project: String(row.project),
  about: String(row.about),
  before: String(row.before),
  after: String(row.after),
  hash: String(row.hash),
});

/** A role that we do not know, such as one of a later version, may only look. */
const asRole = (given: SQLOutputValue | undefined): Role => roles.find((role) => role === given) ?? 'viewer';
