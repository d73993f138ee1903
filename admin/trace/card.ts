import type { Message } from '../../shared/conversation.ts';
import type { Value } from '../../shared/value.ts';
import type { Bar } from './bars.ts';
import type { ShownChange } from './changes.ts';
import type { KnownState } from './known-state.ts';
import type { Asked } from './model-calls.ts';
import type { ToolCall } from './tool-call.ts';

/** Everything that one turn did, ready to be drawn. */
export type TurnCard = {
  turn: number;
  at: number;
  /** The collapsed line. */
  said: Said;
  matched: string[];
  effects: string[];
  reply: string;
  milliseconds: number | null;
  state: 'running' | 'answered' | 'silent' | 'failed';
  /** The opened card. */
  stage: string;
  /** Which version of the project answered, where the log tells. */
  version: number | null;
  /** Whether it was the draft that answered. */
  isDraft?: boolean;
  messages: Message[];
  candidates: CandidateRow[];
  conditions: ConditionRow[];
  parameters: [string, string][];
  matchMilliseconds: number | null;
  plans: PlanRows[];
  entries: Entry[];
  /** Its phases on one axis of time, in order. */
  bars: Bar[];
  problems: string[];
  /** What the turn used of its budget, in words; empty until it has ended. */
  spent: string;
};

/** What set the turn off, as a person would say it. */
export type Said = { kind: 'message' | 'command' | 'start' | 'resume' | 'decision' | 'rehearsal' | 'other'; text: string };

export type CandidateRow = {
  action: string;
  by: string;
  score: string;
  threshold: string;
  matched: boolean;
  reason: string;
  parameters: string;
  evidence: string[];
};

export type ConditionRow = { action: string; condition: string; value: boolean; problem: string };

export type PlanRows = {
  steps: { position: number; effect: string; sentence: string; tier: number; origin: string }[];
  discarded: { effect: string; sentence: string; origin: string; reason: string }[];
};

/** What happened while the turn ran, in order. */
export type Entry =
  | { kind: 'effect'; effect: EffectRow }
  | { kind: 'stage'; text: string; changes: ShownChange[]; asked?: Asked }
  | { kind: 'note'; text: string }
  | { kind: 'problem'; text: string };

export type EffectRow = {
  name: string;
  sentence: string;
  origin: string;
  path: string;
  milliseconds: number;
  ok: boolean;
  outcome: string;
  problem: string;
  changes: ShownChange[];
  said: string[];
  logs: string[];
  /** What it asked of models. */
  asked: Asked | null;
  /** What the log tells of the state when it was done, and after it. */
  states: { before: KnownState; after: KnownState };
  /** Everything else the trace of the effect holds: inputs, attempts, addresses. */
  facts: [string, Value][];
  /** What it called, where it called a tool. */
  call: ToolCall | null;
};
