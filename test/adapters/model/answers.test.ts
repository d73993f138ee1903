import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pauseBefore, retryAfter } from '../../../runtime/adapters/model/retry.ts';
import { type ModelServer, startModelServer } from '../../model-server.ts';
import { ask, findOrder, languageModel, modelAt } from './asking.ts';

let server: ModelServer;
const adapter = languageModel();
const model = () => modelAt(server.address, { timeoutMilliseconds: 60_000 });

beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

test('text comes in pieces as it is made, and the answer is the pieces together', async () => {
  server.play([{ pieces: ['Good ', 'morning', '.'], usage: { input: 31, output: 4 } }]);
  const heard: string[] = [];
  const answer = await adapter.answer(ask(model()), (piece) => heard.push(piece));
  expect(heard).toEqual(['Good ', 'morning', '.']);
  expect(answer).toMatchObject({
    ok: true,
    text: 'Good morning.',
    finish: 'end',
    calls: [],
    attempts: 1,
    usage: { inputTokens: 31, outputTokens: 4 },
  });
});

test('without a listener the answer comes whole', async () => {
  server.play([{ text: 'Good morning.', usage: { input: 31, output: 4 } }]);
  expect(await adapter.answer(ask(model()))).toMatchObject({ ok: true, text: 'Good morning.', usage: { inputTokens: 31, outputTokens: 4 } });
  expect(server.requests.at(-1)?.body.stream).toBeUndefined();
});

test('settings of a model go over the wire, and what is not set does not', async () => {
  server.play([{ text: 'ok' }]);
  await adapter.answer(ask({ ...model(), temperature: 0.3, maximumOutputTokens: 99 }));
  expect(server.requests.at(-1)?.body).toMatchObject({ model: 'scripted', temperature: 0.3, max_tokens: 99 });
  await adapter.answer(ask(model()));
  expect(Object.keys(server.requests.at(-1)?.body ?? {}).sort()).toEqual(['messages', 'model']);
});

