import { BlockList, isIP } from 'node:net';
import { Problem } from '../../../shared/problem.ts';

/** What may be called although it is not public. */
export interface Allowed {
  /** Whether a host or an address may be called on this port. */
  covers(hostOrAddress: string, port: number): boolean;
  /** Whether exactly this port was written beside the host, which opens it even where ports of its kind are closed. */
  namesPort(host: string, port: number): boolean;
}

type Entry = { holds(hostOrAddress: string): boolean; port: number | null };

/** Reads the allow-list; throws `settings.invalid` for an entry that is neither a host, an address nor a range. */
export function allowedAddresses(texts: readonly string[]): Allowed {
  const entries = texts.map((text) => entryOf(text.trim().toLowerCase()));
  return {
    covers: (it, port) => entries.some((entry) => entry.holds(it) && (entry.port === null || entry.port === port)),
    namesPort: (host, port) => entries.some((entry) => entry.port === port && entry.holds(host)),
  };
}

function entryOf(text: string): Entry {
  const [, address = '', prefix] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (prefix !== undefined) return { holds: inRange(text, address, Number(prefix)), port: null };
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f.:]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = isIP(text) === 6 ? text : (bracketed ?? plain ?? '');
  const isAddress = isIP(host) !== 0;
  const number = port === undefined || host === text ? null : Number(port);
  if (host === '' || (bracketed !== undefined && !isAddress) || (number !== null && (number < 1 || number > 65_535))) throw unreadable(text);
  return { holds: isAddress ? inRange(text, host, isIP(host) === 6 ? 128 : 32) : (it) => it === host, port: number };
}

function inRange(text: string, address: string, prefix: number): Entry['holds'] {
  const version = isIP(address);
  if (version === 0 || prefix > (version === 6 ? 128 : 32)) throw unreadable(text);
  const range = new BlockList();
  range.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return (it) => isIP(it) !== 0 && range.check(it, isIP(it) === 6 ? 'ipv6' : 'ipv4');
}

const unreadable = (value: string): Problem =>
  new Problem('settings.invalid', {
    name: 'PROMPTSIDE_ALLOWED_ADDRESSES',
    value,
    expected: 'a list of hosts, host:port, addresses or ranges such as 10.0.0.0/8',
  });
