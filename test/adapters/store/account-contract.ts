import { expect, test } from 'vitest';
import type { Account, AuditEntry, Invitation, SignedIn, Store } from '../../../runtime/ports.ts';
import { type OpenStore, withStore } from './store-contract.ts';

/** Accounts, sessions and invitations. */
export function accountContract(open: OpenStore): void {
  test('P-38 of many who make the first account at once exactly one does, and sessions without an account end', () =>
    withStore(open, async (store) => {
      await store.addSession(session('guest', ''));
      const made = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => store.addAccount(account(`a${index}`), { first: true })));
      expect(made.filter(({ status }) => status === 'fulfilled').length).toBe(1);
      expect(made.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(Array(7).fill('account.exists'));
      expect(await store.session('guest', 1)).toBeNull();
      const [first] = await store.accounts();
      expect(await store.account(first?.id ?? '')).toEqual(first);
      expect(await store.accountOf(first?.login ?? '')).toEqual(first);
      expect([await store.account('nobody'), await store.accountOf('nobody')]).toEqual([null, null]);
    }));

  test('G-26 an invitation makes one account with its own role, until it expires or is withdrawn', () =>
    withStore(open, async (store) => {
      await store.addAccount(account('ann'), { first: true });
      await store.invite(invitation('link', 'editor'));
      await store.invite(invitation('late', 'viewer', 5));
      expect((await store.invitations(1)).map(({ id }) => id)).toEqual(['id link', 'id late']);
      expect((await store.invitations(5)).map(({ id }) => id)).toEqual(['id link']);
      expect([await store.invitation('late', 5), (await store.invitation('late', 4))?.role]).toEqual([null, 'viewer']);
      // A login that is taken does not use the link up.
      await expect(store.addAccount(account('ann', 'owner'), { invitation: 'link' })).rejects.toMatchObject({ code: 'account.login_taken' });
      const both = await Promise.allSettled(['bob', 'eve'].map((login) => store.addAccount(account(login, 'owner'), { invitation: 'link' })));
      expect(both.map((one) => (one.status === 'fulfilled' ? one.value.role : one.reason.code)).toSorted()).toEqual(['account.invitation', 'editor']);
      await expect(store.addAccount({ ...account('dan'), createdAt: 5 }, { invitation: 'late' })).rejects.toMatchObject({
        code: 'account.invitation',
      });
      await store.invite(invitation('taken back', 'owner'));
      expect([await store.withdraw('id taken back'), await store.withdraw('id taken back')]).toEqual([true, false]);
      await expect(store.addAccount(account('dan'), { invitation: 'taken back' })).rejects.toMatchObject({ code: 'account.invitation' });
    }));

  test('G-26 the invitations of an owner who goes or steps down go with them, whatever they are called by then, and nobody else’s', () =>
    withStore(open, async (store) => {
      await people(store);
      const links = async () => (await store.invitations(1)).map(({ hash }) => hash);
      const invite = (hash: string, inviter: string) => store.invite({ ...invitation(hash, 'owner'), inviter });
      await store.changeAccount('bob', { role: 'owner' });
      await invite('hers', 'ann');
      await invite('his', 'bob');
      await store.changeAccount('bob', { name: 'ANN' });
      expect(await links()).toEqual(['hers', 'his']);
      await store.changeAccount('bob', { role: 'viewer' });
      expect(await links()).toEqual(['hers']);
      await store.changeAccount('bob', { role: 'owner' });
      await invite('his again', 'bob');
      await store.removeAccount('bob');
      expect(await links()).toEqual(['hers']);
    }));

  test('G-27 the last owner neither goes nor steps down, also where two owners go at once', () =>
    withStore(open, async (store) => {
      await people(store);
      await expect(store.removeAccount('nobody')).rejects.toMatchObject({ code: 'account.unknown' });
      await expect(store.changeAccount('nobody', { name: 'x' })).rejects.toMatchObject({ code: 'account.unknown' });
      await store.changeAccount('bob', { role: 'owner' });
      const both = await Promise.allSettled([store.removeAccount('ann'), store.changeAccount('bob', { role: 'viewer' })]);
      expect(both.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).toSorted()).toEqual(['account.last_owner', 'done']);
      expect((await store.accounts()).filter(({ role }) => role === 'owner').length).toBe(1);
      const [owner] = (await store.accounts()).filter(({ role }) => role === 'owner');
      await store.changeAccount(owner?.id ?? '', { role: 'owner', name: 'Renamed' });
      expect((await store.account(owner?.id ?? ''))?.name).toBe('Renamed');
    }));

  test('G-26 a new role, a new password and a removal end the sessions of that account alone', () =>
    withStore(open, async (store) => {
      await people(store);
      const start = async () => {
        for (const name of ['one', 'two']) await store.addSession(session(name, 'bob'));
        await store.addSession(session('hers', 'ann'));
      };
      const left = async () => [...(await store.sessions('bob', 1)), ...(await store.sessions('ann', 1))].map(({ hash }) => hash);
      await start();
      await store.changeAccount('bob', { name: 'Robert' });
      expect(await left()).toEqual(['two', 'one', 'hers']);
      await store.changeAccount('bob', { password: 'another' }, 'one');
      expect(await left()).toEqual(['one', 'hers']);
      await store.changeAccount('bob', { role: 'viewer' });
      expect(await left()).toEqual(['hers']);
      await store.addSession(session('three', 'bob'));
      await store.removeAccount('bob');
      expect([await left(), await store.session('three', 1), await store.account('bob')]).toEqual([['hers'], null, null]);
    }));

  test('a session is found until it expires, is renewed, and ends by its own account only', () =>
    withStore(open, async (store) => {
      await store.addSession(session('one', 'ann', 100));
      expect([await store.session('one', 100), (await store.session('one', 99))?.account]).toEqual([null, 'ann']);
      await store.renewSession('one', 50, 150);
      expect(await store.session('one', 120)).toEqual({ ...session('one', 'ann', 150), seenAt: 50 });
      expect(await store.endSession('bob', 'id one')).toBe(false);
      expect([await store.endSession('ann', 'id one'), await store.endSession('ann', 'id one')]).toEqual([true, false]);
      expect(await store.sessions('ann', 1)).toEqual([]);
    }));
}

