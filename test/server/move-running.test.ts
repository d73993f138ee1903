import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminEvents, AdminExamined, AdminRunning, AdminVersions } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type Stand, serve, visit } from './stand.ts';

const saying = (text: string): AuthoredProject => ({
  name: 'test',
  stages: [
    {
      name: 'Main',
      onFallback: { effects: [{ type: 'generate_response', mode: 'prescripted', responses: [text] }] },
    },
  ],
});

let stand: Stand;
let cookie = '';
beforeAll(async () => {
  stand = await serve(saying('one'));
  const signedIn = await send('/session', 'POST', { token: await stand.link() });
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(() => stand.remove());

const send = (path: string, method: string, body?: unknown): Promise<Response> =>
  fetch(`${stand.address}/admin/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: stand.address, cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const get = async <T>(path: string): Promise<T> => (await (await send(path, 'GET')).json()) as T; // the caller names what the route answers

let revision = 0;
async function publish(text: string, more: { moveRunning?: boolean } = {}): Promise<void> {
  expect((await send('/projects/test/draft', 'PUT', { revision: revision++, document: saying(text) })).status).toBe(200);
  expect((await send('/projects/test/publish', 'POST', { note: text, ...more })).status).toBe(200);
}

test('G-08 a conversation stays on its version until it is moved, over the wire and in its trace', async () => {
  const early = await visit(stand.address);
  await early.say('hm');
  expect(await early.heard(1)).toEqual(['one']);
  await publish('two');
  const late = await visit(stand.address);
  await late.say('hm');
  await early.say('hm');
  expect(await late.heard(1)).toEqual(['two']);
  expect(await early.heard(2)).toEqual(['one', 'one']);
  expect(await get<AdminRunning>('/projects/test/running')).toEqual({
    running: [
      { version: 1, conversations: 1 },
      { version: 2, conversations: 1 },
    ],
  });
  await publish('three', { moveRunning: true });
  await early.say('hm');
  expect((await early.heard(3)).at(-1)).toBe('three');
  const { events } = await get<AdminEvents>(`/projects/test/conversations/${early.welcome.conversation}/events`);
  expect(events.filter(({ type }) => type === 'version_moved')).toMatchObject([{ version: 3 }]);
  const { versions } = await get<AdminVersions>('/projects/test/versions');
  expect(versions.map(({ version, moveRunning }) => [version, moveRunning])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
  expect((await send('/projects/test/publish', 'POST', { moveRunning: 'yes' })).status).toBe(400);
  expect((await send('/projects/nowhere/running', 'GET')).status).toBe(404);
});

test('a document is examined without being stored', async () => {
  const before = await get('/projects/test/draft');
  const answer = await send('/projects/test/examine', 'POST', { document: { name: 'test', stages: [{ name: 'a', actions: [{ name: 3 }] }] } });
  const { findings } = (await answer.json()) as AdminExamined;
  expect(findings.map(({ path }) => path)).toContain('stages[0].actions[0].name');
  expect(await get('/projects/test/draft')).toEqual(before);
  expect((await send('/projects/test/examine', 'POST', {})).status).toBe(400);
});
