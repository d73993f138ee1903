import type { EffectTrace } from '../../shared/event.ts';
import { asList, asText, isRecord } from '../document/read.ts';

/** One call of a model as its effect wrote it down. */
export type ModelCall = {
  model: string;
  ok: boolean;
  /** How it ended, or what went wrong. */
  end: string;
  input: number;
  output: number;
  cost: number | null;
  milliseconds: number;
  attempts: number;
};

/** What an effect asked of models: its calls, those that failed included, the prompt as it was sent, and how many messages went with it. */
export type Asked = { calls: ModelCall[]; prompt: string; messages: number };

/** What the trace of an effect tells of models, and what is left of it then; nothing asked where no model was called. */
export function askedIn(trace: EffectTrace): { asked: Asked | null; others: EffectTrace } {
  const { models, prompt, messages, ...others } = trace;
  const calls = asList(models).filter(isRecord);
  if (calls.length === 0) return { asked: null, others: trace };
  return { asked: { calls: calls.map(callOf), prompt: asText(prompt), messages: numberOf(messages) }, others };
}

function callOf(written: EffectTrace): ModelCall {
  const { model, ok, finish, problem, inputTokens, outputTokens, cost, milliseconds, attempts } = written;
  return {
    model: asText(model),
    ok: ok === true,
    end: asText(problem) || asText(finish),
    input: numberOf(inputTokens),
    output: numberOf(outputTokens),
    cost: typeof cost === 'number' ? cost : null,
    milliseconds: numberOf(milliseconds),
    attempts: numberOf(attempts),
  };
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
