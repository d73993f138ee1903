import type { ProblemReport } from './problem.ts';
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

/** An effect in its place in the global order. */
export type PlannedEffect = { effect: Effect; tier: number; origin: Origin; parameters: Values };

/** What a turn asks of the conversation once all effects have run (R003-36). */
export type Signal =
  | { kind: 'abort'; reason: string; origin: Origin }
  | { kind: 'end'; reason: string; origin: Origin }
  | { kind: 'go_to_stage'; stage: string; origin: Origin };

/** A program in progress: plain data, so that a wait survives a restart. */
export type Run = ListRun | MoveRun | CloseRun;
/** A planned list of effects; `hook` says that it runs as one, with the bans of that hook (R003-28, R003-29). */
export type ListRun = { program: 'list'; id: string; effects: PlannedEffect[]; at: number; hook?: HookName };
/** A move between stages: leave, switch, enter. */
export type MoveRun = { program: 'move'; id: string; to: string; at: number };
/** The end of a conversation: its hook, then the final status. */
export type CloseRun = { program: 'close'; id: string; status: 'ended' | 'aborted' | 'failed'; reason: string; at: number };

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
