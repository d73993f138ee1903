import { afterAll, afterEach, beforeEach } from 'vitest';
import type { Outlet } from '../../runtime/ports.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { startModelServer } from '../model-server.ts';
import { type Script, sharedSandbox, world } from '../world.ts';
import { loopModel, realClock } from './loop-world.ts';

/** What the model `main` asks; each test file that imports it has its own, which `freshServers` closes. */
export const server = await startModelServer();
/** What the model `spare` asks. */
export const spare = await startModelServer();

/** Both servers answer as always again before each test, and close after the last one. */
export function freshServers(): void {
  beforeEach(() => {
    server.requests.length = 0;
    spare.requests.length = 0;
    server.play([{ text: 'Hello.' }]);
    spare.play([{ text: 'From the spare.' }]);
  });
  afterEach(() => server.play([{ text: 'Hello.' }]));
  afterAll(async () => {
    await Promise.all([server.close(), spare.close(), sharedSandbox().close()]);
  });
}

/** Both servers as models of a project. */
export const models = (more = {}) => [
  {
    name: 'main',
    provider: 'openai_compatible' as const,
    model: 'scripted',
    address: server.address,
    retries: 0,
    timeoutMilliseconds: 5_000,
    ...more,
  },
  { name: 'spare', provider: 'openai_compatible' as const, model: 'scripted', address: spare.address, retries: 0, timeoutMilliseconds: 5_000 },
];
/** A reply that the model writes. */
export const generated = { type: 'generate_response' as const, mode: 'generated' as const };
/** A conversation over these models, and the pieces that were streamed in it. */
export const talk = (document: AuthoredProject, script: Script = {}) => {
  const deltas: [string, number, string][] = [];
  const outlet: Outlet = {
    events: () => undefined,
    working: () => undefined,
    delta: (_conversation, { message, from, text }) => deltas.push([message, from, text]),
  };
  return world({ models: models(), ...document }, { ...script, ports: { model: loopModel, outlet, clock: realClock, ...script.ports } }).then(
    (w) => ({ ...w, deltas }),
  );
};
/** The messages of the last request. */
export const sent = () => server.requests.at(-1)?.body.messages ?? [];
