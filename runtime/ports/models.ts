import type { ProblemReport } from '../../shared/problem.ts';
import type { Model } from '../../shared/project/settings.ts';
import type { Value } from '../../shared/value.ts';

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
