import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Http, HttpRequest } from '../../runtime/ports.ts';
import { parseProject } from '../../shared/parse.ts';
import type { Asked } from '../adapters/http/loopback.ts';
import { projectOf, reply, world } from '../world.ts';
import { call, called, echo, environment, going, hurried, server, webhook } from './webhook-world.ts';

type Verify = (signature: string | undefined, body: string, secret: string, now: number) => boolean;

/** The code that docs/webhooks.md shows to receivers. */
async function fromDocument(): Promise<{ isGenuine: Verify }> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
}

describe('idempotency, signatures and retries', () => {
  const keyOf = (asked: Asked | undefined): string => String(asked?.headers['idempotency-key']);

  test('G-05 every effect has its own key, and every attempt at it the same', async () => {
    let count = 0;
    const { url, asked } = await server((_asked, response) => {
      count += 1;
      response.writeHead(count === 2 ? 200 : 503).end();
    });
    const tools = [webhook('hook', url, { retries: 1 })];
    const w = await going({ tools, effects: [call('hook')], ports: { clock: hurried() } });
    await w.say('go');
    expect(asked.length).toBe(4);
    expect(keyOf(asked[0])).toBe(keyOf(asked[1]));
    expect(new Set(asked.map(keyOf)).size).toBe(2);
    expect(keyOf(asked[0])).toMatch(/^[0-9a-f]{40}$/);
    expect(keyOf(asked[0])).not.toContain(w.id);
    expect((await called(w)).map(({ trace, outcome }) => [trace?.attempts, outcome.ok, trace?.idempotencyKey])).toEqual([
      [2, true, keyOf(asked[0])],
      [2, false, keyOf(asked[2])],
    ]);
  });

  test('G-05 another conversation has other keys', async () => {
    const { url, asked } = await echo();
    const w = await going({ tools: [webhook('hook', url)], effects: [call('hook')] });
    const other = await w.conversations.start({ project: 'test', visitor: 'visitor-2' });
    await w.conversations.accept(other, { kind: 'message', id: 'input-1', text: 'go' });
    await expect.poll(() => asked.length).toBe(2);
    expect(keyOf(asked[0])).not.toBe(keyOf(asked[1]));
  });

  test('an author cannot write the key or the signature', async () => {
    const { url, asked } = await echo();
    await going({ tools: [webhook('hook', url, { headers: { 'Idempotency-Key': 'mine' } })], effects: [call('hook')] });
    expect(keyOf(asked[0])).toMatch(/^[0-9a-f]{40}$/);
  });

  const passing: [number, number][] = [
    [500, 3],
    [502, 3],
    [503, 3],
    [429, 3],
    [408, 3],
    [501, 1],
    [400, 1],
    [401, 1],
    [404, 1],
    [422, 1],
    [302, 1],
  ];
  test.each(passing)('a %i is tried %i times where two retries are allowed', async (status, times) => {
    const { url, asked } = await server((_asked, response) => response.writeHead(status, { location: '/x' }).end());
    const waits: number[] = [];
    const w = await going({
      tools: [webhook('hook', url, { retries: 2, method: 'POST' })],
      effects: [call('hook')],
      ports: { clock: hurried(waits) },
    });
    expect(asked.length).toBe(times);
    expect((await called(w))[0]?.trace).toMatchObject({ attempts: times, status });
    expect(waits).toEqual([250, 500].slice(0, times - 1));
  });

  test('what cannot be reached is tried again; what is forbidden is not', async () => {
    const tools = [webhook('gone', 'http://127.0.0.1:9999/', { retries: 3 }), webhook('inside', 'http://10.0.0.1/', { retries: 3 })];
    const w = await going({ tools, effects: [call('gone'), call('inside')], ports: { clock: hurried() } });
    expect((await called(w)).map(({ trace }) => trace?.attempts)).toEqual([4, 1]);
  });

  test('retry-after is kept to where it is short, and ends the trying where it is long', async () => {
    const { url, asked } = await server(({ url: path }, response) => response.writeHead(503, { 'retry-after': path.slice(1) }).end());
    const waits: number[] = [];
    const tools = [webhook('short', `${url}/2`, { retries: 1 }), webhook('long', `${url}/3600`, { retries: 1 })];
    await going({ tools, effects: [call('short'), call('long')], ports: { clock: hurried(waits) } });
    expect(asked.map(({ url: path }) => path).toSorted()).toEqual(['/2', '/2', '/3600']);
    expect(waits).toEqual([2_000]);
  });

  test('no retry begins that would outlast the turn', async () => {
    const { url, asked } = await server((_asked, response) => response.writeHead(503, { 'retry-after': '9' }).end());
    await going({
      tools: [webhook('hook', url, { retries: 5 })],
      effects: [call('hook')],
      more: { limits: { wallMilliseconds: 5_000 } },
      ports: { clock: hurried() },
    });
    expect(asked.length).toBe(1);
  });

  test('G-29 a signed request can be verified as docs/webhooks.md says, with and without a body', async () => {
    const secret = 'whsec-CANARY';
    const { url, asked } = await echo();
    const tools = [webhook('post', url, { body: { note: 'ä{{userInput}}' } }), webhook('get', url, { method: 'GET' })];
    const w = await going({ tools, effects: [call('post'), call('get')], ports: { secrets: environment({ PROMPTSIDE_WEBHOOK_SECRET: secret }) } });
    const { isGenuine } = await fromDocument();
    const now = w.ports.clock.now();
    for (const { headers, body } of asked) {
      const signature = String(headers['promptside-signature']);
      expect(isGenuine(signature, body, secret, now)).toBe(true);
      expect(isGenuine(signature, `${body} `, secret, now)).toBe(false);
      expect(isGenuine(signature, body, 'another', now)).toBe(false);
      expect(isGenuine(signature, body, secret, now + 301_000)).toBe(false);
      expect(isGenuine(undefined, body, secret, now)).toBe(false);
    }
    expect(asked.length).toBe(2);
    expect(JSON.stringify(await w.log())).not.toContain('CANARY');
  });

  test('without a secret nothing is signed', async () => {
    const { url, asked } = await echo();
    await going({ tools: [webhook('hook', url)], effects: [call('hook')] });
    expect(asked[0]?.headers['promptside-signature']).toBeUndefined();
  });
});

