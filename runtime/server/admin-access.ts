import { createHash, randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { AdminSession } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import { addressOf } from './address.ts';
import type { Door } from './door.ts';

const linkLasts = 24 * 60 * 60 * 1_000;
const sessionLasts = 12 * 60 * 60 * 1_000;
const cookieName = 'promptside_session';
/** Failed tries per address: so many at once, then one in so many seconds. Tries that succeed are not counted (P-36). */
const tries = { burst: 10, perSecond: 1 / 30 };

/** Who may use the admin page: whoever opened the one-time link, for as long as the session lasts (P-38, G-26). */
export interface AdminAccess {
  /** A new one-time token, for the link that is printed at start. */
  newLink(): Promise<string>;
  /** Trades the token for a session; of two who try, one gets it. Throws `admin.link_used`. */
  signIn(token: string, request: Request, response: Response): Promise<AdminSession>;
  signOut(request: Request, response: Response): Promise<void>;
  /** Lets a request through that has a session and, where it writes, comes from the admin page itself. */
  guard(request: Request, response: Response, next: NextFunction): Promise<void>;
}

/** Access by links and sessions, both stored hashed. */
export function adminAccess({ store, clock, settings }: Pick<Door, 'store' | 'clock' | 'settings'>): AdminAccess {
  const failures = new Map<string, { count: number; at: number }>();
  const left = (address: string): { count: number; at: number } => {
    const now = clock.now();
    const known = failures.get(address) ?? { count: 0, at: now };
    return { count: Math.max(0, known.count - ((now - known.at) / 1_000) * tries.perSecond), at: now };
  };
  const session: AdminSession = { name: 'owner', role: 'owner' };
  return {
    async newLink() {
      const token = randomBytes(24).toString('base64url');
      await store.keep('link', hashed(token), true, clock.now() + linkLasts);
      return token;
    },
    async signIn(token, request, response) {
      const address = addressOf(request, settings.trustedProxies);
      const { count, at } = left(address);
      if (count + 1 > tries.burst) throw new Problem('admin.too_many', { seconds: Math.ceil((count + 1 - tries.burst) / tries.perSecond) });
      if ((await store.take('link', hashed(token), clock.now())) === undefined) {
        if (failures.size >= 10_000) failures.clear();
        failures.set(address, { count: count + 1, at });
        throw new Problem('admin.link_used');
      }
      const secret = randomBytes(32).toString('base64url');
      await store.keep('session', hashed(secret), { ...session }, clock.now() + sessionLasts);
      response.cookie(cookieName, secret, { httpOnly: true, sameSite: 'strict', path: '/admin', maxAge: sessionLasts, secure: response.req.secure });
      return session;
    },
    async signOut(request, response) {
      const secret = cookieOf(request);
      if (secret) await store.take('session', hashed(secret), clock.now());
      response.clearCookie(cookieName, { path: '/admin' });
    },
    async guard(request, _response, next) {
      sameSite(request);
      const secret = cookieOf(request);
      const known = secret ? await store.kept('session', hashed(secret), clock.now()) : undefined;
      if (known === undefined) throw new Problem('admin.signed_out');
      next();
    },
  };
}

/** A request that writes must come from our own page: the browser says so, or its origin does (CSRF, G-26). */
export function sameSite(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  const isOwn = site === undefined ? origin !== undefined && URL.canParse(origin) && new URL(origin).host === host : site === 'same-origin';
  if (!isOwn || (origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host)) throw new Problem('admin.origin');
}

const hashed = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

function cookieOf(request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName)?.[1];
}
