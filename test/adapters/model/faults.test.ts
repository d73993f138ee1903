import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LanguageModel } from '../../../runtime/ports.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import { type Fault, faults } from '../../model-faults.ts';
import { type ModelServer, type ScriptedAnswer, startModelServer } from '../../model-server.ts';
import { ask, findOrder, languageModel, modelAt } from './asking.ts';

/** What a fault comes to: a problem, or an answer where nobody could tell that it is one. */
type Expected = ProblemCode | 'answered';

/** Where one word stands, it holds for both; else the first is for a streamed answer, the second for a whole one. */
const comesTo: Record<Fault, Expected | [streamed: Expected, whole: Expected]> = {
  rate_limited: 'model.rate_limited',
  rate_limited_for_a_second: 'model.rate_limited',
  rate_limited_for_an_hour: 'model.rate_limited',
  unauthorized: 'model.refused',
  bad_request: 'model.refused',
  error_500: 'model.unreachable',
  error_503: 'model.unreachable',
  overloaded_529: 'model.unreachable',
  redirect: 'model.refused',
  reset: 'model.unreachable',
  stall_before_headers: 'model.timeout',
  stall_before_text: 'model.timeout',
  stall_in_stream: 'model.timeout',
  cut_before_text: 'model.broken',
  cut_in_stream: 'model.broken',
  no_end_mark: 'model.broken',
  broken_json: 'model.broken',
  broken_chunk: 'model.broken',
  error_in_stream: 'model.broken',
  huge: 'model.broken',
  // Pieces that come twice cannot be told from a model that repeats itself; arguments that come twice are no JSON.
  duplicated: ['answered', 'model.broken'],
  wrong_content_type: 'model.broken',
  no_body: 'model.broken',
  slow_drip: 'model.timeout',
  endless: 'model.timeout',
};

/** Faults within a text come after some of it was passed on: then there is no second attempt. */
const afterText = new Set<Fault>([
  'stall_in_stream',
  'cut_in_stream',
  'no_end_mark',
  'broken_chunk',
  'error_in_stream',
  'huge',
  'slow_drip',
  'endless',
]);
/** These end by a time-out, so theirs is short; the others must not meet one on a busy machine. */
const slow = new Set<Fault>(['stall_before_headers', 'stall_before_text', 'stall_in_stream', 'slow_drip', 'endless']);
const neverRetried = new Set<Fault>(['rate_limited_for_an_hour', 'unauthorized', 'bad_request', 'redirect', 'huge']);

const text: ScriptedAnswer = { pieces: ['Your order ', 'is on ', 'its way.'] };
const calls: ScriptedAnswer = { calls: [{ tool: 'find_order', arguments: { number: 'A-17' } }] };

let warm: ModelServer;
const adapter: LanguageModel = languageModel();

beforeAll(async () => {
  warm = await startModelServer();
  await adapter.answer(ask(modelAt(warm.address, { timeoutMilliseconds: 600_000 })), () => undefined);
});
afterAll(() => warm.close());

describe.concurrent('G-11: whatever a provider does, the answer ends in time and says what it was', () => {
  const ways = faults.flatMap((fault) =>
    [true, false].flatMap((isStreamed) => [text, calls].map((script) => ({ fault, isStreamed, script, hasTools: script === calls }))),
  );
  test.for(ways)('$fault, streamed: $isStreamed, in a tool loop: $hasTools', async ({ fault, isStreamed, script, hasTools }, { expect }) => {
    const server = await startModelServer([{ ...script, fault }]);
    const heard: string[] = [];
    const model = modelAt(server.address, { timeoutMilliseconds: slow.has(fault) ? 12_000 : 300_000 });
    const request = ask(model, hasTools ? midway : {});
    const answer = await adapter.answer(request, isStreamed ? (piece) => heard.push(piece) : undefined);
    const expected = [comesTo[fault]].flat().at(isStreamed ? 0 : -1);
    expect(answer.ok ? 'answered' : answer.problem.code, answer.ok ? answer.text : answer.problem.message).toBe(expected);
    expect(heard.join('')).toBe(isStreamed ? answer.text : '');
    if (!answer.ok) expect(answer.cut).toBe(answer.text !== '');
    expect(server.requests.length).toBe(answer.attempts);
    expect(answer.attempts).toBeLessThanOrEqual(2);
    if (neverRetried.has(fault) || (isStreamed && afterText.has(fault) && answer.text !== '')) expect(answer.attempts).toBe(1);
    await expect.poll(server.open).toBe(0);
    await server.close();
  });
});