describe('after a crash', () => {
  /** A conversation whose first call is sent and never answered, and the same store in the hands of a new process. */
  async function crashed(tool: object) {
    const store = memoryStore();
    const sent: HttpRequest[] = [];
    const out = Promise.withResolvers<void>();
    const never: Http = {
      close: async () => undefined,
      send: (request) => {
        sent.push(request);
        out.resolve();
        return new Promise(() => undefined);
      },
    };
    const document = projectOf([{ name: 'Go', effects: [call('hook'), reply('status {{results.webhooks.hook.statusText}}')] }], {
      tools: [webhook('hook', 'http://127.0.0.1:9999/', tool)],
    });
    const before = await world(document, { intents: { go: ['Go'] }, store, ports: { http: never } });
    await before.conversations.accept(before.id, { kind: 'message', id: 'input-1', text: 'go' });
    await out.promise;
    const answering: Http = {
      close: async () => undefined,
      send: async (request) => {
        sent.push(request);
        return { ok: true, status: 200, statusText: 'OK', headers: {}, data: null, milliseconds: 1 };
      },
    };
    const ports = { ...before.ports, http: answering };
    const after = conversationsOf(ports, versionsOf(ports, parseProject));
    await after.resume();
    for (;;) {
      const { conversation, isWorking } = await after.look(before.id);
      if (!isWorking && !conversation.turn) break;
      await new Promise((again) => setTimeout(again, 1));
    }
    const log = await store.events(before.id, 0, 1_000);
    return {
      sent,
      done: log.filter((event) => event.type === 'effect_done' && event.effect === 'call_tool'),
      heard: (await after.look(before.id)).conversation.messages.at(-1)?.text,
    };
  }

  test('G-05 a call is sent again under the same key, and its result is on record once', async () => {
    const { sent, done, heard } = await crashed({});
    expect(sent.length).toBe(2);
    expect(sent[1]?.headers['idempotency-key']).toBe(sent[0]?.headers['idempotency-key']);
    expect(done).toMatchObject([{ outcome: { ok: true } }]);
    expect(heard).toBe('status OK');
  });

  test('G-05 one that may be sent once only is not sent again: its outcome is unknown', async () => {
    const { sent, done, heard } = await crashed({ delivery: 'at_most_once', retries: 3 });
    expect(sent.length).toBe(1);
    expect(done).toMatchObject([{ outcome: { ok: false, problem: { code: 'effect.failed' }, value: { status: 0, statusText: 'unknown' } } }]);
    expect(heard).toBe('status unknown');
  });

  test('without a crash it is sent once, without retries, turn after turn', async () => {
    const { url, asked } = await server((_asked, response) => response.writeHead(503).end());
    const w = await going({
      tools: [webhook('hook', url, { delivery: 'at_most_once', retries: 5 })],
      effects: [call('hook'), call('hook')],
      ports: { clock: hurried() },
    });
    await w.say('go');
    expect(asked.length).toBe(4);
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(4);
    expect((await called(w)).map(({ outcome }) => (outcome.value as { status: number }).status)).toEqual([503, 503, 503, 503]);
  });
});
