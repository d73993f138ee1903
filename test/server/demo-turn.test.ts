import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { root, serve, visit } from './stand.ts';

let model: ModelServer | undefined;
afterAll(() => model?.close());

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

const demo = (port: number, more: Partial<AuthoredProject> = {}): AuthoredProject => ({
  ...JSON.parse(readFileSync(join(root, 'demo/shop.project.json'), 'utf8').replaceAll('localhost:3000', `localhost:${port}`)),
  ...more,
});
const question = 'at what time exactly does order 12345 come? I am getting worried';

test('R003-52 the demo calls a webhook, a smart function where a model is set, and a script in one turn', async () => {
  model = await startModelServer([{ text: 'worried' }]);
  const port = await freePort();
  const models = [{ name: 'main', provider: 'openai_compatible' as const, model: 'scripted', address: model.address }];
  const stand = await serve(demo(port, { models }), { PORT: String(port), HOST: 'localhost' });
  const guest = await visit(stand.address.replace('127.0.0.1', 'localhost'), { project: 'shop' });
  await guest.say(question);
  expect((await guest.heard(1))[0]).toBe('Order 12345: Do not worry: it arrives on Thursday between 14:00 and 16:00.');
  await stand.remove();
});

test('P-33 the demo serves its page and not its project document', async () => {
  const stand = await serve(join(root, 'demo/shop.project.json'));
  const status = async (path: string) => (await fetch(stand.address + path)).status;
  expect([
    await status('/'),
    await status('/shop.css'),
    await status('/shop.project.json'),
    await status('/widget.js'),
    await status('/promptside/assets/../manifest.json'),
    await status('/promptside/assets/%2e%2e%2fmanifest.json'),
  ]).toEqual([200, 200, 404, 200, 404, 404]);
  await stand.remove();
});

test('C-16 without a model the smart function fails, and the turn goes on without it; so it does without the carrier', async () => {
  const port = await freePort();
  const stand = await serve(demo(port), { PORT: String(port), HOST: 'localhost' });
  const guest = await visit(stand.address.replace('127.0.0.1', 'localhost'), { project: 'shop' });
  await guest.say(question);
  expect((await guest.heard(1))[0]).toBe('Order 12345: it arrives on Thursday between 14:00 and 16:00.');
  await stand.remove();
  const alone = await serve(demo(port), { PROMPTSIDE_DEMO: 'off' });
  const other = await visit(alone.address, { project: 'shop' });
  await other.say(question);
  expect((await other.heard(1))[0]).toBe('The carrier does not answer right now; please ask again in a minute.');
  await alone.remove();
});
