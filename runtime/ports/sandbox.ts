import type { ProblemReport } from '../../shared/problem.ts';
import type { ScriptScope } from '../../shared/script.ts';
import type { Value, Values } from '../../shared/value.ts';

/** One piece of JavaScript: an expression gives its value, a script may change the scope and signal. */
export type ScriptCall = {
  kind: 'expression' | 'script';
  code: string;
  /** Where it stands in the document, for errors. */
  path: string;
  /** Replaces the scope's `params` and adds names for this call alone. */
  params?: Values;
};

/** Calls that go to the sandbox together, each in fresh globals, in order; what one does the next does not see. */
export type ScriptTrip = {
  scope: ScriptScope;
  calls: ScriptCall[];
  /** For `Math.random` and `uuid`; the same seed gives the same luck. */
  seed: number;
  /** What `Date.now()` says, in milliseconds. */
  now: number;
  limits: { milliseconds: number; megabytes: number };
  /** Whether to find out how much memory it takes: that costs a new sandbox, so it is for trials. */
  weighs?: boolean;
};

export type ScriptSignal =
  | { kind: 'go_to_stage'; stage: string }
  | { kind: 'end'; reason: string }
  | { kind: 'abort'; reason: string }
  | { kind: 'respond'; text: string }
  | { kind: 'suppress_response' };

/** What a script left changed, by top-level name: a value was set, `undefined` never occurs, removed names are listed. */
export type ScopeChanges = {
  vars: { set: Values; removed: string[] };
  userProfile: { set: Values; removed: string[] };
  userInput?: string;
};

export type ScriptProblem = ProblemReport & { line?: number; column?: number };

/** `kilobytes` is the memory in use at the end of a trip that was weighed, what had been cleared away before not counted. */
export type ScriptResult = { logs: string[]; microseconds: number; kilobytes?: number } & (
  | { ok: true; value: Value; changes: ScopeChanges; signals: ScriptSignal[] }
  | { ok: false; problem: ScriptProblem }
);

/** Runs authors' JavaScript where it can hurt nobody (G-32). Never throws for what a script does. */
export interface Sandbox {
  /** One result for each call, in order. */
  run(trip: ScriptTrip): Promise<ScriptResult[]>;
  /** Whether a piece of code parses; answers the problem where not. Runs nothing. */
  check(call: Pick<ScriptCall, 'kind' | 'code'>): Promise<ScriptProblem | null>;
  close(): Promise<void>;
}
