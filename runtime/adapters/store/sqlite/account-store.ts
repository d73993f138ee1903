import type { AccountStore, AuditStore } from '../../../ports.ts';
import { auditRow, auditText, brokenIn, type StoredAudit } from '../audit-chain.ts';
import { plainText } from '../plain-text.ts';
import * as accountReads from './account-reads.ts';
import type { AccountJob } from './perform-account.ts';
import type { Reads } from './reads.ts';
import type { Writer } from './writer.ts';

/** So many rows are checked before others have their turn. */
const checkedAtOnce = 500;

/** Accounts, sessions and invitations in the file. */
export function accountStore(reads: Reads, writer: Writer): AccountStore {
  const submit = async (job: AccountJob): Promise<number> => Number(await writer.submit({ kind: 'account', job }));
  return {
    accounts: () => reads(accountReads.accounts),
    account: (id) => reads((sql) => accountReads.account(sql, id)),
    accountOf: (login) => reads((sql) => accountReads.accountOf(sql, login)),
    addAccount: async (account, by) => {
      await submit({ do: 'add', account: { ...account, name: plainText(account.name) }, by });
      return (await reads((sql) => accountReads.account(sql, account.id))) ?? account;
    },
    changeAccount: async (id, change, keep = '') => {
      const name = change.name === undefined ? {} : { name: plainText(change.name) };
      await submit({ do: 'change', id, change: { ...change, ...name }, keep });
    },
    removeAccount: async (id) => void (await submit({ do: 'remove', id })),
    addSession: async (session) => void (await submit({ do: 'addSession', session: { ...session, agent: plainText(session.agent) } })),
    session: (hash, now) => reads((sql) => accountReads.session(sql, hash, now)),
    renewSession: async (hash, seenAt, expiresAt) => void (await submit({ do: 'renewSession', hash, seenAt, expiresAt })),
    sessions: (account, now) => reads((sql) => accountReads.sessions(sql, account, now)),
    endSession: async (account, id) => (await submit({ do: 'endSession', account, id })) > 0,
    invite: async (invitation) => void (await submit({ do: 'invite', invitation })),
    invitation: (hash, now) => reads((sql) => accountReads.invitation(sql, hash, now)),
    invitations: (now) => reads((sql) => accountReads.invitations(sql, now)),
    withdraw: async (id) => (await submit({ do: 'withdraw', id })) > 0,
  };
}

/** The audit log in the file. */
export function auditStore(reads: Reads, writer: Writer): AuditStore {
  return {
    addAudit: async (entry) => Number(await writer.submit({ kind: 'audit', entry: auditText(entry) })),
    audits: async (page) => (await reads((sql) => accountReads.audits(sql, page))).map(auditRow),
    brokenAudit: async () => {
      let last: StoredAudit | null = null;
      for (;;) {
        const after: number = last?.number ?? 0;
        const rows: StoredAudit[] = await reads((sql) => accountReads.auditsAfter(sql, after, checkedAtOnce));
        const broken = brokenIn(rows, last);
        if (broken !== null || rows.length < checkedAtOnce) return broken;
        last = rows.at(-1) ?? last;
      }
    },
  };
}
