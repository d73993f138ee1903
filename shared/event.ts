import type { Change, Conversation, Found, InHumanHands, Input, Message, OperatorRef, Spent, Status, TurnEnd } from './conversation.ts';
import type { ProblemReport } from './problem.ts';
import type { OperationType, Origin, Outcome, Run, Signal, Wait } from './run.ts';
import type { Value, Values } from './value.ts';

/** Why an action matched or did not. */
export type Candidate = {
  action: string;
  by: 'classifier' | 'command' | 'transformation' | 'guardrail' | 'knowledge';
  score?: number;
  threshold?: number;
  matched: boolean;
  /** In words, such as `condition is false` or `below the threshold`. */
  reason: string;
  parameters?: Values;
  missing?: string[];
  evidence?: Evidence;
};

/** What spoke for a candidate. */
export type Evidence = { nearest?: string; wordsFor?: string[]; wordsAgainst?: string[] };

/** An evaluated condition, as the trace shows it. */
export type ConditionTrace = { action: string; condition: string; value: boolean; problem?: ProblemReport };

/** The resolved order before anything runs, and what was settled on the way. */
export type PlanTrace = {
  effects: { effect: OperationType; tier: number; origin: string; path: string }[];
  discarded: { effect: OperationType; origin: string; path: string; reason: string }[];
};

/** One fact before it is on record. */
export type Fact =
  | { type: 'conversation_started'; conversation: Conversation }
  | { type: 'version_moved'; version: number }
  | { type: 'profile_loaded'; profile: Values }
  | { type: 'input_received'; input: Input; message?: Message }
  | { type: 'turn_started'; input: Input }
  | { type: 'variables_transformed'; by: string; changes: Change[]; problem?: ProblemReport; trace?: EffectTrace; milliseconds: number }
  | {
      type: 'turn_matched';
      candidates: Candidate[];
      conditions: ConditionTrace[];
      matched: string[];
      parameters: Values;
      knowledge?: Found[];
      milliseconds: number;
    }
  | { type: 'execution_plan'; run: Run; plan: PlanTrace; isAlternative?: boolean }
  | { type: 'run_started'; run: Run; parent?: { run: string; position: Run['at'] } }
  | { type: 'run_moved'; run: string; position: Run['at']; reason: string }
  | {
      type: 'effect_done';
      run: string;
      position: Run['at'];
      effect: OperationType;
      origin: Origin;
      outcome: Outcome;
      changes: Change[];
      trace?: EffectTrace;
      milliseconds: number;
    }
  | { type: 'run_ended'; run: string; outcome: Outcome }
  | { type: 'run_waits'; run: string; position: Run['at']; wait: Wait }
  | { type: 'run_resumed'; approval?: string }
  | { type: 'wait_dropped'; reason: string }
  /** `kept` are those whose time comes after the chosen one. */
  | { type: 'signals_settled'; chosen: Signal; discarded: Signal[]; kept?: Signal[]; run: Run }
  | { type: 'stage_changed'; from: string; to: string; defaults: Values; run: string; position: Run['at'] }
  /** `by` is the operator who did it; `human` says in whose hands it is from now on. */
  | {
      type: 'status_changed';
      status: Status;
      reason: string;
      run?: string;
      position?: Run['at'];
      by?: OperatorRef;
      human?: Omit<InHumanHands, 'unanswered'>;
    }
  | { type: 'operator_said'; by: OperatorRef; message: Message }
  /** The bot has the conversation again; it answers what stands under `answers`. `by` is empty where nobody came in time. */
  | { type: 'handed_back'; by: OperatorRef | null; summary: string; stage?: string; answers: Input[] }
  /** Nobody has come in time, and the conversation goes on waiting. */
  | { type: 'wait_overdue' }
  | { type: 'contact_left'; id: string; email: string; message?: Message }
  /** An operator has looked: nothing is unread. */
  | { type: 'seen'; by: OperatorRef }
  /** What the page says of itself from now on, as a whole. */
  | { type: 'attributes_told'; attributes: Values }
  /** What an earlier self of the visitor knew of them and they themselves did not. */
  | { type: 'profile_filled'; fields: Values }
  /** The visitor took up a message that came by itself. */
  | { type: 'invited'; name: string; message: Message }
  | { type: 'rated'; value: number; scale: 'thumbs' | 'five'; message?: string; comment?: string }
  | { type: 'consented'; hash: string }
  | { type: 'turn_failed'; problem: ProblemReport; message?: Message }
  | { type: 'turn_ended'; how: TurnEnd; spent: Spent; milliseconds: number };

/** What the trace shows of one effect beside its outcome: resolved inputs, logs, attempts. */
export type EffectTrace = Record<string, Value>;

export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

/**
 * One fact on record. `seq` counts all events of a conversation without a gap; `shown` counts those that visitors
 * see, also without a gap, and is absent on the others. `at` is in milliseconds since 1970 and orders nothing (G-03).
 */
export type Event = Fact & { seq: number; at: number; turn: number; shown?: number };
