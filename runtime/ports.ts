import type { Conversation } from '../shared/conversation.ts';
import type { Event, Evidence } from '../shared/event.ts';
import type { Finding } from '../shared/finding.ts';
import type { ProblemReport } from '../shared/problem.ts';
import type { Action, Parameter } from '../shared/project/action.ts';
import type { AuthoredProject, Project } from '../shared/project/project.ts';
import type { Model } from '../shared/project/settings.ts';
import type { ScriptScope } from '../shared/script.ts';
import type { Value, Values } from '../shared/value.ts';

export type { ScriptScope };

/** Wall time, and a way to wait. In milliseconds. */
export interface Clock {
  now(): number;
  /** Calls back after that long; the answer cancels it. */
  after(milliseconds: number, then: () => void): () => void;
  /** Calls back as soon as what waits to be sent was sent. */
  soon(then: () => void): void;
}

/** New ids: unguessable where they come from the real world, counted in tests. */
export interface Ids {
  next(kind: string): string;
}

/** Luck, from 0 up to but not including 1. */
export interface Dice {
  roll(): number;
}

/* ---------------------------------------------------------------- the store */

/** A row of the operator's list. */
export type ConversationRow = {
  id: string;
  project: string;
  version: number;
  visitor: string;
  status: string;
  stage: string;
  turns: number;
  startedAt: number;
  changedAt: number;
  /** The last message, cut short. */
  preview: string;
};

/** What changed on a visitor's profile, field by field, so that two conversations lose nothing (P-23). */
export type ProfileChange = { field: string; operation: 'set' | 'reset' | 'add' | 'remove'; value?: Value };

/** The events of one conversation that become durable together or not at all. */
export type Commit = {
  row: ConversationRow;
  /** Gapless, in order; the first follows the last stored one, else `conversation.moved`. */
  events: Event[];
  /** Whether a turn or a queued input is left to do: what `unfinished` finds after a crash. */
  isOpen: boolean;
  /** Client-made ids that these events answer, with a digest of what was said under them (G-02). */
  inputs: StoredInput[];
  profile: ProfileChange[];
  /** The folded state after the last of the events, where it is worth storing. */
  snapshot?: Conversation;
};

export type StoredInput = { id: string; digest: string; seq: number };

/** Where conversations are kept. Everything acknowledged is on disk. */
export interface ConversationStore {
  /** At least one event. Resolves once durable; throws `conversation.moved`, `message.conflict`, `store.full` or `store.unavailable`, and then nothing was stored. */
  commit(commit: Commit): Promise<void>;
  /** The latest snapshot and the events after it, or nothing where there is no such conversation. */
  load(conversation: string): Promise<{ snapshot: Conversation | null; events: Event[] } | null>;
  /** Events with `seq` above `after`, oldest first. */
  events(conversation: string, after: number, limit: number): Promise<Event[]>;
  /** Events with `shown` above `after`, oldest first. */
  shown(conversation: string, after: number, limit: number): Promise<Event[]>;
  input(conversation: string, id: string): Promise<StoredInput | null>;
  /** Conversations with work left, oldest change first. */
  unfinished(): Promise<string[]>;
  /** The visitor's latest conversation in a project. */
  latest(project: string, visitor: string): Promise<{ id: string; status: string } | null>;
  profile(project: string, visitor: string): Promise<Values>;
  /** Newest change first; `before` is a `changedAt`. */
  conversations(project: string, page: { before?: number; limit: number }): Promise<ConversationRow[]>;
  conversation(id: string): Promise<ConversationRow | null>;
}

/** A published document; versions count from 1 and are never changed. */
export type Version = { project: string; version: number; document: AuthoredProject; note: string; author: string; at: number };
export type VersionRow = Omit<Version, 'document'>;
export type Draft = { project: string; revision: number; document: Value; changedAt: number };

export interface ProjectStore {
  projects(): Promise<string[]>;
  current(project: string): Promise<Version | null>;
  version(project: string, version: number): Promise<Version | null>;
  versions(project: string): Promise<VersionRow[]>;
  /** Stores the next version and makes it the current one. */
  publish(version: Omit<Version, 'version'>): Promise<number>;
  draft(project: string): Promise<Draft | null>;
  /** Answers the new revision; throws `project.conflict` unless `revision` is the stored one (0: none yet). */
  saveDraft(draft: Draft): Promise<number>;
}

/** What the house itself remembers: the signing key, sign-in links and sessions, all with an expiry (0: never). */
export interface KeepStore {
  keep(kind: string, key: string, value: Value, expiresAt: number): Promise<void>;
  kept(kind: string, key: string, now: number): Promise<Value | undefined>;
  /** Removes it and answers it, atomically: of two takers one gets it. */
  take(kind: string, key: string, now: number): Promise<Value | undefined>;
}