describe('G-11: answers that are wrong in themselves', () => {
  const one = async (script: ScriptedAnswer, isStreamed = true) => {
    warm.play([script]);
    return adapter.answer(ask(modelAt(warm.address), { tools: [findOrder] }), isStreamed ? () => undefined : undefined);
  };

  test.for([true, false])('a call of a tool that nobody offered is handed on as it is, streamed: %s', async (isStreamed) => {
    const answer = await one({ calls: [{ tool: 'drop_tables', arguments: { all: true }, id: 'c9' }] }, isStreamed);
    expect(answer).toMatchObject({ ok: true, finish: 'calls', calls: [{ id: 'c9', tool: 'drop_tables', arguments: { all: true } }] });
  });

  test.for([true, false])('arguments that are no JSON become null, beside others that are, streamed: %s', async (isStreamed) => {
    const answer = await one(
      {
        calls: [
          { tool: 'find_order', arguments: '{"number": A-17' },
          { tool: 'find_order', arguments: '' },
        ],
      },
      isStreamed,
    );
    expect(answer).toMatchObject({ ok: true, finish: 'calls', calls: [{ arguments: null }, { arguments: {} }] });
  });

  test.for([true, false])('an empty answer is none, streamed: %s', async (isStreamed) => {
    expect(await one({ text: '' }, isStreamed)).toMatchObject({ ok: false, problem: { code: 'model.broken' }, attempts: 2, cut: false });
  });

  test.for([true, false])('after a tool has answered, a model may have nothing to add, streamed: %s', async (isStreamed) => {
    warm.play([{ text: '' }]);
    const answer = await adapter.answer(ask(modelAt(warm.address), midway), isStreamed ? () => undefined : undefined);
    expect(answer).toMatchObject({ ok: true, text: '', calls: [], finish: 'end' });
  });

  test.for([true, false])('an answer that ran into its limit says so, streamed: %s', async (isStreamed) => {
    expect(await one({ text: 'It is on', finish: 'length' }, isStreamed)).toMatchObject({ ok: true, text: 'It is on', finish: 'length' });
  });

  test.for([true, false])('an answer that a content filter cut is a refusal, streamed: %s', async (isStreamed) => {
    const answer = await one({ text: 'It is', finish: 'content_filter' }, isStreamed);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'model.refused' }, text: 'It is', attempts: 1 });
  });

  test('a port where nobody listens is a model that does not answer', async () => {
    const gone = await startModelServer();
    await gone.close();
    const answer = await adapter.answer(ask(modelAt(gone.address)), () => undefined);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'model.unreachable' }, attempts: 2, text: '' });
    expect(answer.ok ? '' : answer.problem.message).toContain('ECONNREFUSED');
  });
});

describe('G-11, P-28: faults that pass are survived', () => {
  const faultsThatPass = faults.filter(
    (fault) => !neverRetried.has(fault) && !afterText.has(fault) && fault !== 'duplicated' && !fault.startsWith('stall_before_h'),
  );
  test.for(faultsThatPass)('%s, then an answer', async (fault) => {
    warm.play([{ ...text, fault }, text]);
    const heard: string[] = [];
    const answer = await adapter.answer(ask(modelAt(warm.address, { timeoutMilliseconds: 60_000 })), (piece) => heard.push(piece));
    expect(answer).toMatchObject({ ok: true, text: 'Your order is on its way.', attempts: 2 });
    expect(heard).toEqual(text.pieces);
  });

  test('a hundred answers at once, each with a fault of its own, all end', async () => {
    warm.play((_, index) => ({ ...text, fault: faults[index % faults.length] ?? 'reset' }));
    const all = Array.from({ length: 100 }, (_, index) => adapter.answer(ask(modelAt(warm.address)), index % 2 ? () => undefined : undefined));
    const answers = await Promise.all(all);
    expect(answers.filter((answer) => answer.ok || answer.problem.code.startsWith('model.'))).toHaveLength(100);
    await expect.poll(warm.open).toBe(0);
  });
});

/** A tool loop under way: the model has called, the tool has answered. */
const midway = {
  tools: [findOrder],
  messages: [
    { role: 'user' as const, text: 'Where is A-17?' },
    { role: 'assistant' as const, text: '', calls: [{ id: 'c1', tool: 'find_order', arguments: { number: 'A-17' } }] },
    { role: 'tool' as const, results: [{ id: 'c1', tool: 'find_order', result: { state: 'sent' }, isError: false }] },
  ],
};
