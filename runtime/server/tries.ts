import { Problem } from '../../shared/problem.ts';
import type { Clock } from '../ports.ts';
import { networkOf } from './address.ts';

/** Limits tries that fail; those that succeed are given back (P-36). */
export interface Tries {
  /** Counts a try, or throws `admin.too_many` with the seconds until the next one. */
  take(key: string): void;
  giveBack(key: string): void;
}

export type Pace = { burst: number; perSecond: number };
type Count = { count: number; at: number };
const keptKeys = 10_000;

/** So many tries at once for each key, and then as many as the pace says. */
export function triesOf(clock: Clock, { burst, perSecond }: Pace): Tries {
  const counts = new Map<string, Count>();
  const left = (key: string): number => {
    const { count, at } = counts.get(key) ?? { count: 0, at: 0 };
    return Math.max(0, count - (Math.max(0, clock.now() - at) / 1_000) * perSecond);
  };
  const keep = (key: string, count: number): void => {
    counts.delete(key);
    const oldest = counts.size >= keptKeys ? counts.keys().next().value : undefined;
    if (oldest !== undefined) counts.delete(oldest);
    counts.set(key, { count, at: clock.now() });
  };
  return {
    take(key) {
      const count = left(key) + 1;
      if (count > burst) throw new Problem('admin.too_many', { seconds: Math.ceil((count - burst) / perSecond) });
      keep(key, count);
    },
    giveBack: (key) => keep(key, Math.max(0, left(key) - 1)),
  };
}

/** Who tries, and for which login; a link has none. */
export type Attempt = { address: string; login?: string };

/** The limits of signing in: by address, by login from one address, and, for addresses that never came in with it, by login. */
export interface SignInLimits {
  take(attempt: Attempt): void;
  succeeded(attempt: Attempt): void;
}

/** Nobody can keep another one out: the limit of a login from everywhere does not hold for addresses that it is known from. */
export function signInLimits(clock: Clock): SignInLimits {
  const byAddress = triesOf(clock, { burst: 10, perSecond: 1 / 30 });
  const byBoth = triesOf(clock, { burst: 5, perSecond: 1 / 60 });
  const byLogin = triesOf(clock, { burst: 50, perSecond: 1 / 10 });
  const known = new Set<string>();
  const both = ({ address, login }: Attempt): string => JSON.stringify([login, networkOf(address)]);
  return {
    take(attempt) {
      byAddress.take(networkOf(attempt.address));
      if (attempt.login === undefined) return;
      byBoth.take(both(attempt));
      if (!known.has(both(attempt))) byLogin.take(attempt.login);
    },
    succeeded(attempt) {
      byAddress.giveBack(networkOf(attempt.address));
      if (attempt.login === undefined) return;
      byBoth.giveBack(both(attempt));
      if (!known.has(both(attempt))) byLogin.giveBack(attempt.login);
      const oldest = known.size >= keptKeys ? known.values().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      known.add(both(attempt));
    },
  };
}
