import type { ScriptResult, ScriptScope, ScriptTrip } from '../../ports.ts';
import type { SentCall, TripFrame } from './wire.ts';

/** A trip on its way: what was asked, and what has been answered so far, in order. */
export type Job = {
  trip: ScriptTrip;
  calls: SentCall[];
  answers: ScriptResult[];
  /** Each call by itself: after a child was lost, to find the one that is to blame. */
  alone: boolean;
  /** How often a child was lost with it for no reason of its own. */
  losses: number;
  resolve: (answers: ScriptResult[]) => void;
};

/** The calls that have no answer yet. */
export const open = (job: Job): SentCall[] => job.calls.slice(job.answers.length);

/** Whether a single call is left. */
export const isLast = (job: Job): boolean => job.calls.length - job.answers.length === 1;

/** What goes to a child: the scope once, and the calls that have no answer yet. */
export function tripFrame(job: Job): TripFrame {
  const { scope, seed, now, limits, weighs = false } = job.trip;
  const calls = open(job);
  const { milliseconds, megabytes } = limits;
  const text = JSON.stringify({ scope: mentioned(scope, calls), calls, seed, now });
  return { milliseconds, megabytes, count: calls.length, alone: job.alone, weighs, text };
}

/** The scope without what no call can see, since none spells its name: a long history stays at home where nobody reads it. */
function mentioned(scope: ScriptScope, calls: SentCall[]): Partial<ScriptScope> {
  const codes = calls.map(({ code }) => code);
  // `eval` and escapes spell names in other ways.
  if (codes.some((code) => code.includes('eval') || code.includes('\\u'))) return scope;
  const spells = (name: string) => codes.some((code) => code.includes(name));
  const seen: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(scope)) if (spells(name) || (name === 'time' && spells('formatDate'))) seen[name] = value;
  return seen;
}
