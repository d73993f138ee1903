import type { ServerResponse } from 'node:http';
import { afterAll, afterEach } from 'vitest';
import { guardedHttp } from '../../runtime/adapters/http/guarded-http.ts';
import type { Clock, Ports, Secrets } from '../../runtime/ports.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type Asked, type Loopback, serve } from '../adapters/http/loopback.ts';
import { projectOf, sharedSandbox, tickingClock, type World, world } from '../world.ts';

type Tool = NonNullable<AuthoredProject['tools']>[number];

/** The real client, allowed to call this machine. */
export const http = guardedHttp({ allowedAddresses: ['127.0.0.1'] });

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((it) => it.close()));
});
afterAll(async () => {
  await Promise.all([sharedSandbox().close(), http.close()]);
});

/** A server that answers as told, until the test ends. */
export const server = async (answer: (asked: Asked, response: ServerResponse) => void): Promise<Loopback> => {
  const made = await serve(answer);
  servers.push(made);
  return made;
};

/** A server that answers with what it was asked. */
export const echo = (): Promise<Loopback> =>
  server((asked, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(asked)));

export const webhook = (name: string, url: string, more: object = {}): Tool => ({ type: 'webhook', name, url, ...more }) as Tool; // the parts that tests give fit
export const call = (tool: string, more: object = {}) => ({ type: 'call_tool' as const, tool, ...more });

type Given = { tools: Tool[]; effects: object[]; ports?: Partial<Ports>; more?: Partial<AuthoredProject> };

/** A world in which saying `go` runs these effects, and which has heard it once. */
export async function going({ tools, effects, ports, more }: Given): Promise<World> {
  // The effects of a test are written as an author writes them.
  const document = projectOf([{ name: 'Go', effects }] as Parameters<typeof projectOf>[0], { tools, ...more });
  const w = await world(document, { intents: { go: ['Go'] }, ports: { http, ...ports } });
  await w.say('go');
  return w;
}

/** The calls of tools that are on record. */
export const called = async (w: World) => (await w.events('effect_done')).filter(({ effect }) => effect === 'call_tool');

/** The environment, as far as webhooks see it. */
export const environment = (values: Record<string, string>): Secrets => ({ get: (name) => values[name] });

/** Waits of no length, and how long those between two attempts were meant to be; whoever else waits, waits shorter. */
export const hurried = (waits: number[] = []): Clock => ({
  ...tickingClock(),
  after: (milliseconds, then) => {
    if (milliseconds >= 250) waits.push(milliseconds);
    setImmediate(then);
    return () => undefined;
  },
});
