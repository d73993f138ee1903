import type { SQLTagStore } from 'node:sqlite';
import { Problem } from '../../../../shared/problem.ts';
import type { Account, AccountChange, Invitation, SignedIn } from '../../../ports.ts';
import { type AuditText, chained } from '../audit-chain.ts';
import { account, accountOf, accounts, lastAudit } from './account-reads.ts';

/** What the calling side asks to be done about accounts. */
export type AccountJob =
  | { do: 'add'; account: Account; by: { first: true } | { invitation: string } }
  | { do: 'change'; id: string; change: AccountChange; keep: string }
  | { do: 'remove'; id: string }
  | { do: 'addSession'; session: SignedIn }
  | { do: 'renewSession'; hash: string; seenAt: number; expiresAt: number }
  | { do: 'endSession'; account: string; id: string }
  | { do: 'invite'; invitation: Invitation }
  | { do: 'withdraw'; id: string };

type JobOf<T extends AccountJob['do']> = Extract<AccountJob, { do: T }>;
type Performers = { [T in AccountJob['do']]: (sql: SQLTagStore, job: JobOf<T>) => number };

/** Carries one of them out inside the open transaction; answers how many rows it met. */
export function performAccount(sql: SQLTagStore, job: AccountJob): number {
  // The table is typed by the union, so the entry under job.do takes exactly this job.
  return (performers[job.do] as (sql: SQLTagStore, job: AccountJob) => number)(sql, job);
}

/** Appends a row to the audit log and answers its number. */
export function appendAudit(sql: SQLTagStore, entry: AuditText): number {
  const { number, at, who, name, what, project, about, before, after, hash } = chained(entry, lastAudit(sql));
  sql.run`insert into audit (number, at, who, name, what, project, about, before, after, hash)
    values (${number}, ${at}, ${who}, ${name}, ${what}, ${project}, ${about}, ${before}, ${after}, ${hash})`;
  return number;
}

const performers: Performers = {
  add: (sql, { account: { id, login, name, role, password, createdAt }, by }) => {
    const granted = 'first' in by ? firstRole(sql, role) : invitedRole(sql, by.invitation, createdAt);
    if (accountOf(sql, login)) throw new Problem('account.login_taken', { login });
    sql.run`insert into accounts (id, login, name, role, password, created_at) values (${id}, ${login}, ${name}, ${granted}, ${password}, ${createdAt})`;
    // Whoever came by the first link has an account from now on, or must sign in like everybody.
    if ('first' in by) sql.run`delete from admin_sessions where account = ''`;
    return 1;
  },
  change: (sql, { id, change, keep }) => {
    const known = knownAccount(sql, id);
    if (change.role !== undefined && change.role !== 'owner') anotherOwner(sql, known);
    const { name, role, password } = { ...known, ...change };
    if (role !== 'owner') withdrawAll(sql, id);
    sql.run`update accounts set name = ${name}, role = ${role}, password = ${password} where id = ${id}`;
    if (role !== known.role || password !== known.password) sql.run`delete from admin_sessions where account = ${id} and hash <> ${keep}`;
    return 1;
  },
  remove: (sql, { id }) => {
    anotherOwner(sql, knownAccount(sql, id));
    withdrawAll(sql, id);
    sql.run`delete from admin_sessions where account = ${id}`;
    sql.run`delete from accounts where id = ${id}`;
    return 1;
  },
  addSession: (sql, { session: { hash, id, account: of, isByLink, agent, startedAt, seenAt, expiresAt } }) => {
    sql.run`delete from admin_sessions where expires_at <= ${startedAt}`;
    sql.run`insert into admin_sessions (hash, id, account, is_by_link, agent, started_at, seen_at, expires_at)
      values (${hash}, ${id}, ${of}, ${Number(isByLink)}, ${agent}, ${startedAt}, ${seenAt}, ${expiresAt})`;
    return 1;
  },
  renewSession: (sql, { hash, seenAt, expiresAt }) =>
    Number(sql.run`update admin_sessions set seen_at = ${seenAt}, expires_at = ${expiresAt} where hash = ${hash}`.changes),
  endSession: (sql, { account: of, id }) => Number(sql.run`delete from admin_sessions where account = ${of} and id = ${id}`.changes),
  invite: (sql, { invitation: { hash, id, role, by, inviter, createdAt, expiresAt } }) => {
    sql.run`delete from invitations where expires_at <= ${createdAt}`;
    sql.run`insert into invitations (hash, id, role, by, inviter, created_at, expires_at)
      values (${hash}, ${id}, ${role}, ${by}, ${inviter}, ${createdAt}, ${expiresAt})`;
    return 1;
  },
  withdraw: (sql, { id }) => Number(sql.run`delete from invitations where id = ${id}`.changes),
};

function firstRole(sql: SQLTagStore, role: Account['role']): Account['role'] {
  if (accounts(sql).length > 0) throw new Problem('account.exists');
  return role;
}

function invitedRole(sql: SQLTagStore, hash: string, now: number): string {
  const taken = sql.get`delete from invitations where hash = ${hash} and expires_at > ${now} returning role`;
  if (!taken) throw new Problem('account.invitation');
  return String(taken.role);
}

/** Whoever may invite nobody any more must not come back by a link of their own. */
function withdrawAll(sql: SQLTagStore, inviter: string): void {
  sql.run`delete from invitations where inviter = ${inviter}`;
}

function knownAccount(sql: SQLTagStore, id: string): Account {
  const known = account(sql, id);
  if (!known) throw new Problem('account.unknown');
  return known;
}

function anotherOwner(sql: SQLTagStore, { id, role }: Account): void {
  const isAlone = role === 'owner' && !accounts(sql).some((other) => other.role === 'owner' && other.id !== id);
  if (isAlone) throw new Problem('account.last_owner');
}
