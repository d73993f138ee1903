import { hostIsFixed } from '../../../shared/check/webhooks.ts';
import { isSafeKey, type Value, type Values } from '../../../shared/value.ts';
import { isRecord } from '../read.ts';
import { type CurlRequest, readCurl } from './curl-request.ts';
import { type NewSecret, openVault, secretKind, secretLook, type Vault } from './secret-vault.ts';
import { hasVariable, withVariables } from './shell-words.ts';

/** A webhook tool made of a curl command: no secret of the command stands in it. */
export type CurlTool = { ok: true; tool: Values; secrets: NewSecret[]; notes: string[] } | { ok: false; reason: string };

/** A curl command as a webhook tool. What looks like a secret becomes `{{secrets.NAME}}`, and is handed over beside the tool. */
export function toolFromCurl(command: string): CurlTool {
  const reading = readCurl(command);
  if (!reading.ok) return reading;
  const { request } = reading;
  const address = addressOf(request.url);
  if (!address || !hostIsFixed(withVariables(request.url, (name) => `{{secrets.${name}}}`).replace(/\/\/[^/@]*@/, '//'))) {
    return { ok: false, reason: 'its scheme and host have to be written out, as in https://shop.example/orders' };
  }
  const vault = openVault(address.host);
  const { headers, dropped } = headersOf(request, address.user, vault);
  const body = bodyOf(request, headers, vault);
  const query = pairs(address.query, vault);
  const tool: Values = {
    name: nameFor(request.method, address.path),
    type: 'webhook',
    description: '',
    method: request.method,
    url: filled(address.start) + (query || address.query === '' ? '' : `?${filled(address.query)}`),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(query && Object.keys(query).length > 0 ? { query } : {}),
    ...(body === undefined ? {} : { body }),
    ...(request.redirects ? { followRedirects: 5 } : {}),
    ...careOf(request),
  };
  const left = dropped.length > 0 ? [`left out, since browsers and curl add them by themselves: ${dropped.join(', ')}`] : [];
  return { ok: true, tool, secrets: vault.secrets, notes: [...request.notes, ...left] };
}

type Address = { start: string; host: string; path: string; query: string; user: string | undefined };

function addressOf(url: string): Address | null {
  const [, scheme = '', user, host = '', path = '', query = ''] = /^(https?):\/\/(?:([^/?#@]*)@)?([^/?#]+)([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  return host === '' ? null : { start: `${scheme.toLowerCase()}://${host}${path}`, host, path, query, user };
}

/** What browsers and curl add by themselves, and what the runtime sets. */
const automatic = /^(host|content-length|connection|accept-encoding|te|priority|upgrade-insecure-requests|sec-.*)$/i;

function headersOf(request: CurlRequest, addressUser: string | undefined, vault: Vault): { headers: Record<string, string>; dropped: string[] } {
  const user = request.user ?? (addressUser === undefined ? undefined : decoded(addressUser));
  const given: [string, string][] = user === undefined ? request.headers : [...request.headers, ['authorization', basic(user, vault)]];
  const kept = given.filter(([name]) => !automatic.test(name) && isSafeKey(name.toLowerCase()));
  // A form is what curl sends unless it is told otherwise; a webhook would send JSON.
  const isForm = request.data.length > 0 && !kept.some(([name]) => name.toLowerCase() === 'content-type');
  const all: [string, string][] = isForm ? [...kept, ['content-type', 'application/x-www-form-urlencoded']] : kept;
  const headers = Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), headerValue(name, value, vault)]));
  return { headers, dropped: given.filter((it) => !kept.includes(it)).map(([name]) => name.toLowerCase()) };
}

const isFilled = (text: string): boolean => /^\{\{\s*secrets\.[A-Z][A-Z0-9_]*\s*\}\}$/.test(text);

function headerValue(name: string, value: string, vault: Vault): string {
  const kind = secretKind(name) ?? secretLook(value);
  const [, scheme, rest] = /^(Bearer|Basic|Token|ApiKey|Digest|Key|GenieKey)\s+([\s\S]+)$/i.exec(value) ?? [];
  if (scheme && rest) return `${scheme} ${secretText(rest, /basic/i.test(scheme) ? 'BASIC' : 'TOKEN', vault)}`;
  return kind ? secretText(value, kind, vault) : filled(value);
}

