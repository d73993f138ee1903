import type { Failure } from './failure.ts';

const firstMilliseconds = 500;
const longestMilliseconds = 8_000;

/** What decides whether there is another attempt. `luck` is a roll of the dice. */
export type Attempted = { attempts: number; retries: number; leftMilliseconds: number; luck: number };

/** How long to wait before the next attempt, or nothing where there is none: it would not help, or not come in time. */
export function pauseBefore(failure: Failure, { attempts, retries, leftMilliseconds, luck }: Attempted): number | null {
  if (!failure.mayRetry || attempts > retries) return null;
  const doubled = Math.min(longestMilliseconds, firstMilliseconds * 2 ** (attempts - 1));
  // Half of it is luck, so that many turns that failed together do not come back together.
  const backoff = doubled * (0.5 + 0.5 * luck);
  const pause = Math.max(backoff, failure.waitMilliseconds ?? 0);
  return pause < leftMilliseconds ? pause : null;
}

/** The wait that a provider asks for in its headers, in seconds, milliseconds or as a date. */
export function retryAfter(headers: Record<string, string>, now: number): number | undefined {
  const exact = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (exact >= 0) return exact;
  const asked = headers['retry-after'];
  if (asked === undefined) return undefined;
  const milliseconds = /^\s*\d+(\.\d+)?\s*$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
