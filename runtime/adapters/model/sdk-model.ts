import type { Clock, Dice, LanguageModel, ModelAnswer, ModelRequest, Secrets } from '../../ports.ts';
import { type Collected, collect, faultOf, nothing } from './attempt.ts';
import { explain, type Teller } from './explain.ts';
import { type Failure, final } from './failure.ts';
import { keyName } from './key.ts';
import { readOutput } from './output.ts';
import { openModel } from './provider.ts';
import { pauseBefore } from './retry.ts';
import { plainSend, type Send, watchedSend } from './send.ts';
import { type Limit, limitOf, patienceFor, watchOf } from './watch.ts';
import { wireRequest } from './wire.ts';

/** What the adapter needs from outside; `http` is fetch, and is replaced by nobody but tests. */
export type Outside = { secrets: Secrets; clock: Clock; dice: Dice; http?: Send };

type Asking = {
  request: ModelRequest;
  onText?: ((piece: string) => void) | undefined;
  outside: Outside & { http: Send };
  teller: Teller;
  limit: Limit;
};
type Outcome = Collected & { failure: Failure | null };

/** Language models through the provider packages of the Vercel AI SDK, each loaded by the first request that needs it. */
export function sdkModel(outside: Outside): LanguageModel {
  const complete = { ...outside, http: outside.http ?? plainSend() };
  return { answer: (request, onText) => answer({ request, onText, outside: complete }) };
}

async function answer({ request, onText, outside }: Pick<Asking, 'request' | 'onText' | 'outside'>): Promise<ModelAnswer> {
  const startedAt = outside.clock.now();
  const elapsed = (): number => Math.max(0, outside.clock.now() - startedAt);
  const name = keyName(request.model);
  // What the server itself lives by goes to no provider, whoever names it.
  const key = name === undefined || name.startsWith('PROMPTSIDE_') ? undefined : outside.secrets.get(name)?.trim();
  if (name !== undefined && !key) {
    return toAnswer({ ...nothing(), failure: final('secret.missing', { name }) }, request, { attempts: 0, milliseconds: elapsed() });
  }
  const limit = limitOf(request, outside.clock);
  const teller = { model: request.model, key, keyName: name, now: outside.clock.now };
  try {
    const { outcome, attempts } = await insist({ request, onText, outside, teller, limit }, elapsed);
    return toAnswer(outcome, request, { attempts, milliseconds: elapsed() });
  } finally {
    limit.release();
  }
}

/** Tries until an answer comes, or some of it was passed on, or the policy says that it is enough. */
async function insist(asking: Asking, elapsed: () => number): Promise<{ outcome: Outcome; attempts: number }> {
  const { model } = asking.request;
  const { clock, dice } = asking.outside;
  let usage = nothing().usage;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt(asking);
    usage = { inputTokens: usage.inputTokens + outcome.usage.inputTokens, outputTokens: usage.outputTokens + outcome.usage.outputTokens };
    const isPassedOn = asking.onText !== undefined && outcome.text !== '';
    const leftMilliseconds = model.timeoutMilliseconds - elapsed();
    const pause =
      outcome.failure && !isPassedOn ? pauseBefore(outcome.failure, { attempts, retries: model.retries, leftMilliseconds, luck: dice.roll() }) : null;
    if (pause === null) return { outcome: { ...outcome, usage }, attempts };
    if (!(await rested(pause, asking.limit.signal, clock))) {
      return { outcome: { ...outcome, usage, failure: explain(asking.limit.signal.reason, asking.teller) }, attempts };
    }
  }
}

async function attempt({ request, onText, outside, teller, limit }: Asking): Promise<Outcome> {
  const { model } = request;
  const watch = watchOf(limit, { patience: patienceFor(request, onText !== undefined), model: model.name, clock: outside.clock });
  const collected = nothing();
  try {
    const send = watchedSend(outside.http, watch, { model, hasKey: teller.key !== undefined });
    const options = wireRequest(request);
    const opened = await watch.within(openModel({ model, key: teller.key, send }));
    await collect({ model: opened, options, watch, onText }, collected);
    return { ...collected, failure: faultOf(collected, { model: model.name, mayBeEmpty: request.messages.at(-1)?.role === 'tool' }) };
  } catch (thrown) {
    return { ...collected, failure: explain(watch.signal.aborted ? watch.signal.reason : thrown, teller) };
  } finally {
    watch.release();
  }
}

/** Waits, and says whether the wait came to its end; it does not where the answer was stopped or its time is up. */
function rested(milliseconds: number, signal: AbortSignal, clock: Clock): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, () => finish(true));
    const stop = (): void => finish(false);
    const finish = (isRested: boolean): void => {
      cancel();
      signal.removeEventListener('abort', stop);
      resolve(isRested);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

function toAnswer(outcome: Outcome, request: ModelRequest, told: { attempts: number; milliseconds: number }): ModelAnswer {
  const { text, calls, usage, failure } = outcome;
  if (failure?.problem.code === 'model.stopped' && text !== '') return { ok: true, text, calls: [], finish: 'stopped', usage, ...told };
  if (failure) return { ok: false, problem: failure.problem, text, cut: text !== '', usage, ...told };
  const finish = outcome.finish?.unified === 'length' ? 'length' : calls.length > 0 ? 'calls' : 'end';
  if (!request.output || calls.length > 0) return { ok: true, text, calls, finish, usage, ...told };
  const read = readOutput(text, request.output);
  if (read.ok) return { ok: true, text, calls, object: read.object, finish, usage, ...told };
  const { problem } = final('model.invalid_output', { model: request.model.name, reason: read.reason });
  return { ok: false, problem, text, cut: finish === 'length', usage, ...told };
}
