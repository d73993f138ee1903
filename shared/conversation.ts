import type { Origin, Outcome, Round, Run, ShownButton, ShownImage, Signal, Wait } from './run.ts';
import type { Value, Values } from './value.ts';

/** Who speaks next, or how it ended. */
export type Status = 'active' | 'waiting_for_human' | 'with_human' | 'ended' | 'aborted' | 'failed';

/** Whether a status is final: nothing is taken any more. */
export const isClosed = (status: Status | string): boolean => status === 'ended' || status === 'aborted' || status === 'failed';

/** What sets a turn off. */
export type Input =
  | { kind: 'start' }
  | { kind: 'resume' }
  | { kind: 'message'; id: string; text: string }
  | { kind: 'command'; id: string; command: string; parameters: Values }
  /** What an operator decided about a call that waits for approval. */
  | { kind: 'decision'; id: string; wait: string; approve: boolean; by: string };

/** Whether a model may see a message later (C-03). */
export type Visibility = { visibility: 'always' | 'stage' | 'never' | 'conditional'; condition?: string };

/** One message as all readers see it. */
export type Message = {
  id: string;
  role: 'user' | 'assistant' | 'operator';
  text: string;
  /** What prompts and exports show instead of `text`, after a Modify User Input. */
  seen?: string;
  at: number;
  turn: number;
  stage: string;
  buttons?: ShownButton[];
  images?: ShownImage[];
  visibility?: Visibility;
};

/** What a turn has used up of its budget so far (C-47). */
export type Spent = { effects: number; steps: number; toolCalls: number; modelCalls: number };

/** A response that a script asked for; it is sent in its tier unless an earlier action answers. */
export type PendingReply = { text: string; origin: Origin };

/** Where a workflow stands: its state, the states it has left, what it knows, and what went wrong last. */
export type WorkflowNow = { state: string; completed: string[]; data: Values; error?: string };

/** A knowledge item that answers a message, and how surely. */
export type Found = { id: string; question: string; answer: string; source?: string; score: number };

/** A turn in flight: everything that has to survive a cut. */
export type OpenTurn = {
  number: number;
  input: Input;
  startedAt: number;
  /** `collecting` may be repeated; from `executing` on the runs say what is left. */
  phase: 'collecting' | 'executing';
  /** What the visitor said, as prompts see it now, and as it was (C-17). */
  userInput: string;
  originalUserInput: string;
  /** Names of the matched actions, in their order (C-07). */
  actions: string[];
  parameters: Values;
  runs: Run[];
  /** Answers from the knowledge that fit the message well, best first. */
  knowledge: Found[];
  /** What is done instead where a waiting run can make nothing of the message (C-43). */
  alternative: Run | null;
  signals: Signal[];
  results: { tools: Values; webhooks: Values };
  lastOutcome: Outcome | null;
  reply: PendingReply | null;
  /** Whether the list that runs now has answered, and whether the turn has said anything at all. */
  responded: boolean;
  answered: boolean;
  suppressed: boolean;
  visibility: Visibility | null;
};

/** A conversation is the fold of its events; nothing else writes it. */
export type Conversation = {
  id: string;
  project: string;
  version: number;
  visitor: string;
  status: Status;
  language: string;
  stage: string;
  stageVars: Record<string, Values>;
  profile: Values;
  /** The last messages, oldest first; older ones are in the log. */
  messages: Message[];
  /** Accepted and not yet answered, oldest first. */
  queue: Input[];
  turn: OpenTurn | null;
  /** Runs that go on with what comes next; they cost nothing while they wait. */
  waiting: { runs: Run[]; wait: Wait } | null;
  /** Runs that wait for an operator; the conversation goes on meanwhile. */
  approvals?: { runs: Run[]; wait: Wait }[];
  /** Where the workflow of each stage stands. */
  workflows?: Record<string, WorkflowNow>;
  /** How often each round-robin response was given, by its place. */
  counters: Record<string, number>;
  turns: number;
  /** Of the last event. */
  seq: number;
  /** Of the last event that visitors see. */
  shown: number;
  startedAt: number;
  changedAt: number;
};

/** What one effect did to the conversation. */
export type Change =
  | { type: 'variable'; stage: string; name: string; value?: Value }
  | { type: 'profile'; field: string; operation: 'set' | 'reset' | 'add' | 'remove'; value?: Value }
  | { type: 'input'; text: string }
  | { type: 'visibility'; visibility: Visibility }
  | { type: 'message'; message: Message }
  | { type: 'page'; event: string; data: Value }
  | { type: 'signal'; signal: Signal }
  | { type: 'result'; kind: 'tools' | 'webhooks'; name: string; value: Value }
  | { type: 'counter'; key: string; value: number }
  | { type: 'reply'; reply: PendingReply }
  | { type: 'suppressed' }
  | { type: 'round'; run: string; round: Round }
  | { type: 'call_result'; run: string; call: number; result: Value; isError: boolean; changes: number }
  | { type: 'workflow'; stage: string; now: WorkflowNow };

/** How a turn came to rest. */
export type TurnEnd = 'answered' | 'silent' | 'failed';

/** How many messages a conversation keeps at hand; older ones are in the log (docs/limits.md). */
export const messagesAtHand = 100;
