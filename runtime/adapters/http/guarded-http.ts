import { lookup as systemLookup } from 'node:dns/promises';
import type { Http } from '../../ports.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import type { Lookup } from './guard.ts';

export type GuardOptions = {
  /** What may be called although it is not public: `host`, `host:port`, an address or a range such as `10.0.0.0/8`. For development. */
  allowedAddresses?: readonly string[];
  /** Names to addresses; the operating system's where nothing else is given. */
  lookup?: Lookup;
};

/** Calls public addresses and those that are allowed by name; throws `settings.invalid` for an allowance that nobody can read. */
export function guardedHttp(options: GuardOptions = {}): Http {
  const guard = { allowed: allowedAddresses(options.allowedAddresses ?? []), lookup: options.lookup ?? everyAddress };
  let web: Promise<Http> | undefined;
  return {
    async send(request) {
      // On first use: who never calls outside does not wait for the client at start.
      web ??= import('./web.ts').then(({ openWeb }) => openWeb(guard));
      return (await web).send(request);
    },
    async close() {
      await (await web)?.close();
    },
  };
}

const everyAddress: Lookup = async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address);
