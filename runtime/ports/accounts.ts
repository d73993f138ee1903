import type { Role } from '../../shared/roles.ts';
import type { Value } from '../../shared/value.ts';

/** Somebody who may sign in. `login` is lower case and unique; `password` is a hash that says how it was made. */
export type Account = { id: string; login: string; name: string; role: Role; password: string; createdAt: number };
/** What may change about an account. */
export type AccountChange = Partial<Pick<Account, 'name' | 'role' | 'password'>>;
/** One browser that is signed in; `hash` is of its secret. */
export type SignedIn = {
  hash: string;
  id: string;
  /** Empty for whoever opened the first link and has no account yet. */
  account: string;
  /** Whether it began with a link of the server, so without a password. */
  isByLink: boolean;
  /** What the browser calls itself. */
  agent: string;
  startedAt: number;
  seenAt: number;
  expiresAt: number;
};
/** A link that makes one account of a role; `hash` is of its token, `by` the name of whoever made it and `inviter` their account. */
export type Invitation = { hash: string; id: string; role: Role; by: string; inviter: string; createdAt: number; expiresAt: number };

/** Who may use the admin page. Each call is whole or not at all, also where two come at once. */
export interface AccountStore {
  /** Oldest first. */
  accounts(): Promise<Account[]>;
  account(id: string): Promise<Account | null>;
  accountOf(login: string): Promise<Account | null>;
  /**
   * Stores the first account, or one of whoever was invited and takes the invitation's role. Throws `account.exists` where the first
   * one is not the first, `account.invitation` where the invitation is gone, `account.login_taken`.
   */
  addAccount(account: Account, by: { first: true } | { invitation: string }): Promise<Account>;
  /** Ends the account's sessions where the role or the password changes, but not `keep`; who is no owner has invited nobody. Throws `account.unknown`, `account.last_owner`. */
  changeAccount(id: string, change: AccountChange, keep?: string): Promise<void>;
  /** Removes it with its sessions and invitations. Throws `account.unknown`, `account.last_owner`. */
  removeAccount(id: string): Promise<void>;
  /** Stores it; sessions that have expired by then leave. */
  addSession(session: SignedIn): Promise<void>;
  session(hash: string, now: number): Promise<SignedIn | null>;
  renewSession(hash: string, seenAt: number, expiresAt: number): Promise<void>;
  /** The sessions of an account, the one that was seen last first. */
  sessions(account: string, now: number): Promise<SignedIn[]>;
  /** Whether there was one to end; the account must be its own. */
  endSession(account: string, id: string): Promise<boolean>;
  invite(invitation: Invitation): Promise<void>;
  invitation(hash: string, now: number): Promise<Invitation | null>;
  /** Oldest first. */
  invitations(now: number): Promise<Invitation[]>;
  /** Whether there was one to withdraw. */
  withdraw(id: string): Promise<boolean>;
}

/** One change or decision: who did what, when, to what, and how it was before and after; never with secrets. */
export type AuditEntry = {
  at: number;
  /** The account; empty where nobody was signed in, or by a link without one. */
  who: string;
  /** The name at that time. */
  name: string;
  what: string;
  project: string;
  about: string;
  before: Value;
  after: Value;
};
export type AuditRow = AuditEntry & { number: number };

/** The log of changes and decisions: appended to, never changed. Each row carries a hash over itself and the row before it (G-27). */
export interface AuditStore {
  /** Appends the entry and answers its number; numbers count from 1. */
  addAudit(entry: AuditEntry): Promise<number>;
  /** Newest first; `before` is a number, `what` the beginning of what was done. */
  audits(page: { before?: number; limit: number; what?: string; who?: string }): Promise<AuditRow[]>;
  /** The number of the first row that is not as it was written, or null. */
  brokenAudit(): Promise<number | null>;
}
