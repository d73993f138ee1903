import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { Problem } from '../../shared/problem.ts';
import type { Operator } from '../../shared/roles.ts';
import type { SignedIn } from '../ports.ts';
import type { Door } from './door.ts';

/** A session ends this long after it was used last, and in any case this long after it began. */
const sessionLasts = 12 * 60 * 60 * 1_000;
const sessionLastsAtMost = 30 * 24 * 60 * 60 * 1_000;
/** A session that was seen within this time is not written again. */
const renewedAfter = 5 * 60 * 1_000;
const agentCharacters = 200;

/** Whose request it is. */
export type Known = { session: SignedIn; operator: Operator };

/** Browsers that are signed in: a secret in a cookie that scripts and other sites do not get, stored hashed (G-26). */
export interface Sessions {
  /** A new session, with a new secret, in place of the one that the request may have. */
  begin(of: { account: string; isByLink: boolean }, request: Request, response: Response): Promise<SignedIn>;
  /** Who a request comes from; keeps the session alive. Throws `admin.signed_out`. */
  known(request: Request, response: Response): Promise<Known>;
  end(request: Request, response: Response): Promise<void>;
}

/** Sessions in the store. */
export function sessionsOf({ store, clock, settings }: Pick<Door, 'store' | 'clock' | 'settings'>): Sessions {
  const cookie = cookieOf(settings.publicAddress.startsWith('https://'));
  const find = async (request: Request): Promise<SignedIn | null> => {
    const secret = cookie.secret(request);
    return secret ? store.session(secretHash(secret), clock.now()) : null;
  };
  const whoIs = async ({ account }: SignedIn): Promise<Operator | null> => {
    if (account === '') return (await store.accounts()).length === 0 ? { id: '', name: 'owner', role: 'owner' } : null;
    const found = await store.account(account);
    return found && { id: found.id, name: found.name, role: found.role };
  };
  return {
    async begin({ account, isByLink }, request, response) {
      const before = await find(request);
      if (before) await store.endSession(before.account, before.id);
      const secret = newSecret();
      const now = clock.now();
      const agent = String(request.headers['user-agent'] ?? '').slice(0, agentCharacters);
      const times = { startedAt: now, seenAt: now, expiresAt: now + sessionLasts };
      const session: SignedIn = { hash: secretHash(secret), id: newSecret().slice(0, 12), account, isByLink, agent, ...times };
      await store.addSession(session);
      cookie.set(response, secret, sessionLasts);
      return session;
    },
    async known(request, response) {
      const session = await find(request);
      const operator = session && (await whoIs(session));
      if (!session || !operator) throw new Problem('admin.signed_out');
      const now = clock.now();
      if (now - session.seenAt < renewedAfter) return { session, operator };
      const expiresAt = Math.min(now + sessionLasts, session.startedAt + sessionLastsAtMost);
      await store.renewSession(session.hash, now, expiresAt);
      cookie.set(response, cookie.secret(request) ?? '', expiresAt - now);
      return { session: { ...session, seenAt: now, expiresAt }, operator };
    },
    async end(request, response) {
      const session = await find(request);
      if (session) await store.endSession(session.account, session.id);
      cookie.clear(response);
    },
  };
}

/** A secret that cannot be guessed, as it goes into a cookie or a link. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Where people come by TLS, the cookie's name makes the browser refuse it over anything else (G-26). */
function cookieOf(isSecure: boolean) {
  const name = isSecure ? '__Host-promptside_session' : 'promptside_session';
  const path = isSecure ? '/' : '/admin';
  return {
    secret: (request: Request): string | undefined => {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
      return pairs.find(([given]) => given === name)?.[1];
    },
    set: (response: Response, secret: string, maxAge: number): void =>
      void response.cookie(name, secret, { httpOnly: true, sameSite: 'strict', path, maxAge, secure: isSecure }),
    clear: (response: Response): void => void response.clearCookie(name, { httpOnly: true, sameSite: 'strict', path, secure: isSecure }),
  };
}
