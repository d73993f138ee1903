import type { CheckpointVerdict, SequenceMode, StartedBy } from './checkpoint.ts';
import type { ProblemReport } from './problem.ts';
import type { Parameter } from './project/action.ts';
import type { Effect, EffectOf, ReplyButton, ReplyCard } from './project/effect.ts';
import type { ShownButton, ShownForm, ShownImage } from './shown.ts';
import type { Value, Values } from './value.ts';

/** How the last thing that a run asked for turned out. A failed one may still carry a value, such as a response with a status. */
export type Outcome = { ok: true; value: Value } | { ok: false; problem: ProblemReport; value?: Value };

/** Where an effect comes from: an action, a hook, a playbook step or a script. */
export type Origin = {
  kind: 'action' | 'global_action' | 'hook' | 'playbook' | 'sequence' | 'script' | 'guard';
  name: string;
  path: string;
  index: number;
};

/** What programs ask for beside the effects that authors write. */
export type InternalEffect =
  /** Says something by itself, as a question of a program does. */
  | { type: 'say'; text: string; buttons?: ReplyButton[]; form?: ShownForm }
  /** Takes values out of what the visitor said; the outcome's value is `{ values, missing }`. */
  | { type: 'extract_values'; parameters: Parameter[]; examples: string[] }
  /** Says what a playbook's step says; the outcome's value is empty. */
  | ({ type: 'send'; playbook: string; reason?: string } & Spoken)
  /** Calls a tool or a sequence for a playbook; the outcome is that of the call. */
  | { type: 'run_action'; call: EffectOf<'call_tool'> }
  /** Writes variables, each with what its author wrote; `"NONE"` clears. */
  | { type: 'assign'; values: Values }
  /** Computes what the conditions of a step compare with; the outcome's value is the list. */
  | { type: 'resolve'; values: Value[] }
  /** Computes what a call gives an action sequence; the outcome's value is values by name. */
  | { type: 'take_inputs'; values: Values; written: 'by_effect' | 'by_playbook' }
  /** Ends in this way; what is kept is there for what follows, under its name. */
  | { type: 'conclude'; outcome: Outcome; keep?: { name: string; saveAs?: string } }
  /** Asks a model for the next round of a reply: words, or calls. */
  | { type: 'ask_model'; run: string; callables: string[] }
  /** Carries one call of the last round out, or takes over how it turned out. */
  | { type: 'run_call'; run: string; call: number; tool: string; arguments: Value; effect?: Effect; outcome?: Outcome; staged?: StagedAs }
  /** A step stands still until its staged calls are made; its rounds are kept. */
  | { type: 'suspend_step'; run: string }
  /** Makes a checkpoint of what a step has staged. */
  | { type: 'make_checkpoint'; run: string; checkpoint: string }
  /** Changes the conversation as a checkpoint says, all at once, or says what is in the way. */
  | ({ type: 'apply_checkpoint'; checkpoint: string } & Verdict)
  | ({ type: 'reject_checkpoint'; checkpoint: string } & Verdict)
  /** Says or shows what an applied checkpoint holds. */
  | { type: 'deliver'; checkpoint: string; item: string }
  /** Makes a call of an applied checkpoint and keeps how it turned out; `outcome` is that of a sequence, which has run by itself. */
  | { type: 'make_call'; checkpoint: string; item: string; outcome?: Outcome }
  | { type: 'revert_checkpoint'; checkpoint: string; by: string }
  /** Asks the visitor whether a call may be made, or says that an operator is asked. */
  | { type: 'ask_permission'; run: string; said: string; kind: 'confirmation' | 'approval'; tool: string; arguments: Value; wait: string }
  /** Ends a reply that does not come to an end, in the author's words. */
  | { type: 'give_up'; run: string; reason: string }
  /** Takes values out of an answer or the conversation; the outcome's value is `{ values, missing, guessed }`. */
  | {
      type: 'infer';
      playbook: string;
      wanted: Wanted[];
      from: 'message' | 'transcript' | 'everything';
      since: number;
      effort: 'normal' | 'high';
      given?: Values;
    };