/** A secret as its placeholder; one that the command takes from a variable keeps that variable's name. */
function secretText(value: string, kind: string, vault: Vault): string {
  if (value === '' || isFilled(value) || isOneVariable(value)) return filled(value);
  return hasVariable(value) ? filled(value) : vault.keep(value, kind);
}

const isOneVariable = (text: string): boolean => hasVariable(text) && withVariables(text, () => '') === '';

/** `user:password` as the text behind `Basic`. */
function basic(user: string, vault: Vault): string {
  if (hasVariable(user)) return `Basic ${vault.keep(`the Base64 of ${withVariables(user, (name) => `$${name}`)}`, 'BASIC')}`;
  const bytes = new TextEncoder().encode(user.includes(':') ? user : `${user}:`);
  return `Basic ${vault.keep(btoa(String.fromCharCode(...bytes)), 'BASIC')}`;
}

/** The text with the shell's variables as secrets. */
const filled = (text: string): string => withVariables(text, (name) => `{{secrets.${name}}}`);

function bodyOf({ data }: CurlRequest, headers: Record<string, string>, vault: Vault): Value | undefined {
  if (data.length === 0) return undefined;
  const text = data.join('&');
  const type = headers['content-type'] ?? '';
  const json = jsonIn(text);
  // Many examples send JSON and forget to say so; a form it is not.
  if (isRecord(json) || Array.isArray(json)) {
    if (/form-urlencoded/.test(type)) headers['content-type'] = 'application/json';
    return authored(json, '', vault);
  }
  if (/form-urlencoded/.test(type)) return pairs(text, vault) ?? literal(text);
  return /\bjson\b/i.test(type) && json !== undefined ? authored(json, '', vault) : literal(text);
}

function jsonIn(text: string): Value | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value that was sent as it stands: what a webhook would read as an expression or a template is marked as literal. */
function authored(value: Value, name: string, vault: Vault): Value {
  if (typeof value === 'string') {
    const kind = secretKind(name) ?? secretLook(value);
    return kind ? secretText(value, kind, vault) : literal(value);
  }
  if (Array.isArray(value)) return value.map((item) => authored(item, name, vault));
  if (!isRecord(value)) return value;
  const before = vault.secrets.length;
  const members = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, authored(item, key, vault)]));
  const isMark = Object.keys(value).length === 1 && Object.hasOwn(value, 'literal');
  // What looks like our own mark is taken as it stands, unless a secret is in it.
  return isMark && vault.secrets.length === before ? { literal: value } : members;
}

const literal = (text: string): Value =>
  !hasVariable(text) && (text.includes('{{') || (text.startsWith('=') && text.length > 1)) ? { literal: text } : filled(text);

/** Pairs of a query or a form by name, one that comes again as a list; nothing where that would change what is sent. */
function pairs(text: string, vault: Vault): Values | null {
  if (text === '') return {};
  const parts = text.split('&').filter(Boolean);
  if (parts.some((part) => !part.includes('=') || !isSafeKey(decoded(part.split('=')[0] ?? '')) || part.startsWith('='))) return null;
  const result: Record<string, Value[]> = {};
  for (const part of parts) {
    const [name = '', ...rest] = part.split('=');
    const key = decoded(name);
    const value = authored(decoded(rest.join('=')), key, vault);
    result[key] = [...(result[key] ?? []), value];
  }
  return Object.fromEntries(Object.entries(result).map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function careOf({ seconds, retries }: CurlRequest): Values {
  const milliseconds = Math.round((seconds ?? 0) * 1_000);
  return {
    ...(milliseconds >= 1 ? { timeoutMilliseconds: Math.min(milliseconds, 120_000) } : {}),
    ...(retries !== undefined && retries >= 1 ? { retries: Math.min(Math.floor(retries), 5) } : {}),
  };
}

/** `get_orders` for `GET /v1/orders/123`. */
function nameFor(method: string, path: string): string {
  const words = decoded(path)
    .split('/')
    .map((part) =>
      part
        .replaceAll(/[^A-Za-z0-9]+/g, '_')
        .replaceAll(/^_+|_+$/g, '')
        .toLowerCase(),
    )
    .filter((part) => /^[a-z]/.test(part) && !/^v\d+$/.test(part) && part.length <= 40);
  return [method.toLowerCase(), ...words.slice(-2)].join('_').slice(0, 100);
}