export interface Store extends ConversationStore, ProjectStore, KeepStore {
  /** Finishes what was handed over, then lets go of the file. */
  close(): Promise<void>;
}

/* ---------------------------------------------------------------- the sandbox */

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

export type ScriptResult = { logs: string[]; microseconds: number } & (
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

/* ---------------------------------------------------------------- understanding */

/** Actions that compete for a message, and what is evidence against all of them. */
export type ClassifierTask = {
  /** The same key means the same content: it is prepared once. */
  key: string;
  actions: Action[];
  language: string;
  timezone: string;
  threshold?: number;
  /** Examples of actions elsewhere in the project that this task does not offer. */
  against: string[];
};

export type ClassifierAnswer = {
  action: string;
  score: number;
  threshold: number;
  accepted: boolean;
  parameters: Values;
  missing: string[];
  evidence?: Evidence;
};

/** A message that values are taken from; examples show by slots in braces what stands around a value. */
export type ExtractedFrom = { text: string; examples: readonly string[]; language: string; timezone: string; now: number };

/** Decides which actions a message means. */
export interface Classifier {
  /** Trains or loads what `classify` needs; answers what an author should know. */
  prepare(task: ClassifierTask): Promise<Finding[]>;
  /** Values of these parameters in a message, and the names of required ones that it does not give. */
  extract(parameters: readonly Parameter[], message: ExtractedFrom): Promise<{ values: Values; missing: string[] }>;
  /** Candidates, best first. Only `available` names compete: the rest is hidden (R003-11). */
  classify(task: ClassifierTask, message: { text: string; available: ReadonlySet<string>; now: number }): Promise<ClassifierAnswer[]>;
}

/* ---------------------------------------------------------------- the web */

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMilliseconds: number;
  maximumBytes: number;
  /** How many redirects may be followed; each address is checked like the first (P-35). */
  redirects: number;
};

/** `status` 0 where there was no answer (C-37); a 4xx or 5xx is an answer and `ok: false`. */
export type HttpAnswer =
  | { ok: true; status: number; statusText: string; headers: Record<string, string>; data: Value; milliseconds: number }
  | { ok: false; problem: ProblemReport; status: number; statusText: string; headers: Record<string, string>; data: Value; milliseconds: number };

/** Calls addresses outside, and only those that an author may reach (G-29). Never throws for what the other side does. */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Values that stand in no document, by the names of environment variables (P-37). */
export interface Secrets {
  get(name: string): string | undefined;
}

/* ---------------------------------------------------------------- language models */

export type ModelCall = { id: string; tool: string; arguments: Value };

/** Roles are kept up to the wire, so that text can forge no turn (P-19). */
export type ModelMessage =
  | { role: 'user'; text: string; images?: string[] }
  | { role: 'assistant'; text: string; calls?: ModelCall[] }
  | { role: 'tool'; results: { id: string; tool: string; result: Value; isError: boolean }[] };

export type ModelTool = { name: string; description: string; parameters: { [key: string]: Value } };

export type ModelRequest = {
  model: Model;
  system: string;
  messages: ModelMessage[];
  tools: ModelTool[];
  /** A JSON Schema that the answer must fit; the answer then has an `object`. */
  output?: { [key: string]: Value };
  effort?: 'normal' | 'high';
  /** Ends the answer from outside: the visitor's stop button, a spent budget. */
  signal?: AbortSignal;
};

export type ModelUsage = { inputTokens: number; outputTokens: number };

/** One answer of one model. `cut` says that it broke off after some text had come. */
export type ModelAnswer =
  | {
      ok: true;
      text: string;
      calls: ModelCall[];
      object?: Value;
      finish: 'end' | 'calls' | 'length' | 'stopped';
      usage: ModelUsage;
      milliseconds: number;
      attempts: number;
    }
  | { ok: false; problem: ProblemReport; text: string; cut: boolean; usage: ModelUsage; milliseconds: number; attempts: number };

/** Asks a language model. Retries by the model's own policy where nothing was streamed yet; never throws for what a provider does. */
export interface LanguageModel {
  answer(request: ModelRequest, onText?: (piece: string) => void): Promise<ModelAnswer>;
}

/* ---------------------------------------------------------------- out to the readers */

/** Where visitors and operators listen. Called only with what is durable. */
export interface Outlet {
  events(conversation: Conversation, events: Event[]): void;
  /** A piece of a reply in the making; `from` is its offset. */
  delta(conversation: string, message: string, from: number, text: string): void;
  working(conversation: string, working: boolean): void;
}

/** Everything that the runtime needs from outside. */
export type Ports = {
  store: Store;
  sandbox: Sandbox;
  classifier: Classifier;
  http: Http;
  secrets: Secrets;
  model: LanguageModel;
  outlet: Outlet;
  clock: Clock;
  ids: Ids;
  dice: Dice;
};

/** A published version, parsed and ready. */
export type Published = { project: Project; version: number };
