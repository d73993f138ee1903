import type { Checkpoint, CheckpointBase, CheckpointVerdict, PromptRun } from './checkpoint.ts';
import type { Effect } from './project/effect.ts';
import type {
  Origin,
  Outcome,
  PromptSequenceRun,
  Round,
  Run,
  ShownButton,
  ShownCard,
  ShownFile,
  ShownForm,
  ShownImage,
  Signal,
  Wait,
} from './run.ts';
import type { Value, Values } from './value.ts';

/** Who speaks next, or how it ended. */
export type Status = 'active' | 'waiting_for_human' | 'with_human' | 'ended' | 'aborted' | 'failed';

/** Whether a status is final: nothing is taken any more. */
export const isClosed = (status: Status | string): boolean => status === 'ended' || status === 'aborted' || status === 'failed';

/** Whether a human has the conversation, or was asked to take it: the bot then says nothing at all (P-44). */
export const isWithHuman = (status: Status): boolean => status === 'waiting_for_human' || status === 'with_human';

/** Somebody of the team, as the others and the visitor see them. */
export type OperatorRef = { id: string; name: string };

/** A conversation in the hands of a human, or on its way there: `operator` is empty while it waits. */
export type InHumanHands = {
  since: number;
  reason: string;
  operator: OperatorRef | null;
  /** When it is too late for somebody to come (`handoff.waitMinutes`). */
  until?: number;
  /** What the visitor said since the last word of a human, by id: the bot answers that once it has the conversation again. */
  unanswered: string[];
};

/** What sets a turn off. */
export type Input =
  | { kind: 'start' }
  | { kind: 'resume' }
  /** The visitor asks for a human, from the widget's menu. */
  | { kind: 'human'; id: string }
  /** A moment has come that the conversation was waiting for. */
  | { kind: 'deadline'; id: string; about: 'handoff' }
  /** A human has given the conversation back, to go on in another stage. */
  | { kind: 'handed_back'; id: string; stage: string }
  | { kind: 'message'; id: string; text: string; files?: ShownFile[] }
  /** `form` is the message whose form was sent. */
  | { kind: 'command'; id: string; command: string; parameters: Values; form?: string }
  /** What an operator decided about a call that waits for approval. */
  | ({ kind: 'decision'; id: string; wait: string; approve: boolean; by: string } & OnCheckpoint)
  /** A prompt sequence starts. */
  | { kind: 'sequence'; id: string; run: PromptSequenceRun }
  /** The next step of a run has a turn to itself. */
  | { kind: 'step'; id: string; run: string }
  /** An operator takes back what a checkpoint did, as far as that can be done. */
  | { kind: 'revert'; id: string; checkpoint: string; by: string }
  /** What an author does in a rehearsal beside talking: variables change, effects run. No door for visitors takes it. */
  | { kind: 'rehearsal'; id: string; changes: Change[]; effects: Effect[] };

/** What a decision says beside yes or no where it is about a checkpoint. */
export type OnCheckpoint = { how?: CheckpointVerdict; edits?: Values; items?: string[]; reason?: string };

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
  cards?: ShownCard[];
  form?: ShownForm;
  files?: ShownFile[];
  /** The message whose form this one answers. */
  answers?: string;
  /** The name of the operator who wrote it. */
  by?: string;
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
  /** What waited for this turn's message, until something was done with it: it waits again where a human steps in. */
  resumed?: Conversation['waiting'];
  /** A human has stepped in: what is left of the turn is not done. */
  isDropped?: boolean;
  reply: PendingReply | null;
  /** Whether the list that runs now has answered, and whether the turn has said anything at all. */
  responded: boolean;
  answered: boolean;
  suppressed: boolean;
  visibility: Visibility | null;
};

/** Whether nothing of the running turn may reach the visitor any more: a human has the conversation, or had it meanwhile (P-44). */
export const isSilenced = ({ status, turn }: Pick<Conversation, 'status' | 'turn'>): boolean => isWithHuman(status) || turn?.isDropped === true;

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
  /** In whose hands it is, while the bot is silent. */
  human?: InHumanHands;
  /** What colleagues did meanwhile: later prompts know it. */
  colleagues?: { by: string; summary: string; at: number }[];
  /** An address that was left where nobody was there. */
  contact?: { email: string; at: number };
  /** Messages of the visitor that no operator has looked at. */
  unread?: number;
  /** The last runs of prompt sequences, and all that are not over, oldest first. */
  promptRuns?: PromptRun[];
  /** The last checkpoints, and all of a run that is not over, oldest first. */
  checkpoints?: Checkpoint[];
  /** What the step that runs, or waits for the answers of its calls, has done so far. */
  staged?: Staged;
  /** Where the workflow of each stage stands. */
  workflows?: Record<string, WorkflowNow>;
  /** How often each round-robin response was given, by its place. */
  counters: Record<string, number>;
  /** The hash of the text that the visitor agreed to last. */
  consented?: string;
  turns: number;
  /** Of the last event. */
  seq: number;
  /** Of the last event that visitors see. */
  shown: number;
  startedAt: number;
  changedAt: number;
};

/** The copy that a step works on, as what it would change; `base` is what it began with. */
export type Staged = {
  run: string;
  base: CheckpointBase;
  changes: Change[];
  /** The tools that want a yes for what they did. */
  consent: string[];
  /** The rounds of a step that stands still, and those with which a step went on. */
  rounds?: Round[];
  from?: Round[];
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
  | { type: 'call_result'; run: string; call: number; result: Value; isError: boolean; changes: number; staged?: string }
  | { type: 'enqueue'; input: Input }
  /** What a step did to its copy; nobody sees it before its checkpoint is applied. */
  | { type: 'staged'; run: string; change: Change }
  /** A call that is made once its checkpoint is applied. */
  | { type: 'call'; item: string; tool: string; arguments: Value }
  | { type: 'consent'; tool: string }
  | { type: 'suspended'; run: string; rounds: Round[] }
  | { type: 'checkpoint'; checkpoint: Checkpoint }
  | { type: 'workflow'; stage: string; now: WorkflowNow };

/** How a turn came to rest. */
export type TurnEnd = 'answered' | 'silent' | 'failed';

/** How many messages a conversation keeps at hand; older ones are in the log (docs/limits.md). */
export const messagesAtHand = 100;
