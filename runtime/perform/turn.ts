import type { Change } from '../../shared/conversation.ts';
import type { EffectTrace } from '../../shared/event.ts';
import type { ChainResult, HookName, Operation, OperationType, Origin, Outcome } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import type { Ports } from '../ports.ts';
import type { Budget } from './budget.ts';
import type { Ledger } from './ledger.ts';
import type { Ready } from './versions.ts';

/** What carrying out a turn needs. */
export type Turn = {
  ports: Ports;
  ready: Ready;
  ledger: Ledger;
  budget: Budget;
  /** Fires when the visitor stops the reply that is being written. */
  stop?: AbortSignal;
};

/** One effect about to be done: what it is, where it comes from, and the place that its id is made of. */
export type Task<T extends Operation = Operation> = {
  effect: T;
  origin: Origin;
  parameters: Values;
  hook?: HookName | undefined;
  /** What came of the items before it, inside of an action sequence. */
  chain?: ChainResult[];
  /** The same for every attempt at this effect: run and position (G-05). */
  key: string;
};

export type OperationOf<T extends OperationType> = Extract<Operation, { type: T }>;

/** How an effect turned out, and what it changed. */
export type Done = { outcome: Outcome; changes: Change[]; trace?: EffectTrace };

/** Carries one effect out. It changes nothing by itself: what it did is in its answer. */
export type Handler<T extends OperationType> = (task: Task<OperationOf<T>>, turn: Turn) => Promise<Done> | Done;
export type Handlers = { [T in OperationType]: Handler<T> };

/** An effect that turned out well. */
export const did = (changes: Change[], trace?: EffectTrace): Done => ({ outcome: { ok: true, value: null }, changes, ...(trace ? { trace } : {}) });
