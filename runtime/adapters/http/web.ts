import { Agent } from 'undici';
import { Problem, type ProblemReport, report } from '../../../shared/problem.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../ports.ts';
import { dataOf } from './answer-data.ts';
import { failureOf, maximumHeaderBytes } from './failure.ts';
import { type Guard, guardedConnector } from './guard.ts';
import { incoming, outgoing } from './headers.ts';
import { readBody } from './read-body.ts';
import { type Leg, locationOf, redirected } from './redirect.ts';
import { targetOf } from './target.ts';
import { withinTime } from './within-time.ts';

/** The web behind a guard. Loading this file loads the client. */
export function openWeb(guard: Guard): Http {
  const agent = new Agent({
    connect: guardedConnector(guard),
    allowH2: false,
    maxHeaderSize: maximumHeaderBytes,
    // One limit covers a whole call; the client's own would only cut it short.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return { send: (request) => send(request, { agent, guard }), close: () => agent.destroy() };
}

type Web = { agent: Agent; guard: Guard };
type Heard = Pick<HttpAnswer, 'status' | 'statusText' | 'headers' | 'data'> & { problem?: ProblemReport };
type Response = Awaited<ReturnType<Agent['request']>>;

async function send(request: HttpRequest, web: Web): Promise<HttpAnswer> {
  const started = performance.now();
  const late = () => new Problem('http.timeout', { host: hostIn(request.url), limit: request.timeoutMilliseconds });
  const call = withinTime(request.timeoutMilliseconds, late, (signal) => follow(request, web, signal));
  const { problem, ...heard } = await call.catch((thrown): Heard => ({ ...nothing, problem: failureOf(thrown, hostIn(request.url)) }));
  const milliseconds = Math.round(performance.now() - started);
  return problem ? { ok: false, problem, ...heard, milliseconds } : { ok: true, ...heard, milliseconds };
}

const nothing: Heard = { status: 0, statusText: '', headers: {}, data: null };

const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'given');

/** From leg to leg until one does not redirect, or redirects once too often. Each leg is checked like the first. */
async function follow(request: HttpRequest, { agent, guard }: Web, signal: AbortSignal): Promise<Heard> {
  let leg: Leg = { ...request, headers: outgoing(request.headers) };
  for (let followed = 0; ; followed += 1) {
    const { url } = targetOf(leg.url, guard.allowed);
    const { method, headers, body } = leg;
    const response = await agent.request({ origin: url.origin, path: url.pathname + url.search, method, headers, body, signal });
    const location = locationOf(response.statusCode, response.headers.location);
    if (location === null || followed === request.redirects) return hear(response, { request, host: url.host, isRedirect: location !== null });
    response.body.on('error', () => undefined).destroy();
    leg = redirected(leg, url, { status: response.statusCode, location });
  }
}

type Hearing = { request: HttpRequest; host: string; isRedirect: boolean };

async function hear(response: Response, { request, host, isRedirect }: Hearing): Promise<Heard> {
  const { statusCode: status, statusText, headers } = response;
  const head = { status, statusText, headers: incoming(headers) };
  try {
    const data = dataOf(await bodyOf(response, host, request.maximumBytes), String(headers['content-type'] ?? ''));
    if (status >= 200 && status < 300) return { ...head, data };
    const problem = isRedirect
      ? new Problem('http.redirect', { host, limit: request.redirects })
      : new Problem('http.status', { host, status, statusText });
    return { ...head, data, problem: report(problem) };
  } catch (thrown) {
    // The head has come, so it is told, also where the body is of no use; an answer that broke off is none (C-37).
    const problem = failureOf(thrown, host);
    return problem.code === 'http.unreachable' ? { ...nothing, problem } : { ...head, data: null, problem };
  }
}

async function bodyOf({ body, headers }: Response, host: string, maximumBytes: number): Promise<Buffer> {
  try {
    if (Number(headers['content-length'] ?? 0) > maximumBytes) throw new Problem('http.too_large', { host, limit: maximumBytes });
    return await readBody(body, { encoding: String(headers['content-encoding'] ?? ''), host, maximumBytes });
  } finally {
    if (!body.readableEnded) body.on('error', () => undefined).destroy();
  }
}
