import type { HttpRequest } from '../../ports.ts';
import { forAnotherOrigin } from './headers.ts';
import { unusable } from './target.ts';

/** One leg of a call: what is sent where, before the first answer or after a redirect. */
export type Leg = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;

/** The address that an answer sends on to, or nothing where it does not redirect. */
export function locationOf(status: number, location: string | string[] | undefined): string | null {
  const isRedirect = status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
  return isRedirect && typeof location === 'string' && location !== '' ? location : null;
}

/** What goes to the new address. To another origin, nothing goes along that was written for the first one (P-35). */
export function redirected(leg: Leg, from: URL, { status, location }: { status: number; location: string }): Leg {
  // A spelling that a parser would forgive is not forgiven here either: the next leg is checked by its own text.
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(location);
  if (!URL.canParse(location, isWhole ? undefined : from)) throw unusable('it redirects to something that is not a URL');
  const url = isWhole ? location : new URL(location, from).href;
  const to = new URL(url);
  if (from.protocol === 'https:' && to.protocol === 'http:') throw unusable('it redirects from https to http');
  const isRead = status === 303 || (leg.method === 'POST' && status < 303);
  const isElsewhere = to.origin !== from.origin;
  if (isElsewhere && !isRead && leg.body !== undefined) throw unusable('it redirects what was sent to another host');
  const headers = isElsewhere ? forAnotherOrigin(leg.headers) : leg.headers;
  if (!isRead) return { ...leg, url, headers };
  const { 'content-type': _gone, ...rest } = headers;
  return { method: 'GET', url, headers: rest };
}
