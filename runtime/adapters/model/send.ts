import type { Model } from '../../../shared/project/settings.ts';
import { final, ModelFailure } from './failure.ts';
import type { Watch } from './watch.ts';

/** Fetch, as the provider packages call it. */
export type Send = typeof globalThis.fetch;

/** Fetch without time limits of its own, as ours may be longer than its; loaded at the first call. */
export function plainSend(): Send {
  let loading: Promise<Send> | undefined;
  return async (input, init) => {
    loading ??= load();
    return (await loading)(input, init);
  };
}

async function load(): Promise<Send> {
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const send = (input: Parameters<typeof fetch>[0], init?: Parameters<typeof fetch>[1]) => fetch(input, { ...init, dispatcher });
  // The same function by the same standard; only the two packages of types do not know each other.
  return send as unknown as Send;
}

/** Fetch for one attempt: it follows no redirect, counts every byte, tells the watch, and carries a key only where there is one. */
export function watchedSend(send: Send, watch: Watch, { model, hasKey }: { model: Model; hasKey: boolean }): Send {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (!hasKey) for (const name of ['authorization', 'x-api-key', 'x-goog-api-key']) headers.delete(name);
    watch.asked();
    const response = await watch.within(send(input, { ...init, headers, redirect: 'manual', signal: watch.signal }));
    watch.heard();
    const { status, statusText } = response;
    if (status >= 300 && status < 400) throw new ModelFailure(redirected(model.name, status));
    const body = response.body?.pipeThrough(counted(watch, model)) ?? null;
    return new Response(body, { status, statusText, headers: response.headers });
  };
}

const redirected = (model: string, status: number) =>
  final('model.refused', { model, status, reason: 'the address redirects; set the one it leads to' });

function counted(watch: Watch, { name: model, maximumOutputTokens }: Model): TransformStream<Uint8Array, Uint8Array> {
  // A streamed token takes a few hundred bytes on the wire.
  const limit = Math.max(8_000_000, 600 * (maximumOutputTokens ?? 0));
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      watch.heard();
      bytes += chunk.byteLength;
      if (bytes <= limit) return controller.enqueue(chunk);
      const failure = final('model.broken', { model, reason: `it is larger than ${limit} bytes` });
      watch.giveUp(failure);
      controller.error(new ModelFailure(failure));
    },
  });
}