test.for([true, false])('tools are offered, called side by side, and answered under their ids, streamed: %s', async (isStreamed) => {
  const asked = { ...ask(model(), { tools: [findOrder] }) };
  const calls = [
    { id: 'a', tool: 'find_order', arguments: { number: 'A-17' } },
    { id: 'b', tool: 'find_order', arguments: { number: 'B-4' } },
  ];
  server.play([{ text: 'Let me look.', calls }, { text: 'Both are on their way.' }]);
  const listener = isStreamed ? () => undefined : undefined;
  const first = await adapter.answer(asked, listener);
  expect(first).toMatchObject({ ok: true, text: 'Let me look.', finish: 'calls', calls });
  const results = [
    { id: 'a', tool: 'find_order', result: { state: 'sent' }, isError: false },
    { id: 'b', tool: 'find_order', result: 'no such order', isError: true },
  ];
  const messages = [...asked.messages, { role: 'assistant' as const, text: 'Let me look.', calls }, { role: 'tool' as const, results }];
  expect(await adapter.answer({ ...asked, messages }, listener)).toMatchObject({ ok: true, text: 'Both are on their way.', finish: 'end' });
  const wire = server.requests.at(-1)?.body.messages ?? [];
  expect(wire.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool']);
  expect(wire.slice(3)).toMatchObject([
    { tool_call_id: 'a', content: '{"state":"sent"}' },
    { tool_call_id: 'b', content: 'no such order' },
  ]);
});

describe('an answer by a schema', () => {
  const output = { type: 'object', properties: { mood: { enum: ['good', 'bad'] }, score: { type: 'number' } }, required: ['mood', 'score'] };

  test.for([true, false])('is parsed and handed on, streamed: %s', async (isStreamed) => {
    server.play([{ pieces: ['{"mood":', '"good","score":0.5}'] }]);
    const answer = await adapter.answer(ask(model(), { output }), isStreamed ? () => undefined : undefined);
    expect(answer).toMatchObject({ ok: true, object: { mood: 'good', score: 0.5 } });
    expect(server.requests.at(-1)?.body.response_format).toMatchObject({ type: 'json_schema', json_schema: { schema: output, strict: false } });
  });

  test('is asked for strictly where the schema meets the rules of strict mode', async () => {
    server.play([{ text: '{"mood":"good","score":1}' }]);
    await adapter.answer(ask(model(), { output: { ...output, additionalProperties: false } }));
    expect(server.requests.at(-1)?.body.response_format).toMatchObject({ json_schema: { strict: true } });
  });

  test('may stand in a fence, as models without schemas give it', async () => {
    server.play([{ text: '```json\n{"mood":"bad","score":1}\n```' }]);
    expect(await adapter.answer(ask(model(), { output }))).toMatchObject({ ok: true, object: { mood: 'bad' } });
  });

  test('may be any value, which travels in an object', async () => {
    server.play([{ text: '{"value":["a","b"]}' }]);
    const answer = await adapter.answer(ask(model(), { output: { type: 'array', items: { type: 'string' } } }));
    expect(answer).toMatchObject({ ok: true, object: ['a', 'b'] });
  });

  test.for(['nonsense', '{"mood":"good"', '{"mood":"fine","score":1}', '{"mood":"good"}', '[]', 'null', ''])(
    'that does not fit is never handed on: %s',
    async (text) => {
      server.play([{ text }]);
      const answer = await adapter.answer(ask(modelAt(server.address, { retries: 0 }), { output }));
      expect(answer).toMatchObject({ ok: false, problem: { code: text === '' ? 'model.broken' : 'model.invalid_output' } });
      expect(answer).not.toHaveProperty('object');
    },
  );
});

describe('images', () => {
  const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

  test('go as they are or by their address, and are not fetched from here (G-29)', async () => {
    server.play([{ text: 'a pixel' }]);
    const address = `${server.address}/picture.png`;
    const before = server.requests.length;
    await adapter.answer(ask(model(), { messages: [{ role: 'user', text: 'What is this?', images: [pixel, address] }] }));
    expect(server.requests.slice(before)).toHaveLength(1);
    expect(server.requests.at(-1)?.body.messages[1]).toEqual({
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: pixel } },
        { type: 'image_url', image_url: { url: address } },
      ],
    });
  });

  test.for(['file:///etc/passwd', '/etc/passwd', 'data:text/html,<b>', 'javascript:1', ''])('of any other kind are refused: %s', async (image) => {
    const before = server.requests.length;
    const answer = await adapter.answer(ask(model(), { messages: [{ role: 'user', text: 'What is this?', images: [image] }] }));
    expect(answer).toMatchObject({ ok: false, problem: { code: 'model.refused', details: { status: 'not sent' } } });
    expect(server.requests.length).toBe(before);
  });
});

describe('the stop button', () => {
  test('keeps what was said so far, and closes the connection', async () => {
    server.play([{ pieces: ['One ', 'two'], fault: 'stall_in_stream' }]);
    const stop = new AbortController();
    const answer = await adapter.answer(ask(model(), { signal: stop.signal }), () => stop.abort());
    expect(answer).toMatchObject({ ok: true, text: 'One ', finish: 'stopped', attempts: 1 });
    await expect.poll(server.open).toBe(0);
  });

  test('before the first word, while waiting, or before the request, is model.stopped', async () => {
    for (const fault of ['stall_before_headers', 'rate_limited_for_a_second'] as const) {
      server.play([{ text: 'x', fault }]);
      const stop = new AbortController();
      const pending = adapter.answer(ask(model(), { signal: stop.signal }), () => undefined);
      const before = server.requests.length;
      await expect.poll(() => server.requests.length).toBe(before + 1);
      stop.abort();
      expect(await pending).toMatchObject({ ok: false, problem: { code: 'model.stopped' }, text: '' });
    }
    const before = server.requests.length;
    expect(await adapter.answer(ask(model(), { signal: AbortSignal.abort() }))).toMatchObject({ ok: false, problem: { code: 'model.stopped' } });
    expect(server.requests.length).toBe(before);
  });
});

