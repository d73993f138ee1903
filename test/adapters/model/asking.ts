import { type Outside, sdkModel } from '../../../runtime/adapters/model/sdk-model.ts';
import type { Clock, LanguageModel, ModelRequest, ModelTool } from '../../../runtime/ports.ts';
import type { Model } from '../../../shared/project/settings.ts';

/** A clock on which time passes twenty times as fast, so that a test of a minute's patience takes seconds. */
export const hastyClock: Clock = {
  now: () => Math.round(performance.now() * 20),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds / 20);
    return () => clearTimeout(timer);
  },
  soon: (then) => void setImmediate(then),
};

/** A model of a project: 12 s for an answer, which pass in 0.6 s on the hasty clock, and one retry. */
export const modelAt = (address: string, more: Partial<Model> = {}): Model => ({
  name: 'main',
  provider: 'openai_compatible',
  model: 'scripted',
  address,
  timeoutMilliseconds: 12_000,
  retries: 1,
  fallback: [],
  ...more,
});

/** A visitor's question. */
export const ask = (model: Model, more: Partial<ModelRequest> = {}): ModelRequest => ({
  model,
  system: 'Be kind.',
  messages: [{ role: 'user', text: 'Where is my order?' }],
  tools: [],
  ...more,
});

export const findOrder: ModelTool = {
  name: 'find_order',
  description: 'Finds an order by its number.',
  parameters: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'], additionalProperties: false },
};

/** The adapter under test, with some of the outside replaced. */
export const languageModel = (outside: Partial<Outside> = {}): LanguageModel =>
  sdkModel({ secrets: { get: () => undefined }, clock: hastyClock, dice: { roll: () => 0.5 }, ...outside });

/** Fetch over real HTTP that remembers what went over the wire. */
export function recordingFetch(): { http: typeof fetch; sent: { url: string; headers: Headers; body: Record<string, unknown> }[] } {
  const sent: { url: string; headers: Headers; body: Record<string, unknown> }[] = [];
  const http: typeof fetch = (input, init) => {
    sent.push({ url: String(input), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) });
    return fetch(input, init);
  };
  return { http, sent };
}
