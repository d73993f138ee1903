import { afterEach } from 'vitest';
import { type GuardOptions, guardedHttp } from '../../../runtime/adapters/http/guarded-http.ts';
import type { Http, HttpAnswer } from '../../../runtime/ports.ts';
import { type Loopback, serve, serveRaw } from './loopback.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

function kept<T extends { close(): Promise<void> }>(it: T): T {
  open.push(it);
  return it;
}

/** Servers and clients that end with their test. */
export const server = async (answer: Parameters<typeof serve>[0]): Promise<Loopback> => kept(await serve(answer));
export const rawServer = async (talk: Parameters<typeof serveRaw>[0]) => kept(await serveRaw(talk));
export const client = (options: GuardOptions = { allowedAddresses: ['127.0.0.1'] }): Http => kept(guardedHttp(options));

/** How a call turned out, in one word. */
export const codeOf = (answer: HttpAnswer): string => (answer.ok ? 'ok' : answer.problem.code);
