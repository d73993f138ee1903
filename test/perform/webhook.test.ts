import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { budgetOf } from '../../runtime/perform/budget.ts';
import { ledgerOf } from '../../runtime/perform/ledger.ts';
import { runWebhook } from '../../runtime/perform/tools/webhook.ts';
import type { Http, HttpRequest } from '../../runtime/ports.ts';
import { hostIsFixed } from '../../shared/check/webhooks.ts';
import { projectOf, reply, world } from '../world.ts';
import { call, called, echo, going, http, server, webhook } from './webhook-world.ts';

const set = (variable: string, value: string) => ({
  type: 'modify_variables' as const,
  modifications: [{ variable, operation: 'set' as const, value }],
});

describe('a webhook in a turn', () => {
  test('R003-22 and R003-52 call, store in a variable, and respond, in one turn', async () => {
    const { url } = await server((_asked, response) => response.end('{"total": 12.5, "lines": ["a", "b"]}'));
    const w = await going({
      tools: [webhook('order', `${url}/orders`, { method: 'GET' })],
      effects: [
        call('order', { saveAs: 'whole' }),
        set('total', '=results.webhooks.order.data.total'),
        reply('{{vars.total}} for {{join results.webhooks.order.data.lines " and "}}, status {{vars.whole.status}}.'),
      ],
    });
    expect(await w.heard()).toEqual(['12.5 for a and b, status 200.']);
    const [done] = await called(w);
    expect(done?.outcome).toMatchObject({ ok: true, value: { status: 200, statusText: 'OK', data: { total: 12.5, lines: ['a', 'b'] } } });
    expect(done?.trace).toMatchObject({ tool: 'order', method: 'GET', url: `${url}/orders`, status: 200, attempts: 1 });
  });

  test('P-26, C-16 and C-37 what fails is an outcome with its status, 0 where there was none, and the turn goes on', async () => {
    const { url } = await server((_asked, response) => response.writeHead(500, { 'x-why': 'so' }).end('{"error":"broken"}'));
    const w = await going({
      tools: [
        webhook('broken', url),
        webhook('gone', 'http://127.0.0.1:9999/'),
        webhook('inside', 'http://10.0.0.1/'),
        webhook('named', 'http://localhost/'),
      ],
      effects: [
        ...['broken', 'gone', 'inside', 'named'].map((name) => call(name, { saveAs: name })),
        reply('{{results.webhooks.broken.status}} {{results.webhooks.gone.status}} {{results.webhooks.inside.status}} {{exists vars.broken}}'),
      ],
    });
    expect(await w.heard()).toEqual(['500 0 0 false']);
    const none = { status: 0, statusText: '', headers: {}, data: null };
    expect((await called(w)).map(({ outcome }) => outcome)).toMatchObject([
      {
        ok: false,
        problem: { code: 'http.status' },
        value: { status: 500, statusText: 'Internal Server Error', headers: { 'x-why': 'so' }, data: { error: 'broken' } },
      },
      { ok: false, problem: { code: 'http.unreachable' }, value: none },
      { ok: false, problem: { code: 'http.forbidden' }, value: none },
      { ok: false, problem: { code: 'http.forbidden' }, value: none },
    ]);
    expect((await w.now()).status).toBe('active');
  });

  test('P-27 the time limit and the size limit are the project’s, unless the tool has its own', async () => {
    const requests: HttpRequest[] = [];
    const seen: Http = {
      close: async () => undefined,
      send: (request) => {
        requests.push(request);
        return http.send(request);
      },
    };
    const { url } = await echo();
    const tools = [webhook('usual', url), webhook('own', url, { timeoutMilliseconds: 77, maximumBytes: 5, followRedirects: 2 })];
    const effects = [call('usual'), call('own')];
    await going({ tools, effects, ports: { http: seen } });
    const w = await going({ tools, effects, ports: { http: seen }, more: { limits: { webhookMilliseconds: 5_000, webhookBytes: 9_000 } } });
    expect(requests.map(({ timeoutMilliseconds, maximumBytes, redirects }) => [timeoutMilliseconds, maximumBytes, redirects])).toEqual([
      [10_000, 1_000_000, 0],
      [77, 5, 2],
      [5_000, 9_000, 0],
      [77, 5, 2],
    ]);
    expect((await called(w))[1]?.outcome).toMatchObject({ ok: false, problem: { code: 'http.too_large' }, value: { status: 200, data: null } });
  });

  test('P-27 independent webhooks run side by side, and their results keep the authored order', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const waiting: { name: string; response: ServerResponse }[] = [];
    const { url } = await server(({ url: path }, response) => {
      waiting.push({ name: path.slice(1), response });
      // Nobody is answered before all have asked, and the last in the order is answered first.
      if (waiting.length < names.length) return;
      const byName = waiting.toSorted((left, right) => names.indexOf(right.name) - names.indexOf(left.name));
      for (const [index, one] of byName.entries()) setTimeout(() => one.response.end(JSON.stringify({ name: one.name })), index * 5);
    });
    const w = await going({ tools: names.map((name) => webhook(name, `${url}/${name}`)), effects: names.map((name) => call(name)) });
    expect((await called(w)).map(({ outcome, trace, position }) => [trace?.tool, outcome.ok, position])).toEqual(
      names.map((name, index) => [name, true, index + 1]),
    );
  });

  test('G-05 what is on record is durable before a call goes out', async () => {
    const store = memoryStore();
    let stored: string[] = [];
    let id = '';
    const { url } = await server(async (_asked, response) => {
      stored = (await store.events(id, 0, 1_000)).map(({ type }) => type);
      response.end();
    });
    const document = projectOf([{ name: 'Go', effects: [call('hook')] }], { tools: [webhook('hook', url)] });
    const w = await world(document, { intents: { go: ['Go'] }, store, ports: { http } });
    id = w.id;
    await w.say('go');
    expect(stored.at(-1)).toBe('execution_plan');
  });
});

