import type { Clock } from '../ports.ts';

/** A bucket per key that fills at a steady rate; each taking empties it by one. */
export interface Rate {
  /** 0 where one was taken, else the seconds until the next is there. */
  take(key: string): number;
}

type Bucket = { tokens: number; at: number };
const keptBuckets = 20_000;

/** So many a second on average, and at most `burst` at once. Full buckets are forgotten. */
export function rateOf(clock: Clock, { perSecond, burst }: { perSecond: number; burst: number }): Rate {
  const buckets = new Map<string, Bucket>();
  return {
    take(key) {
      const now = clock.now();
      const known = buckets.get(key) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, known.tokens + (Math.max(0, now - known.at) / 1_000) * perSecond);
      buckets.delete(key);
      if (buckets.size >= keptBuckets) forgetOldest(buckets);
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perSecond);
    },
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next().value;
  if (oldest !== undefined) buckets.delete(oldest);
}

/** Counts what is open per key, up to a most. */
export interface Gauge {
  /** Whether one more fits; it then counts until `leave`. */
  enter(key: string): boolean;
  leave(key: string): void;
}

/** At most so many at once per key. */
export function gaugeOf(most: number): Gauge {
  const open = new Map<string, number>();
  return {
    enter(key) {
      const count = open.get(key) ?? 0;
      if (count >= most) return false;
      open.set(key, count + 1);
      return true;
    },
    leave(key) {
      const count = (open.get(key) ?? 0) - 1;
      if (count > 0) open.set(key, count);
      else open.delete(key);
    },
  };
}
