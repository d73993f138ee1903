import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminApprovals } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { type Caller, callerOf, guestOwner } from './people.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

let server: ModelServer;
let stand: Stand;
let owner: Caller;
const project = (): AuthoredProject => ({
  name: 'test',
  models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: server.address }],
  tools: [
    {
      type: 'script',
      name: 'pay',
      approve: true,
      parameters: [{ name: 'amount', type: 'number', required: true }],
      code: 'vars.paid = params.amount; return "paid"',
    },
  ],
  stages: [{ name: 'Main', prompt: 'Help.', tools: ['pay'] }],
});
beforeAll(async () => {
  server = await startModelServer();
  stand = await serve(project());
  owner = await guestOwner(stand);
});
afterAll(async () => {
  await Promise.all([stand.remove(), server.close()]);
});

const call = (path: string, body?: unknown, as = owner) => as.call(`/projects/test${path}`, body === undefined ? {} : { method: 'POST', body });
const waiting = async () => ((await (await call('/approvals')).json()) as AdminApprovals).approvals;
async function ask(to: Stand): Promise<Guest> {
  server.play([{ calls: [{ tool: 'pay', arguments: { amount: 40 } }] }, { text: 'Settled.' }]);
  const guest = await visit(to.address);
  await guest.say('pay me');
  await guest.heard(1);
  return guest;
}

test('an operator sees what waits, with its arguments, and lets it run; the second one to decide gets a conflict', async () => {
  const guest = await ask(stand);
  const [one, ...others] = await waiting();
  expect([one, others]).toMatchObject([{ tool: 'pay', arguments: { amount: 40 }, stage: 'Main' }, []]);
  const path = `/conversations/${one?.conversation}/approvals/${one?.id}`;
  expect((await call(path, { approve: 'perhaps' })).status).toBe(400);
  expect((await call('/conversations/nobody/approvals/1', { approve: true })).status).toBe(404);
  expect((await call(path, { approve: true }, callerOf(stand.address))).status).toBe(401);
  const both = await Promise.all([call(path, { approve: true }), call(path, { approve: false })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  expect((await guest.heard(2)).at(-1)).toBe('Settled.');
  expect(await waiting()).toEqual([]);
  guest.leave();
});

test('what waits is still there after a restart, and goes on from there', async () => {
  const guest = await ask(stand);
  guest.leave();
  await stand.stop();
  const again = await serve(project(), { PROMPTSIDE_DATABASE: stand.database });
  owner = await guestOwner(again);
  const [one] = await waiting();
  expect(one).toMatchObject({ tool: 'pay', arguments: { amount: 40 } });
  expect((await call(`/conversations/${one?.conversation}/approvals/${one?.id}`, { approve: true })).status).toBe(204);
  await until(async () => (await (await call(`/conversations/${one?.conversation}/events`)).text()).includes('Settled.'), 'the answer');
  await again.remove();
});
