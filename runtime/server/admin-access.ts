import type { NextFunction, Request, Response } from 'express';
import type { AdminSession } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import type { Account, Clock, Store } from '../ports.ts';
import { addressOf, isLoopback } from './address.ts';
import type { Door } from './door.ts';
import type { OpenAnswers } from './open-answers.ts';
import type { Passwords } from './password.ts';
import { type Known, newSecret, type Sessions, secretHash } from './sessions.ts';
import type { SignInLimits } from './tries.ts';

const linkLasts = 24 * 60 * 60 * 1_000;

/** Who may use the admin page: whoever signs in, for as long as the session lasts (P-38, G-26). */
export interface AdminAccess {
  /** A new one-time token, for a link that is printed. */
  newLink(): Promise<string>;
  /** Whether nobody could come in without a link, because there is no owner with an account. */
  needsLink(): Promise<boolean>;
  /** Trades the token of a link for a session of the first owner; of two who try, one gets it. Throws `admin.link_used`. */
  openLink(token: string, request: Request, response: Response): Promise<AdminSession>;
  /** Throws `account.wrong`, also where there is no such login, and no sooner. */
  signIn(given: { login: string; password: string }, request: Request, response: Response): Promise<AdminSession>;
  /** A session of an account as it is stored, without a question. */
  begin(account: Account, request: Request, response: Response): Promise<AdminSession>;
  signOut(request: Request, response: Response): Promise<void>;
  /** Lets a request through that has a session and, where it writes, comes from the admin page itself. */
  guard(request: Request, response: Response, next: NextFunction): Promise<void>;
  /** Runs what guesses could be tried on: failures of an address, and of a login, are limited. */
  limited<T>(request: Request, login: string | undefined, attempt: () => Promise<T>): Promise<T>;
  passwords: Passwords;
}

type Parts = { sessions: Sessions; passwords: Passwords; limits: SignInLimits; answers: OpenAnswers };
/** Routes that may end sessions, also those of others. */
const mayEndSessions = /^\/(sessions?|account|people)\b/i;

/** A new one-time token, for a link that signs in the first owner. */
export async function newLink(store: Pick<Store, 'keep'>, clock: Clock): Promise<string> {
  const token = newSecret();
  await store.keep('link', secretHash(token), true, clock.now() + linkLasts);
  return token;
}

/** Access by links and passwords to sessions. */
export function adminAccess({ store, clock, settings, audit }: Door, { sessions, passwords, limits, answers }: Parts): AdminAccess {
  const limited: AdminAccess['limited'] = async (request, login, attempt) => {
    const address = addressOf(request, settings.trustedProxies);
    const tried = login === undefined ? { address } : { address, login };
    limits.take(tried);
    const outcome = await attempt();
    limits.succeeded(tried);
    return outcome;
  };
  const refused = (account: Account | null, request: Request): Promise<void> =>
    // What was typed may be a password in the wrong field, so only a login that exists is on record.
    audit.add(null, {
      what: 'session.refused',
      about: account?.login ?? 'an unknown login',
      after: { address: addressOf(request, settings.trustedProxies) },
    });
  const open = async (account: Account | null, { isByLink, request, response }: { isByLink: boolean; request: Request; response: Response }) => {
    const { id } = await sessions.begin({ account: account?.id ?? '', isByLink }, request, response);
    // A password that was changed while the old one was checked ended all sessions but this one, which was not there yet.
    if (account && !isByLink && (await store.account(account.id))?.password !== account.password) {
      await store.endSession(account.id, id);
      await refused(account, request);
      throw new Problem('account.wrong');
    }
    const session = sessionView(account, isByLink);
    await audit.add(session, { what: 'session.opened', about: session.login, after: { by: isByLink ? 'link' : 'password' } });
    return session;
  };
  return {
    limited,
    passwords,
    needsLink: async () => !(await store.accounts()).some(({ role }) => role === 'owner'),
    newLink: () => newLink(store, clock),
    async openLink(token, request, response) {
      // Whoever reads the link over somebody's shoulder, or in a log, can do nothing with it from elsewhere.
      if (settings.linkFrom === 'loopback' && !isLoopback(addressOf(request, settings.trustedProxies))) throw new Problem('admin.link_local');
      await limited(request, undefined, async () => {
        if ((await store.take('link', secretHash(token), clock.now())) === undefined) throw new Problem('admin.link_used');
      });
      const owner = (await store.accounts()).find(({ role }) => role === 'owner') ?? null;
      return open(owner, { isByLink: true, request, response });
    },
    signIn: async ({ login, password }, request, response) => {
      const account = await limited(request, login, async () => {
        const found = await store.accountOf(login);
        const isRight = await passwords.isRight(password, found?.password ?? null);
        if (found && isRight) return found;
        await refused(found, request);
        throw new Problem('account.wrong');
      });
      return open(account, { isByLink: false, request, response });
    },
    begin: (account, request, response) => open(account, { isByLink: false, request, response }),
    signOut: (request, response) => sessions.end(request, response),
    async guard(request, response, next) {
      sameSite(request);
      const known = await sessions.known(request, response);
      response.locals.known = known;
      answers.hold(known.session.hash, response);
      // Whoever was sent away must not go on listening to a stream.
      if (request.method !== 'GET' && mayEndSessions.test(request.path)) response.once('finish', () => void answers.sweep().catch(() => undefined));
      next();
    },
  };
}

/** Who was let through by the guard, and in which session. */
export const knownIn = (response: Response): Known => response.locals.known as Known; // the guard puts it there before any route is reached

/** A session as its owner sees it. */
export const sessionView = (account: Account | null, isByLink: boolean): AdminSession => ({
  id: account?.id ?? '',
  name: account?.name ?? 'owner',
  role: account?.role ?? 'owner',
  login: account?.login ?? '',
  isByLink,
});

/** A request must come from our own page, where it writes surely: the browser says so, or its origin does (CSRF, G-26). */
export function sameSite(request: Request): void {
  const site = request.headers['sec-fetch-site'];
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw new Problem('admin.origin');
  }
  const { origin, host } = request.headers;
  const isOwn = site === undefined ? origin !== undefined && URL.canParse(origin) && new URL(origin).host === host : site === 'same-origin';
  if (!isOwn || (origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host)) throw new Problem('admin.origin');
}
