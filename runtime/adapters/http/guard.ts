import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { Allowed } from './allowed-addresses.ts';
import { isPublic } from './public-address.ts';
import { forbidden } from './target.ts';

/** All addresses of a name. */
export type Lookup = (host: string) => Promise<string[]>;
export type Guard = { allowed: Allowed; lookup: Lookup };

/**
 * Opens connections to checked addresses only. A name is looked up once, and the connection goes to what was found and
 * checked then, so that a name which changes its mind leads nowhere else (G-29).
 */
export function guardedConnector(guard: Guard): buildConnector.connector {
  return (options, callback) => {
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    addressesOf(options.hostname, port, guard).then(
      (addresses) => buildConnector({ allowH2: false, timeout: connectMilliseconds, lookup: pinned(addresses) })(options, callback),
      (thrown: Error) => callback(thrown, null),
    );
  };
}

/** A connection that nobody waits for any more is given up after this long. */
const connectMilliseconds = 15_000;

/** Every address of a host; throws where one of them may not be called. */
async function addressesOf(hostname: string, port: number, { allowed, lookup }: Guard): Promise<string[]> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const bare = host.replace(/\.$/, '');
  const addresses = isIP(host) === 0 ? await lookup(host) : [host];
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  const isFree = allowed.covers(bare, port);
  if (!addresses.every((address) => isIP(address) !== 0 && (isFree || isPublic(address) || allowed.covers(address, port)))) throw forbidden(bare);
  return addresses;
}

/** Answers what was checked, whatever is asked. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, all[0]?.address ?? '', all[0]?.family);
  };
}
