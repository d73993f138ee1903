import { isSafeKey } from '../../../shared/value.ts';
import { unusable } from './target.ts';

type Headers = Record<string, string>;

/** The headers as they are sent: names in lower case, text as UTF-8; throws `http.address` for one that cannot or may not be sent. */
export function outgoing(headers: Headers): Headers {
  const given = Object.entries(headers).map(([name, value]) => [checkedName(name), checkedValue(name, value)] as const);
  return { accept: '*/*', 'user-agent': 'Promptside', ...Object.fromEntries(given), 'accept-encoding': 'gzip, br' };
}

/** What may be told to another origin than the one that was meant: nothing that an author wrote for the first. */
export const forAnotherOrigin = (headers: Headers): Headers => Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name)));

/** The headers of an answer that may be shown and kept: no session, no credentials, no challenge (P-33). */
export function incoming(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hidden.test(name) || !isSafeKey(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

const hidden = /^(?:set-cookie2?|cookie|authorization|www-authenticate|authentication-info|proxy-.*|x-auth-token|x-api-key|x-csrf-token)$/i;

/** Those decide where a message ends and who gets it, which is for the client to say. */
const ours = /^(?:host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|accept-encoding|http2-settings|proxy-.*)$/i;

function checkedName(name: string): string {
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || !isSafeKey(name)) throw unusable(`the header "${name.slice(0, 80)}" has no valid name`);
  if (ours.test(name)) throw unusable(`the header "${name}" is not for authors to set`);
  return name.toLowerCase();
}

function checkedValue(name: string, value: string): string {
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) throw unusable(`the header "${name}" holds a line break or another control character`);
  return Buffer.from(value.toWellFormed(), 'utf8').toString('latin1'); // the wire carries bytes, one for each character
}
