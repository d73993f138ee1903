import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { AdminSession, AdminSessions, InvitationSeen } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import type { Account } from '../ports.ts';
import { type AdminAccess, knownIn, sessionView } from './admin-access.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';
import { passwordLength } from './password.ts';
import { secretHash } from './sessions.ts';

/** A route for those who are not signed in yet. */
export type OpenRoute = { method: 'post' | 'put'; path: string; handle(request: Request, response: Response): Promise<unknown> };

const token = z.string().min(1).max(200);
const login = z
  .string()
  .max(200)
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[^\s\p{C}]{2,100}$/u, 'must be 2 to 100 characters without spaces, such as an e-mail address'));
const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/[\p{L}\p{N}]/u, 'must have a letter or a number')
  // Operators, visitors and the audit log read it: nothing that breaks a line or turns the order of letters round.
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u, 'must be one line of letters in their own order');
// Longer ones than are allowed are told so; here only what would be too much to look at is cut off.
const password = z.string().max(passwordLength.most * 10);
const signIn = z.union([z.strictObject({ token }), z.strictObject({ login: z.string().max(200), password })]);
const person = z.strictObject({ name, login, password });
const joining = z.strictObject({ token, name, login, password });
const seen = z.strictObject({ token });
const renamed = z.strictObject({ name });
const newPassword = z.strictObject({ current: password.optional(), password });

/** Signing in, and accepting an invitation. */
export function openRoutes({ store, clock, audit }: Door, access: AdminAccess): OpenRoute[] {
  return [
    {
      method: 'post',
      path: '/session',
      handle(request, response) {
        const given = parsed(signIn, request.body, 'admin.invalid');
        if ('token' in given) return access.openLink(given.token, request, response);
        const normal = login.safeParse(given.login);
        return access.signIn({ login: normal.success ? normal.data : '', password: given.password }, request, response);
      },
    },
    {
      method: 'post',
      path: '/invitation',
      handle: (request) =>
        access.limited(request, undefined, async (): Promise<InvitationSeen> => {
          const invitation = await store.invitation(secretHash(parsed(seen, request.body, 'admin.invalid').token), clock.now());
          if (!invitation) throw new Problem('account.invitation');
          return { role: invitation.role, by: invitation.by };
        }),
    },
    {
      method: 'put',
      path: '/invitation',
      async handle(request, response) {
        const given = parsed(joining, request.body, 'admin.invalid');
        const hash = secretHash(given.token);
        // A hash costs time and memory, so only who has a link gets one made.
        await access.limited(request, undefined, async () => {
          if (!(await store.invitation(hash, clock.now()))) throw new Problem('account.invitation');
        });
        const account = await store.addAccount(await accountOf(given, access, clock.now()), { invitation: hash });
        const session = await access.begin(account, request, response);
        await audit.add(session, { what: 'account.added', about: account.login, after: { role: account.role, by: 'invitation' } });
        return session;
      },
    },
  ];
}

/** One's own session, account and browsers; open to every role. */
export const sessionRoutes = (door: Door, access: AdminAccess): Route[] => [...ownSession(door, access), ...ownAccount(door, access)];

function ownSession({ store, clock, audit }: Door, access: AdminAccess): Route[] {
  return [
    { method: 'get', path: '/session', right: 'view', handle: async (_request, response) => viewOf(store, response) },
    {
      method: 'delete',
      path: '/session',
      right: 'view',
      async handle(request, response, who) {
        await access.signOut(request, response);
        await audit.add(who, { what: 'session.ended' });
      },
    },
    {
      method: 'get',
      path: '/sessions',
      right: 'view',
      async handle(_request, response, who) {
        const { session } = knownIn(response);
        const all = await store.sessions(who.id, clock.now());
        const sessions = all.map(({ id, agent, startedAt, seenAt }) => ({ id, agent, startedAt, seenAt, isThis: id === session.id }));
        return { sessions } satisfies AdminSessions;
      },
    },
    {
      method: 'delete',
      path: '/sessions/:id',
      right: 'view',
      async handle(request, _response, who) {
        if (!(await store.endSession(who.id, part(request, 'id')))) throw new Problem('admin.unknown');
        await audit.add(who, { what: 'session.revoked' });
      },
    },
  ];
}

function ownAccount({ store, clock, audit }: Door, access: AdminAccess): Route[] {
  return [
    {
      method: 'post',
      path: '/account',
      right: 'own',
      async handle(request, response): Promise<AdminSession> {
        const given = parsed(person, request.body, 'admin.invalid');
        if ((await store.accounts()).length > 0) throw new Problem('account.exists');
        const account = await store.addAccount(await accountOf(given, access, clock.now()), { first: true });
        const session = await access.begin(account, request, response);
        await audit.add(session, { what: 'account.added', about: account.login, after: { role: account.role, by: 'first link' } });
        return session;
      },
    },
    {
      method: 'put',
      path: '/account',
      right: 'view',
      async handle(request, response, who): Promise<AdminSession> {
        const given = parsed(renamed, request.body, 'admin.invalid');
        await store.changeAccount(who.id, given);
        await audit.add(who, { what: 'account.renamed', before: { name: who.name }, after: given });
        return viewOf(store, response);
      },
    },
    {
      method: 'put',
      path: '/account/password',
      right: 'view',
      async handle(request, response, who): Promise<AdminSession> {
        const given = parsed(newPassword, request.body, 'admin.invalid');
        const account = await store.account(who.id);
        if (!account) throw new Problem('account.unknown');
        // Whoever came by a link of the server may have forgotten the old one.
        if (!knownIn(response).session.isByLink)
          await access.limited(request, account.login, async () => {
            if (!(await access.passwords.isRight(given.current ?? '', account.password))) throw new Problem('account.wrong_password');
          });
        const changed = { ...account, password: await access.passwords.hash(given.password, account.login) };
        await store.changeAccount(account.id, { password: changed.password });
        await audit.add(who, { what: 'account.password_changed', about: account.login });
        return access.begin(changed, request, response);
      },
    },
  ];
}

async function viewOf(store: Door['store'], response: Response): Promise<AdminSession> {
  const { session } = knownIn(response);
  return sessionView(session.account === '' ? null : await store.account(session.account), session.isByLink);
}

/** An account as somebody asks for it; it gets the role of whatever lets it in. */
async function accountOf(given: z.output<typeof person>, access: AdminAccess, now: number): Promise<Account> {
  const hash = await access.passwords.hash(given.password, given.login);
  return { id: randomBytes(9).toString('base64url'), login: given.login, name: given.name, role: 'owner', password: hash, createdAt: now };
}
