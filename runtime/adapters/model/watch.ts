import type { Clock, ModelRequest } from '../../ports.ts';
import { type Failure, final, ModelFailure, passing } from './failure.ts';

/** Ends an answer from outside; the reason of the abort is a `ModelFailure`. */
export interface Limit {
  signal: AbortSignal;
  release(): void;
}

/** Looks after one attempt: it ends when the limit does, when nothing is heard for too long, or when somebody gives it up. */
export interface Watch {
  signal: AbortSignal;
  /** The request goes out: patience starts. */
  asked(): void;
  /** Something came from the provider: patience starts anew. */
  heard(): void;
  giveUp(failure: Failure): void;
  /** The promise, or the end of the watch, whichever comes first: no code of others can hang an attempt. */
  within<T>(promise: PromiseLike<T>): Promise<T>;
  release(): void;
}

/** The limit of a whole answer, over all its attempts: its time-out, and the caller's stop. */
export function limitOf({ model, signal }: ModelRequest, clock: Clock): Limit {
  const controller = new AbortController();
  const end = (failure: Failure): void => controller.abort(new ModelFailure(failure));
  const stop = (): void => end(final('model.stopped', { model: model.name }));
  const limit = model.timeoutMilliseconds;
  const cancel = clock.after(limit, () => end(final('model.timeout', { model: model.name, limit })));
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  const release = (): void => {
    cancel();
    signal?.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, release };
}

/** How long an attempt may be silent before its first byte, and between bytes; infinite where silence is part of the work. */
export type Patience = { first: number; between: number };

/** Patience for a request: a model may think at length before it speaks, and a whole answer comes at its end. */
export function patienceFor({ model: { timeoutMilliseconds }, effort }: ModelRequest, isStreamed: boolean): Patience {
  if (effort === 'high') return { first: Number.POSITIVE_INFINITY, between: Number.POSITIVE_INFINITY };
  const first = isStreamed ? Math.max(5_000, timeoutMilliseconds / 2) : Number.POSITIVE_INFINITY;
  return { first, between: Math.max(5_000, timeoutMilliseconds / 3) };
}

/** Begins to watch an attempt. */
export function watchOf(limit: Limit, { patience, model, clock }: { patience: Patience; model: string; clock: Clock }): Watch {
  const controller = new AbortController();
  const giveUp = (failure: Failure): void => controller.abort(new ModelFailure(failure));
  let cancel = (): void => undefined;
  const expect = (milliseconds: number): void => {
    cancel();
    if (Number.isFinite(milliseconds)) {
      cancel = clock.after(milliseconds, () => giveUp(passing('model.timeout', { model, limit: Math.round(milliseconds) })));
    }
  };
  const end = (): void => controller.abort(limit.signal.reason);
  if (limit.signal.aborted) end();
  else limit.signal.addEventListener('abort', end, { once: true });
  const ended = new Promise<never>((_, reject) => {
    if (controller.signal.aborted) reject(controller.signal.reason);
    else controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  ended.catch(() => undefined);
  const release = (): void => {
    cancel();
    limit.signal.removeEventListener('abort', end);
    // What is still open of an attempt that is over, is closed.
    controller.abort(new ModelFailure(final('model.stopped', { model })));
  };
  return {
    signal: controller.signal,
    asked: () => expect(patience.first),
    heard: () => expect(patience.between),
    giveUp,
    within: (promise) => Promise.race([promise, ended]),
    release,
  };
}
