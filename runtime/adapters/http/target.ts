import { isIP } from 'node:net';
import { Problem } from '../../../shared/problem.ts';
import type { Allowed } from './allowed-addresses.ts';
import { isPublic } from './public-address.ts';

/** A URL that may be called as far as its text tells. `host` is without brackets and without a dot at its end. */
export type Target = { url: URL; host: string; port: number };

/** Reads a URL as the client will; throws `http.address` or `http.forbidden` where it must not be called. */
export function targetOf(text: string, allowed: Allowed): Target {
  const url = parsed(text);
  const host = hostOf(url);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!isOpenPort(port) && !allowed.namesPort(host, port)) throw unusable(`port ${port} is not for webhooks`);
  if (!allowed.covers(host, port) && (isIP(host) === 0 ? isLocalName(host) : !isPublic(host))) throw forbidden(host);
  return { url, host, port };
}

/** The problem of an address that may not be called. */
export const forbidden = (host: string): Problem => new Problem('http.forbidden', { host });

/** The problem of an address, or of something sent there, that cannot be used. */
export const unusable = (reason: string): Problem => new Problem('http.address', { reason });

const maximumCharacters = 32_768;

// What browsers forgive in a URL is refused: a reader that forgives less, or otherwise, would see another host.
function parsed(text: string): URL {
  if (text.length > maximumCharacters) throw unusable(`it is longer than ${maximumCharacters} characters`);
  if (/[\s\\\u0000-\u001f\u007f]/.test(text)) throw unusable('it holds white space, a control character or a backslash');
  if (!/^https?:\/\/[^/]/i.test(text)) throw unusable('it does not start with http:// or https:// and a host');
  if (!URL.canParse(text)) throw unusable('it is not a URL');
  const url = new URL(text);
  if (/^[^/?#]*\/\/[^/?#]*@/.test(text) || url.username !== '' || url.password !== '') throw unusable('it holds a user name or a password');
  return url;
}

function hostOf(url: URL): string {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === '' || host.startsWith('.') || host.includes('..') || host.endsWith('.')) throw unusable('its host is not a name');
  return host;
}

// Below 1024 only those of the web; above, none that speaks something which text could be taken for.
const closed = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211,
]);

const isOpenPort = (port: number): boolean => port === 80 || port === 443 || (port >= 1024 && !closed.has(port));

const localEndings = ['localhost', 'local', 'internal', 'localdomain', 'lan', 'home', 'corp', 'intranet', 'private', 'home.arpa', 'onion'];

/** Names that only mean something inside of a network; a name without a dot is completed by it. */
const isLocalName = (host: string): boolean => !host.includes('.') || localEndings.some((ending) => host.endsWith(`.${ending}`));