describe('patience', () => {
  test('a stream that goes on slowly is not a silent one', async () => {
    server.play([{ pieces: ['a', 'b', 'c', 'd', 'e'], everyMilliseconds: 200 }]);
    // Silence of 20 s before the first byte and of 13 s between bytes is allowed; this takes more than 24 s in all.
    const slow = { ...model(), timeoutMilliseconds: 40_000, retries: 0 };
    expect(await adapter.answer(ask(slow), () => undefined)).toMatchObject({ ok: true, text: 'abcde' });
  });

  test('a model that thinks hard may be silent for longer', async () => {
    server.play([{ text: 'Done.', afterMilliseconds: 700 }]);
    const quick = { ...model(), timeoutMilliseconds: 24_000, retries: 0 };
    expect(await adapter.answer(ask(quick), () => undefined)).toMatchObject({ ok: false, problem: { code: 'model.timeout' } });
    expect(await adapter.answer(ask(quick, { effort: 'high' }), () => undefined)).toMatchObject({ ok: true, text: 'Done.' });
  });

  test.for([true, false])('G-11: nothing hangs, not even where a connection takes no notice of its end, streamed: %s', async (isStreamed) => {
    const deaf = languageModel({ http: () => new Promise(() => undefined) });
    const answer = await deaf.answer(ask(modelAt(server.address)), isStreamed ? () => undefined : undefined);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'model.timeout', details: { limit: 12_000 } } });
  });
});

describe('P-28: retries', () => {
  const failure = { problem: { code: 'model.rate_limited' as const, message: '' }, mayRetry: true };
  const now = { attempts: 1, retries: 5, leftMilliseconds: 60_000, luck: 0 };

  test('wait twice as long every time, up to a limit, half of it by luck', () => {
    expect([1, 2, 3, 4, 5].map((attempts) => pauseBefore(failure, { ...now, attempts }))).toEqual([250, 500, 1_000, 2_000, 4_000]);
    expect(pauseBefore(failure, { ...now, luck: 0.999 })).toBeCloseTo(499.75);
    expect(pauseBefore(failure, { ...now, attempts: 9, retries: 9 })).toBe(4_000);
  });

  test('wait as long as the provider asks, and not at all where that would be too late or of no use', () => {
    expect(pauseBefore({ ...failure, waitMilliseconds: 7_000 }, now)).toBe(7_000);
    expect(pauseBefore({ ...failure, waitMilliseconds: 61_000 }, now)).toBeNull();
    expect(pauseBefore({ ...failure, mayRetry: false }, now)).toBeNull();
    expect(pauseBefore(failure, { ...now, attempts: 6 })).toBeNull();
  });

  test('read the wait in seconds, in milliseconds, and as a date', () => {
    const at = Date.parse('2026-03-02T09:30:00Z');
    expect(retryAfter({ 'retry-after': '2' }, at)).toBe(2_000);
    expect(retryAfter({ 'retry-after': 'Mon, 02 Mar 2026 09:30:05 GMT' }, at)).toBe(5_000);
    expect(retryAfter({ 'retry-after': 'Mon, 02 Mar 2026 09:29:00 GMT' }, at)).toBe(0);
    expect(retryAfter({ 'retry-after': '2', 'retry-after-ms': '120' }, at)).toBe(120);
    expect(retryAfter({ 'retry-after': 'soon' }, at)).toBeUndefined();
    expect(retryAfter({}, at)).toBeUndefined();
  });

  test('end with the number that the author set', async () => {
    server.play([{ fault: 'error_503' }]);
    for (const retries of [0, 1, 3]) {
      expect(await adapter.answer(ask({ ...model(), retries }))).toMatchObject({ ok: false, attempts: retries + 1 });
    }
  });
});