/** The log of changes and decisions. */
export function auditContract(open: OpenStore): void {
  test('G-27 the audit log counts from 1 without a gap, also where many write at once, and is whole', () =>
    withStore(open, async (store) => {
      const numbers = await Promise.all(Array.from({ length: 20 }, (_, index) => store.addAudit(entry({ about: `it ${index}` }))));
      expect(numbers.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(await store.brokenAudit()).toBeNull();
    }));

  test('the audit log is read newest first, page by page, by what was done and by whom', () =>
    withStore(open, async (store) => {
      expect([await store.audits({ limit: 5 }), await store.brokenAudit()]).toEqual([[], null]);
      await store.addAudit(entry({ what: 'account.added', who: 'ann' }));
      await store.addAudit(entry({ what: 'project.published', who: 'bob', before: { version: 1 }, after: { version: 2 } }));
      await store.addAudit(entry({ what: 'account.removed', who: 'ann', name: 'half \uD800\0' }));
      const numbers = async (page: Parameters<Store['audits']>[0]) => (await store.audits(page)).map(({ number }) => number);
      expect(await numbers({ limit: 2 })).toEqual([3, 2]);
      expect(await numbers({ limit: 2, before: 2 })).toEqual([1]);
      expect(await numbers({ limit: 9, what: 'account.' })).toEqual([3, 1]);
      expect(await numbers({ limit: 9, who: 'bob' })).toEqual([2]);
      expect((await store.audits({ limit: 1, before: 3 }))[0]).toEqual({
        ...entry({ what: 'project.published', who: 'bob', before: { version: 1 }, after: { version: 2 } }),
        number: 2,
      });
      expect(await store.brokenAudit()).toBeNull();
    }));
}

const account = (login: string, role: Account['role'] = 'owner'): Account => ({
  id: login,
  login,
  name: login.toUpperCase(),
  role,
  password: 'hash',
  createdAt: 1,
});
const session = (hash: string, of: string, expiresAt = 1_000): SignedIn => ({
  hash,
  id: `id ${hash}`,
  account: of,
  isByLink: false,
  agent: 'a browser',
  startedAt: 1,
  seenAt: 1,
  expiresAt,
});
const invitation = (hash: string, role: Invitation['role'], expiresAt = 1_000): Invitation => ({
  hash,
  id: `id ${hash}`,
  role,
  by: 'ann',
  inviter: 'ann',
  createdAt: 1,
  expiresAt,
});
const entry = (some: Partial<AuditEntry>): AuditEntry => ({
  at: 7,
  who: 'ann',
  name: 'Ann',
  what: 'x',
  project: '',
  about: '',
  before: null,
  after: null,
  ...some,
});

async function people(store: Store): Promise<void> {
  await store.addAccount(account('ann'), { first: true });
  await store.invite(invitation('link', 'editor'));
  await store.addAccount(account('bob'), { invitation: 'link' });
}