describe('P-35 no value says where a call goes', () => {
  test.each([
    'https://a.example',
    'https://a.example/',
    'HTTPS://a.example:8080?x={{y}}',
    'http://[::1]:80/x',
    'https://a.example/{{params.x}}#{{y}}',
  ])('the host of %s is fixed', (url) => expect(hostIsFixed(url)).toBe(true));
  test.each([
    '{{params.url}}',
    '{{params.scheme}}://a.example/',
    'http{{s}}://a.example/',
    'https://{{params.host}}/',
    'https://a{{x}}.example/',
    'https://a.example{{x}}',
    'https://a.example:{{x}}/',
    'https://a.example:80{{x}}/',
    'https://a.example{{#if x}}/{{/if}}',
    'https://{{x}}@a.example/',
    'https://me@a.example/',
    'https:{{x}}//a.example/',
    'https:/a.example/',
    'https://',
    'https:///x',
    'https://a.example\\{{x}}',
    '//a.example/',
    'ftp://a.example/',
    '\nhttps://a.example/',
    'https://a. example/',
  ])('the host of %j is not', (url) => expect(hostIsFixed(url)).toBe(false));

  test('one that slipped through the checks at publishing is refused at run time, and nothing is sent', async () => {
    const { url, asked } = await echo();
    const w = await going({ tools: [webhook('hook', `${url}/`)], effects: [] });
    const ready = await w.versions.current('test');
    const [tool] = ready.project.tools;
    if (tool?.type !== 'webhook') throw new Error('it is a webhook');
    const task = { effect: call('hook'), origin: { kind: 'action' as const, name: 'Go', path: '', index: 0 }, parameters: {}, key: '1.1' };
    const turn = { ports: w.ports, ready, ledger: ledgerOf(w.ports, await w.now()), budget: budgetOf(ready.project.limits, w.ports.clock) };
    const run = (changed: string) => runWebhook({ tool: { ...tool, url: changed }, parameters: { host: url }, task, turn });
    for (const changed of ['{{params.host}}/', `${url}{{params.host}}`, 'https://{{params.host}}/'])
      expect((await run(changed)).outcome).toMatchObject({
        ok: false,
        problem: { code: 'http.address', details: { reason: 'scheme, host and port of a webhook must be written out' } },
        value: { status: 0 },
      });
    expect(asked).toEqual([]);
    expect((await run(`${url}/`)).outcome.ok).toBe(true);
  });

  test.each(['..', '.', '%2e%2e', '../..'])('a value of %j does not climb out of the path', async (value) => {
    const { url, asked } = await echo();
    const w = await going({ tools: [webhook('hook', `${url}/orders/{{params.id}}/lines`)], effects: [call('hook', { parameters: { id: value } })] });
    const [done] = await called(w);
    if (done?.outcome.ok) expect(asked[0]?.url).toMatch(/^\/orders\/[^/]+\/lines$/);
    else expect(asked).toEqual([]);
  });
});
