import type { Change, Conversation, Found, Input, Message, Spent, Status, TurnEnd } from './conversation.ts';
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
  | { type: 'variables_transformed'; by: string; changes: Change[]; problem?: ProblemReport; milliseconds: number }
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
  | { type: 'signals_settled'; chosen: Signal; discarded: Signal[]; run: Run }
  | { type: 'stage_changed'; from: string; to: string; defaults: Values; run: string; position: Run['at'] }
  | { type: 'status_changed'; status: Status; reason: string; run?: string; position?: Run['at'] }
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
