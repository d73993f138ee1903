import type { ProblemReport } from './problem.ts';
import type { Parameter } from './project/action.ts';
import type { Effect, ReplyButton } from './project/effect.ts';
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
  | { type: 'say'; text: string; buttons?: ReplyButton[] }
  /** Takes values out of what the visitor said; the outcome's value is `{ values, missing }`. */
  | { type: 'extract_values'; parameters: Parameter[]; examples: string[] };
export type Operation = Effect | InternalEffect;
export type OperationType = Operation['type'];

/** An effect in its place in the global order. */
export type PlannedEffect = { effect: Operation; tier: number; origin: Origin; parameters: Values };

/** What a turn asks of the conversation once all effects have run (R003-36). */
export type Signal =
  | { kind: 'abort'; reason: string; origin: Origin }
  | { kind: 'end'; reason: string; origin: Origin }
  | { kind: 'go_to_stage'; stage: string; origin: Origin };

/** A program in progress: plain data, so that a wait survives a restart. */
export type Run = ListRun | MoveRun | CloseRun | FillRun;
/** A planned list of effects; `hook` says that it runs as one, with the bans of that hook (R003-28, R003-29). */
export type ListRun = { program: 'list'; id: string; effects: PlannedEffect[]; at: number; hook?: HookName };
/** A move between stages: leave, switch, enter. */
export type MoveRun = { program: 'move'; id: string; to: string; at: number };
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

/** What a run waits for. `declined` when it could make nothing of a message that others can answer: it then asks again. */
export type Wait = { for: 'message'; declined: boolean };

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
export type ShownButton = { label: string; command?: string; parameters?: Values };
export type ShownImage = { url: string; alt: string };
export type { ReplyButton };
