import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TryAnswer, TryModelAnswer } from '../../shared/admin.ts';
import type { Values } from '../../shared/value.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { projectOf } from '../world.ts';
import { type Caller, callerOf, guestOwner } from './people.ts';
import { type Stand, serve } from './stand.ts';

const key = 'sk-the-very-secret-key-1234';
let stand: Stand;
let models: ModelServer;
let shop: Server;
let owner: Caller;

beforeAll(async () => {
  models = await startModelServer([{ text: 'ok' }]);
  shop = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(request.url?.startsWith('/missing') ? 404 : 200, { 'content-type': 'application/json', 'x-shop': 'yes' });
      response.end(JSON.stringify({ echo: request.headers.authorization, body: Buffer.concat(chunks).toString() }));
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const { port } = shop.address() as AddressInfo; // it listens on a port
  const webhook = { type: 'webhook' as const, method: 'POST' as const, headers: { authorization: 'Bearer {{secrets.SHOP_KEY}}' } };
  const parameters = [{ name: 'order' }];
  const project = projectOf([], {
    tools: [
      {
        ...webhook,
        name: 'ask_shop',
        url: `http://127.0.0.1:${port}/orders/{{params.order}}`,
        body: { order: '{{params.order}}', token: '{{secrets.SHOP_KEY}}' },
        parameters,
      },
      { ...webhook, name: 'ask_nobody', url: `http://127.0.0.1:${port}/missing`, headers: {} },
    ],
  });
  const environment = { SHOP_KEY: key, PROMPTSIDE_ALLOWED_ADDRESSES: '127.0.0.1', PROMPTSIDE_SECRET_THING: key };
  stand = await serve(project, environment);
  owner = await guestOwner(stand);
});
afterAll(async () => {
  await stand?.remove();
  await models?.close();
  shop?.close();
});

const post = (path: string, body: unknown, as = owner) => as.call(path, { method: 'POST', body });
const own = (more: Values = {}) => ({
  name: 'own',
  provider: 'openai_compatible',
  model: 'tiny',
  address: models.address,
  apiKey: 'SHOP_KEY',
  ...more,
});
const tryModel = async (more: Values = {}) => (await (await post('/projects/test/try-model', { model: own(more) })).json()) as TryModelAnswer;

describe('a model that is tried', () => {
  test('answers, with its time and tokens, after one small request', async () => {
    models.play([{ text: 'ok', usage: { input: 12, output: 3 } }]);
    const before = models.requests.length;
    expect(await tryModel({ maximumOutputTokens: 9_000, retries: 5 })).toMatchObject({
      verdict: 'ok',
      message: 'ok',
      inputTokens: 12,
      outputTokens: 3,
    });
    expect(models.requests.length - before).toBe(1);
    expect(models.requests.at(-1)?.body.max_tokens).toBe(64);
  });

  test('names the variable where the key is not set, and sends nothing', async () => {
    const before = models.requests.length;
    const answer = await tryModel({ apiKey: 'NOT_SET_KEY' });
    expect(answer).toMatchObject({ verdict: 'key_missing', message: expect.stringContaining('NOT_SET_KEY is not set') });
    expect(models.requests.length).toBe(before);
  });

  test("sends the server's own secrets nowhere", async () => {
    const before = models.requests.length;
    expect((await tryModel({ apiKey: 'PROMPTSIDE_SECRET_THING' })).verdict).toBe('key_missing');
    expect(models.requests.length).toBe(before);
  });

  test.each([
    ['unauthorized', 'key_refused', 'SHOP_KEY was refused (401)'],
    ['rate_limited', 'busy', ''],
    ['error_503', 'unreachable', ''],
    ['reset', 'unreachable', ''],
    ['broken_json', 'failed', ''],
  ] as const)('says what is wrong: %s is %s, after one attempt and without the key', async (fault, verdict, words) => {
    models.play([{ fault }]);
    const before = models.requests.length;
    const answer = await tryModel();
    expect(answer.verdict).toBe(verdict);
    expect(answer.message).toContain(words);
    expect(answer.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(answer)).not.toContain(key);
    expect(models.requests.length - before).toBe(1);
  });

  test('an address where nobody listens, and one that knows no such model', async () => {
    expect((await tryModel({ address: 'http://127.0.0.1:9/v1' })).verdict).toBe('unreachable');
    const nowhere = createServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'The model `tiny` does not exist', type: 'invalid_request_error', code: 'model_not_found' } }));
    });
    await new Promise<void>((resolve) => nowhere.listen(0, '127.0.0.1', resolve));
    const { port } = nowhere.address() as AddressInfo; // it listens on a port
    expect(await tryModel({ address: `http://127.0.0.1:${port}/v1` })).toMatchObject({
      verdict: 'model_unknown',
      message: expect.stringContaining('tiny'),
    });
    nowhere.close();
  });

  test('one that the schema refuses is refused with its place; nobody who is signed out tries one', async () => {
    const refused = await post('/projects/test/try-model', { model: own({ temperature: 9 }) });
    expect([refused.status, JSON.stringify(await refused.json())]).toEqual([400, expect.stringContaining('temperature')]);
    expect((await post('/projects/test/try-model', { model: own() }, callerOf(stand.address))).status).toBe(401);
    expect((await post('/projects/none/try-model', { model: own() })).status).toBe(404);
  });
});

describe('a webhook that is tried', () => {
  test('shows the request as it was sent, with every secret masked, and the answer', async () => {
    const answer = (await (await post('/projects/test/try', { tool: 'ask_shop', parameters: { order: 'A 7' } })).json()) as TryAnswer;
    const [request] = answer.trace.requests as Values[]; // the trial's own list
    expect(request).toMatchObject({ method: 'POST', url: expect.stringContaining('/orders/A%207'), headers: { authorization: 'Bearer ***' } });
    expect(JSON.parse(String(request?.body))).toEqual({ order: 'A 7', token: '***' });
    expect(answer.outcome.value).toMatchObject({ status: 200, headers: { 'x-shop': 'yes' }, data: { echo: 'Bearer ***' } });
    expect(JSON.stringify(answer)).not.toContain(key);
  });

  test('also where the answer is a refusal', async () => {
    const answer = (await (await post('/projects/test/try', { tool: 'ask_nobody' })).json()) as TryAnswer;
    expect(answer.outcome.ok).toBe(false);
    expect(answer.outcome.value).toMatchObject({ status: 404 });
    expect((answer.trace.requests as Values[]).length).toBe(1);
  });
});