/** A call that is kept for a checkpoint instead of being made, under the id of its item; `wants` where its tool wants a yes. */
export type StagedAs = { item: string; name: string; arguments: Value; wants: boolean; isMade: boolean };
/** What somebody said to a checkpoint: who, how, which part, with which values. */
export type Verdict = { how: CheckpointVerdict; by: string; items?: string[]; edits?: Values; reason?: string };

/** What a step says: these words, or what a model makes of the instruction; the words then stand in where there is no model. */
export type Spoken = {
  mode: 'fixed' | 'contextual';
  /** Never translated. */
  isVerbatim?: boolean;
  text?: string;
  instruction?: string;
  translations?: Record<string, string>;
  images?: ShownImage[];
  buttons?: ReplyButton[];
  /** Accepted answers, shown as buttons as they are. */
  choices?: string[];
  cards?: ReplyCard[];
  form?: ShownForm;
};

/** A value that a step wants to know. */
export type Wanted = {
  variable: string;
  instructions: string;
  capture: 'verbatim' | 'mapped';
  acceptedValues?: string[];
  validate?: 'email' | 'phone' | 'number' | 'date' | 'pattern';
  pattern?: string;
};
export type Operation = Effect | InternalEffect;
export type OperationType = Operation['type'];

/** An effect in its place in the global order. */
export type PlannedEffect = {
  effect: Operation;
  tier: number;
  origin: Origin;
  parameters: Values;
  /** What came of the items before it, inside of an action sequence. */
  chain?: ChainResult[];
};

/** What came of one item of an action sequence (R000-10, R000-11). */
export type ChainResult = { action: string; success: false; error: string } | { action: string; success: true; result: Value };

/** What a turn asks of the conversation once all effects have run (R003-36). */
export type Signal =
  | { kind: 'abort'; reason: string; origin: Origin }
  | { kind: 'end'; reason: string; origin: Origin }
  | { kind: 'handoff'; reason: string; origin: Origin }
  | { kind: 'go_to_stage'; stage: string; origin: Origin };

/** A program in progress: plain data, so that a wait survives a restart. */
export type Run = ListRun | MoveRun | CloseRun | HandoffRun | FillRun | PlaybookRun | ClarifyRun | SequenceRun | ReplyRun | PromptSequenceRun;
/** A planned list of effects; `hook` says that it runs as one, with the bans of that hook (R003-28, R003-29). */
export type ListRun = { program: 'list'; id: string; effects: PlannedEffect[]; at: number; hook?: HookName };
/** A move between stages: leave, switch, enter. */
export type MoveRun = { program: 'move'; id: string; to: string; at: number };
/** A human is fetched: the visitor is told where nothing else was said, then the bot falls silent. */
export type HandoffRun = { program: 'handoff'; id: string; reason: string; origin: Origin; at: number };
/** The end of a conversation: its hook, then the final status. */
export type CloseRun = { program: 'close'; id: string; status: 'ended' | 'aborted' | 'failed'; reason: string; at: number };

/** Asks for required parameters that a message did not give, then does what the action does (C-10). */
export type FillRun = {
  program: 'fill';
  id: string;
  action: string;
  stage: string;
  at: { step: 'ask' | 'read' | 'judge' | 'done'; parameters: Values; missing: string[]; asked: number };
};

/** A playbook under way. `parameters` are those of the action that started it; `depth` counts the playbooks that wait for this one. */
export type PlaybookRun = {
  program: 'playbook';
  id: string;
  playbook: string;
  stage: string;
  inputs: Values;
  parameters: Values;
  depth: number;
  /** A count that no two places of a run share, and the place. */
  at: [count: number, place: PlaybookPlace];
};

/** Where a playbook stands: at which step, by its path in the playbook, and how much of that step is done. */
export type PlaybookPlace = {
  step: string;
  phase: PlaybookPhase;
  /** How often each step was entered in one turn. */
  turn: number;
  visits: Record<string, number>;
  /** The turn in which each ASK was last through: asked again, it looks only at what was said since. */
  answered: Record<string, number>;
  /** What the open ASK has so far, and how often its question was put. */
  asked: number;
  values: Values;
};
export type PlaybookPhase = 'start' | 'step' | 'looked' | 'ask' | 'wait' | 'read' | 'judge' | 'ran' | 'handoff' | 'handed' | 'leave' | 'failed';

