import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Model } from '../../../shared/project/settings.ts';
import { faults } from '../../model-faults.ts';
import { type ModelServer, startModelServer } from '../../model-server.ts';
import { ask, languageModel, modelAt } from './asking.ts';

const canary = 'sk-canary/9f3+Zq=';
let server: ModelServer;
let read: string[] = [];
const adapter = languageModel({
  secrets: {
    get: (name) => {
      read.push(name);
      return name === 'MODEL_KEY' ? `${canary}\n` : undefined;
    },
  },
});

beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => {
  read = [];
});
afterAll(() => server.close());

test('P-37: a key is read by its name at the moment of the call and goes into its header alone', async () => {
  server.play([{ text: 'ok' }]);
  await adapter.answer(ask(modelAt(server.address, { apiKey: 'MODEL_KEY', timeoutMilliseconds: 100_000 })));
  expect(read).toEqual(['MODEL_KEY']);
  expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${canary}`);
  expect(server.requests.at(-1)?.raw).not.toContain('canary');
});

test('P-37: what the server itself lives by is no key of a model, whoever names it', async () => {
  const before = server.requests.length;
  const answer = await adapter.answer(ask(modelAt(server.address, { apiKey: 'PROMPTSIDE_WEBHOOK_SECRET' })));
  expect(answer).toMatchObject({ ok: false, problem: { code: 'secret.missing' } });
  expect(read).toEqual([]);
  expect(server.requests.length).toBe(before);
});

test('P-37: a key that is not set is said by name, and nothing is sent', async () => {
  const before = server.requests.length;
  const answer = await adapter.answer(ask(modelAt(server.address, { apiKey: 'OTHER_KEY' })));
  expect(answer).toMatchObject({ ok: false, problem: { code: 'secret.missing', details: { name: 'OTHER_KEY' } }, attempts: 0 });
  expect(server.requests.length).toBe(before);
});

test.for([
  ['openai', 'OPENAI_API_KEY'],
  ['anthropic', 'ANTHROPIC_API_KEY'],
  ['google', 'GOOGLE_GENERATIVE_AI_API_KEY'],
] as const)('P-37: %s at its own address is asked with %s unless another name is set', async ([provider, name]) => {
  const { address: _, ...model } = modelAt('', { provider });
  expect(await adapter.answer(ask(model))).toMatchObject({ ok: false, problem: { code: 'secret.missing', details: { name } } });
  expect(read).toEqual([name]);
});

test.for(['openai', 'anthropic', 'google', 'openai_compatible'] as const)(
  'P-37: %s at an address of the author gets no key that the author did not name',
  async (provider) => {
    const before = { ...process.env };
    Object.assign(process.env, { OPENAI_API_KEY: canary, ANTHROPIC_API_KEY: canary, GOOGLE_GENERATIVE_AI_API_KEY: canary });
    try {
      server.play([{ fault: 'bad_request' }]);
      await adapter.answer(ask(modelAt(server.address, { provider, timeoutMilliseconds: 100_000 })));
    } finally {
      process.env = before;
    }
    expect(read).toEqual([]);
    const { headers } = server.requests.at(-1) ?? {};
    expect(JSON.stringify(headers)).not.toContain('canary');
    expect(Object.keys(headers ?? {}).filter((name) => /authorization|api-key/.test(name))).toEqual([]);
  },
);

describe('G-28: the key is in no answer, whatever the provider does', () => {
  const echoes = ['Incorrect API key provided: KEY.', 'Bearer KEY', '{"url":"https://x/?key=ENCODED"}', 'sk-can******Zq= is revoked'];
  const variants: Partial<Model>[] = [{ provider: 'openai_compatible' }, { provider: 'openai' }, { provider: 'anthropic' }, { provider: 'google' }];

  test('not where an error quotes it', async () => {
    for (const echo of echoes) {
      const message = echo.replace('KEY', canary).replace('ENCODED', encodeURIComponent(canary));
      const http = async () => Response.json({ error: { message, type: 'invalid', code: 400, status: 'INVALID' } }, { status: 400 });
      for (const variant of variants) {
        const quoting = languageModel({ http, secrets: { get: () => canary } });
        const answer = await quoting.answer(ask(modelAt(server.address, { ...variant, apiKey: 'MODEL_KEY', timeoutMilliseconds: 100_000 })));
        expect(answer).toMatchObject({ ok: false, problem: { code: 'model.refused' } });
        expect(JSON.stringify(answer)).not.toMatch(/canary|sk-can|9f3/);
      }
    }
  });

  test('not where it cannot be sent as a header', async () => {
    const odd = languageModel({ secrets: { get: () => 'sk-canary\u0000\nx' } });
    const answer = await odd.answer(ask(modelAt(server.address, { apiKey: 'MODEL_KEY', timeoutMilliseconds: 100_000 })));
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  test.for(faults)('not after %s', async (fault) => {
    server.play([{ text: 'x', fault }]);
    const answer = await adapter.answer(ask(modelAt(server.address, { apiKey: 'MODEL_KEY', retries: 0 })), () => undefined);
    expect(JSON.stringify(answer)).not.toContain('canary');
  });
});

test('P-37: a key does not follow a redirect', async () => {
  const elsewhere = await startModelServer();
  const http: typeof fetch = (input, init) =>
    String(input).startsWith(elsewhere.address)
      ? fetch(input, init)
      : Promise.resolve(Response.redirect(`${elsewhere.address}/chat/completions`, 307));
  const redirected = languageModel({ http, secrets: { get: () => canary } });
  const answer = await redirected.answer(ask(modelAt(server.address, { apiKey: 'MODEL_KEY' })));
  expect(answer).toMatchObject({ ok: false, problem: { code: 'model.refused', details: { status: 307 } }, attempts: 1 });
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});
