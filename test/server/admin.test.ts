import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminDraft, AdminEvents } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { type Stand, serve, until, visit } from './stand.ts';

const project: AuthoredProject = projectOf(
  [
    {
      name: 'Hello',
      triggerOnClientCommand: true,
      examples: ['hello there', 'good morning', 'hi assistant', 'hey you', 'greetings'],
      effects: [reply('Hi!')],
    },
  ],
  {
    tools: [
      {
        type: 'script',
        name: 'double',
        parameters: [{ name: 'n', type: 'number', required: true }],
        code: 'console.log("doubling"); vars.last = params.n; return params.n * 2',
      },
    ],
  },
);
let stand: Stand;
let cookie = '';
beforeAll(async () => {
  stand = await serve(project);
  cookie = (await signIn(await stand.link())).headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(() => stand.remove());

type Call = { method?: string; body?: unknown; headers?: Record<string, string>; as?: string };
const own = () => ({ origin: stand.address, 'sec-fetch-site': 'same-origin' });
const call = (path: string, { method = 'GET', body, headers = own(), as = cookie }: Call = {}) =>
  fetch(`${stand.address}/admin/api${path}`, {
    method,
    headers: { cookie: as, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const signIn = (token: string, headers: Record<string, string> = own()) => call('/session', { method: 'POST', body: { token }, headers, as: '' });
const code = async (response: Response) => [response.status, ((await response.json()) as { problem?: { code: string } }).problem?.code];

describe('access', () => {
  test('P-38 and G-26 the link that is printed at start opens once; of two who try at once, one gets in', async () => {
    const token = await stand.link();
    const both = await Promise.all([signIn(token), signIn(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect(await code(await signIn(token))).toEqual([401, 'admin.link_used']);
  });

  test('G-26 the session is a cookie that scripts and other sites do not get', async () => {
    const response = await signIn(await stand.link());
    expect(response.headers.get('set-cookie')).toMatch(
      /^promptside_session=[\w-]{43}; Max-Age=43200; Path=\/admin; Expires=.*; HttpOnly; SameSite=Strict$/,
    );
  });

  test('G-22 every route but signing in asks for a session', async () => {
    const routes: [string, string][] = [
      ['GET', '/session'],
      ['DELETE', '/session'],
      ['GET', '/projects'],
      ['GET', '/projects/test/draft'],
      ['PUT', '/projects/test/draft'],
      ['POST', '/projects/test/publish'],
      ['POST', '/projects/test/try'],
      ['GET', '/projects/test/versions'],
      ['GET', '/projects/test/versions/1'],
      ['GET', '/projects/test/conversations'],
      ['GET', '/projects/test/conversations/x/events'],
    ];
    for (const [method, path] of routes) {
      expect(await code(await call(path, { method, as: '' })), path).toEqual([401, 'admin.signed_out']);
      expect(await code(await call(path, { method, as: 'promptside_session=made-up' })), path).toEqual([401, 'admin.signed_out']);
    }
  });

  test('G-26 a write from another page is refused, with the session too', async () => {
    const draft = { revision: 0, document: {} };
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ]) {
      expect(await code(await call('/projects/test/draft', { method: 'PUT', body: draft, headers: headers as Record<string, string> }))).toEqual([
        403,
        'admin.origin',
      ]);
    }
  });

  test('P-36 failed sign-ins are limited and successful ones are not counted; a forged X-Forwarded-For changes nothing', async () => {
    const other = await serve(project);
    const go = (token: string, forwarded = '') =>
      fetch(`${other.address}/admin/api/session`, {
        method: 'POST',
        body: JSON.stringify({ token }),
        headers: { 'content-type': 'application/json', origin: other.address, 'x-forwarded-for': forwarded },
      });
    for (let round = 0; round < 15; round += 1) expect((await go(await other.link())).status).toBe(200);
    for (let round = 0; round < 10; round += 1) expect((await go('wrong', `10.0.0.${round}`)).status).toBe(401);
    expect(await code(await go('wrong', '10.1.2.3'))).toEqual([429, 'admin.too_many']);
    await other.remove();
    const behindProxy = await serve(project, { PROMPTSIDE_TRUSTED_PROXIES: '1', PROMPTSIDE_LINK_FROM: 'anywhere' });
    const ask = (forwarded: string) =>
      fetch(`${behindProxy.address}/admin/api/session`, {
        method: 'POST',
        body: JSON.stringify({ token: 'wrong' }),
        headers: { 'content-type': 'application/json', origin: behindProxy.address, 'x-forwarded-for': forwarded },
      });
    for (let round = 0; round < 10; round += 1) await ask(`6.6.6.${round}, 203.0.113.7`);
    expect((await ask('1.1.1.1, 203.0.113.7')).status).toBe(429);
    expect((await ask('203.0.113.7, 203.0.113.8')).status).toBe(401);
    await behindProxy.remove();
  });
});

describe('drafts and versions', () => {
  const load = async () => (await (await call('/projects/test/draft')).json()) as AdminDraft;
  const save = (revision: number, document: unknown) => call('/projects/test/draft', { method: 'PUT', body: { revision, document } });

  test('a draft may be invalid and is saved all the same; publishing it is refused with the list', async () => {
    const { revision, document } = await load();
    const broken = {
      ...(document as object),
      stages: [{ name: 'Main', actions: [{ name: 'x', effects: [{ type: 'go_to_stage', stage: 'Nowhere' }] }] }],
    };
    const saved = (await (await save(revision, broken)).json()) as AdminDraft;
    expect(saved.findings.map(({ path }) => path)).toContain('stages[0].actions[0].effects[0].stage');
    const refused = await call('/projects/test/publish', { method: 'POST', body: { note: '' } });
    expect(refused.status).toBe(422);
    expect((await refused.json()) as { findings: unknown[] }).toMatchObject({ problem: { code: 'project.invalid' } });
    await save(saved.revision, document);
  });

  test('a second editor meets a conflict and changes nothing', async () => {
    const { revision, document } = await load();
    expect((await save(revision, document)).status).toBe(200);
    expect(await code(await save(revision, document))).toEqual([409, 'project.conflict']);
  });

  test('what is published is what the next message gets, and G-08 the conversation says so', async () => {
    const guest = await visit(stand.address);
    await guest.say('good morning');
    expect(await guest.heard(1)).toEqual(['Hi!']);
    const { revision, document } = await load();
    await save(revision, JSON.parse(JSON.stringify(document).replace('Hi!', 'Good day!')));
    expect(await (await call('/projects/test/publish', { method: 'POST', body: { note: 'more polite', moveRunning: true } })).json()).toMatchObject({
      version: 2,
    });
    await guest.say('good morning');
    expect(await guest.heard(2)).toEqual(['Hi!', 'Good day!']);
    const { events } = (await (await call(`/projects/test/conversations/${guest.welcome.conversation}/events`)).json()) as AdminEvents;
    expect(events.filter(({ type }) => type === 'version_moved')).toMatchObject([{ version: 2 }]);
    const { versions } = (await (await call('/projects/test/versions')).json()) as { versions: { version: number; note: string }[] };
    expect(versions.map(({ version, note }) => [version, note]).at(-1)).toEqual([2, 'more polite']);
  });

  test('a document cannot become another project, and what is not there says so', async () => {
    const { revision, document } = await load();
    await save(revision, { ...(document as object), name: 'other' });
    expect(await code(await call('/projects/test/publish', { method: 'POST', body: {} }))).toEqual([400, 'admin.invalid']);
    await save(revision + 1, document);
    expect(await code(await call('/projects/nowhere/draft'))).toEqual([404, 'project.unknown']);
    expect(await code(await call('/projects/test/versions/99'))).toEqual([404, 'admin.unknown']);
    expect(await code(await call('/nothing'))).toEqual([404, 'admin.unknown']);
    expect(await code(await call('/projects/test/draft', { method: 'PUT', body: { revision: 'x' } }))).toEqual([400, 'admin.invalid']);
  });
});

test('a tool runs alone, on the draft, with its result, logs, changes and time', async () => {
  const tried = (await (await call('/projects/test/try', { method: 'POST', body: { tool: 'double', parameters: { n: 21 } } })).json()) as Record<
    string,
    unknown
  >;
  expect(tried).toMatchObject({
    outcome: { ok: true, value: 42 },
    trace: { logs: ['doubling'], kilobytes: expect.any(Number) },
    changes: [{ type: 'variable', name: 'last', value: 21 }, { type: 'result' }],
  });
  const wrong = (await (await call('/projects/test/try', { method: 'POST', body: { tool: 'double' } })).json()) as Record<string, unknown>;
  expect(wrong).toMatchObject({ outcome: { ok: false, problem: { code: 'effect.failed' } } });
  expect(await code(await call('/projects/test/try', { method: 'POST', body: { tool: 'none' } }))).toEqual([422, 'project.unknown_name']);
});

test('G-22 a conversation of another project is as good as unknown; the list shows who was here', async () => {
  const guest = await visit(stand.address);
  await guest.say('good morning');
  await guest.heard(1);
  await until(
    async () => JSON.stringify(await (await call('/projects/test/conversations')).json()).includes(guest.welcome.conversation),
    'the conversation in the list',
  );
  expect(await code(await call(`/projects/other/conversations/${guest.welcome.conversation}/events`))).toEqual([404, 'admin.unknown']);
});

test('the admin page comes under a strict policy', async () => {
  const page = await fetch(`${stand.address}/admin/`);
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*require-trusted-types-for 'script'/);
  expect(page.headers.get('x-powered-by')).toBeNull();
});