/** An action that may have been meant, and what its button says. */
export type ClarifyOption = { action: string; label: string; parameters: Values };
/** Asks which of several actions was meant. */
export type ClarifyRun = { program: 'clarify'; id: string; stage: string; options: ClarifyOption[]; at: 'ask' | 'wait' | 'do' | 'done' };

/** An action sequence under way: its effects in their order, and what came of those that are done. The first one computes the inputs. */
export type SequenceRun = {
  program: 'action_sequence';
  id: string;
  sequence: string;
  items: { action: string; count: number }[];
  effects: PlannedEffect[];
  outcomes: Outcome[];
  hook?: HookName;
  at: number;
};

/** A reply with tools under way: each round is what the model wanted and what came of it. */
export type ReplyRun = {
  program: 'reply';
  id: string;
  effect: EffectOf<'generate_response'>;
  stage: string;
  origin: Origin;
  parameters: Values;
  hook?: HookName;
  /** The run of a prompt sequence whose step this is: what it does is staged. */
  step?: string;
  rounds: Round[];
  at: [count: number, place: ReplyPlace];
};

/** A prompt sequence under way: its prompts as they were when it was created (C-22), and where it stands. */
export type PromptSequenceRun = {
  program: 'prompt_sequence';
  id: string;
  sequence: string;
  mode: SequenceMode;
  replies: 'send' | 'keep';
  steps: { id: string; prompt: string }[];
  variables: Record<string, string>;
  startedBy: StartedBy;
  startedAt: number;
  /** What the author wants where nobody decides. */
  timeout?: { minutes: number; then: Exclude<CheckpointVerdict, 'rebase'> };
  /** A count that no two places of a run share, and the place. */
  at: [count: number, place: SequencePlace];
};
/** `out` counts what an applied checkpoint has sent out so far. */
export type SequencePlace = { step: number; phase: SequencePhase; checkpoint: string; out: number };
export type SequencePhase = 'begin' | 'working' | 'made' | 'decide' | 'applied' | 'called' | 'rejected';

/** One answer of the model: its words, its calls, and what it cost in tokens. */
export type Round = { text: string; calls: LoopCall[]; tokens: number };
/**
 * A call, and how it turned out; `changes` counts the changes of state in the loop up to then. `staged` is the item of a checkpoint
 * that the call has become; it has been made once that is gone.
 */
export type LoopCall = { id: string; tool: string; arguments: Value; result?: Value; isError?: boolean; changes?: number; staged?: string };
/** `agreed` holds what was consented to in this round, such as `confirmation 0`. */
export type ReplyPlace = {
  phase: 'ask' | 'asked' | 'calls' | 'ran' | 'confirm' | 'confirming' | 'confirmed' | 'approve' | 'approving' | 'approved' | 'over';
  call: number;
  agreed: string[];
};

/**
 * What a run waits for. `declined` when it could make nothing of a message that others can answer: it then asks again. `form` is what
 * the form of the question names when it is sent.
 */
export type Wait = { for: 'message'; declined: boolean; form?: string } | Consent | SequenceWait;
/** A run of a prompt sequence waits for a person, or for the turn that its next step has to itself. */
export type SequenceWait =
  | { for: 'checkpoint'; declined: false; id: string; status: 'waiting_for_approval' | 'waiting_for_checkpoint_resolution' }
  | { for: 'step'; declined: false; id: string };
/** A call that waits for a yes, which holds for exactly these arguments (G-31). */
export type Consent = { for: 'confirmation' | 'approval'; declined: boolean; id: string; tool: string; arguments: Value };

export type ProgramName = Run['program'];
export type RunOf<T extends ProgramName> = Extract<Run, { program: T }>;
export type HookName =
  | 'onEnter'
  | 'onLeave'
  | 'onFallback'
  | 'onConversationStart'
  | 'onConversationResume'
  | 'onConversationEnd'
  | 'onConversationAbort'
  | 'onConversationFailed';

/** What a message shows beside its text. */
export type Reply = { text: string; buttons: ShownButton[]; images?: ShownImage[] };
/** A file that somebody sent, as it is kept. */
export type ShownFile = { id: string; name: string; type: string; bytes: number };
export type { FormField, ShownButton, ShownCard, ShownForm, ShownImage } from './shown.ts';
export type { ReplyButton };
