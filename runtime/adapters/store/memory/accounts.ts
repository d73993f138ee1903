import { Problem } from '../../../../shared/problem.ts';
import type { Account, AccountStore, AuditStore, Invitation, SignedIn } from '../../../ports.ts';
import { auditRow, auditText, brokenIn, chained, type StoredAudit } from '../audit-chain.ts';

type Held = { accounts: Account[]; sessions: SignedIn[]; invitations: Invitation[] };

/** Accounts, sessions and invitations, kept in lists. */
export function memoryAccounts(): AccountStore {
  const held: Held = { accounts: [], sessions: [], invitations: [] };
  return { ...accountsIn(held), ...sessionsIn(held), ...invitationsIn(held) };
}

type Some<K extends keyof AccountStore> = Pick<AccountStore, K>;

function accountsIn(held: Held): Some<'accounts' | 'account' | 'accountOf' | 'addAccount' | 'changeAccount' | 'removeAccount'> {
  return {
    accounts: async () => held.accounts.map((account) => ({ ...account })),
    account: async (id) => copy(held.accounts.find((account) => account.id === id)),
    accountOf: async (login) => copy(held.accounts.find((account) => account.login === login)),
    addAccount: async (account, by) => {
      const role = 'first' in by ? firstRole(held, account.role) : invitedRole(held, by.invitation, account.createdAt);
      if (held.accounts.some(({ login }) => login === account.login)) throw new Problem('account.login_taken', { login: account.login });
      if ('first' in by) held.sessions = held.sessions.filter((session) => session.account !== '');
      else held.invitations = held.invitations.filter(({ hash }) => hash !== by.invitation);
      held.accounts = [...held.accounts, { ...account, role }];
      return { ...account, role };
    },
    changeAccount: async (id, change, keep = '') => {
      const known = knownIn(held, id);
      if (change.role !== undefined && change.role !== 'owner') anotherOwner(held, known);
      const changed = { ...known, ...change };
      if (changed.role !== 'owner') withdrawAll(held, id);
      held.accounts = held.accounts.map((account) => (account.id === id ? changed : account));
      if (changed.role === known.role && changed.password === known.password) return;
      held.sessions = held.sessions.filter((session) => session.account !== id || session.hash === keep);
    },
    removeAccount: async (id) => {
      anotherOwner(held, knownIn(held, id));
      withdrawAll(held, id);
      held.accounts = held.accounts.filter((account) => account.id !== id);
      held.sessions = held.sessions.filter((session) => session.account !== id);
    },
  };
}

function sessionsIn(held: Held): Some<'addSession' | 'session' | 'renewSession' | 'sessions' | 'endSession'> {
  return {
    addSession: async (session) => {
      held.sessions = [...held.sessions.filter(({ expiresAt }) => expiresAt > session.startedAt), { ...session }];
    },
    session: async (hash, now) => copy(held.sessions.find((session) => session.hash === hash && session.expiresAt > now)),
    renewSession: async (hash, seenAt, expiresAt) => {
      held.sessions = held.sessions.map((session) => (session.hash === hash ? { ...session, seenAt, expiresAt } : session));
    },
    sessions: async (account, now) =>
      held.sessions
        .filter((session) => session.account === account && session.expiresAt > now)
        .toReversed()
        .toSorted((left, right) => right.seenAt - left.seenAt),
    endSession: async (account, id) => {
      const left = held.sessions.filter((session) => session.account !== account || session.id !== id);
      const isEnded = left.length < held.sessions.length;
      held.sessions = left;
      return isEnded;
    },
  };
}

function invitationsIn(held: Held): Some<'invite' | 'invitation' | 'invitations' | 'withdraw'> {
  return {
    invite: async (invitation) => {
      held.invitations = [...held.invitations.filter(({ expiresAt }) => expiresAt > invitation.createdAt), { ...invitation }];
    },
    invitation: async (hash, now) => copy(held.invitations.find((invitation) => invitation.hash === hash && invitation.expiresAt > now)),
    invitations: async (now) => held.invitations.filter(({ expiresAt }) => expiresAt > now),
    withdraw: async (id) => {
      const left = held.invitations.filter((invitation) => invitation.id !== id);
      const isWithdrawn = left.length < held.invitations.length;
      held.invitations = left;
      return isWithdrawn;
    },
  };
}

/** The audit log, kept in a list. */
export function memoryAudit(): AuditStore {
  let rows: StoredAudit[] = [];
  return {
    addAudit: async (entry) => {
      const row = chained(auditText(entry), rows.at(-1) ?? null);
      rows = [...rows, row];
      return row.number;
    },
    audits: async ({ before = Number.MAX_SAFE_INTEGER, limit, what = '', who }) =>
      rows
        .filter((row) => row.number < before && row.what.startsWith(what) && (who === undefined || row.who === who))
        .toReversed()
        .slice(0, limit)
        .map(auditRow),
    brokenAudit: async () => brokenIn(rows, null),
  };
}

const copy = <T extends object>(found: T | undefined): T | null => (found ? { ...found } : null);

function firstRole(held: Held, role: Account['role']): Account['role'] {
  if (held.accounts.length > 0) throw new Problem('account.exists');
  return role;
}

function invitedRole(held: Held, hash: string, now: number): Account['role'] {
  const invitation = held.invitations.find((one) => one.hash === hash && one.expiresAt > now);
  if (!invitation) throw new Problem('account.invitation');
  return invitation.role;
}

/** Whoever may invite nobody any more must not come back by a link of their own. */
function withdrawAll(held: Held, by: string): void {
  held.invitations = held.invitations.filter(({ inviter }) => inviter !== by);
}

function knownIn(held: Held, id: string): Account {
  const known = held.accounts.find((account) => account.id === id);
  if (!known) throw new Problem('account.unknown');
  return known;
}

function anotherOwner(held: Held, { id, role }: Account): void {
  const isAlone = role === 'owner' && !held.accounts.some((other) => other.role === 'owner' && other.id !== id);
  if (isAlone) throw new Problem('account.last_owner');
}
