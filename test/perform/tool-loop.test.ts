import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox } from '../world.ts';
import { calls, looping, loopWorld, resultsIn, script, systemIn, traced } from './loop-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(async () => {
  await Promise.all([server.close(), sharedSandbox().close()]);
});

const text = { name: 'text', required: true };
const echo = script('echo', 'return params.text', { parameters: [text], description: 'Says it again' });
const last = () => server.requests.at(-1);

describe('the tool loop', () => {
  test('R001-01, R001-02, R001-03, R001-04 and R001-05 call, read, call: one assistant entry and one entry of results a round, until the model ends', async () => {
    server.play([
      calls(['echo', { text: 'a' }, 'id-a']),
      calls(['echo', { text: 'b' }, 'id-b1'], ['echo', { text: 'c' }, 'id-b2']),
      { pieces: ['All ', 'done.'] },
    ]);
    const w = await loopWorld(looping(server, [echo]));
    await w.say('go');
    expect(await w.heard()).toEqual(['All done.']);
    expect(server.requests.map(({ body }) => body.messages.length)).toEqual([2, 4, 7]);
    expect(last()?.body.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'tool', 'tool']);
    expect(resultsIn(last())).toEqual({ 'id-a': { result: 'a' }, 'id-b1': { result: 'b' }, 'id-b2': { result: 'c' } });
  });

  test('the final answer is streamed under the id that it is stored under', async () => {
    server.play([{ pieces: ['Let me look.'], calls: [{ tool: 'echo', arguments: { text: 'a' } }] }, { pieces: ['It ', 'is a.'] }]);
    const w = await loopWorld(looping(server, [echo]));
    await w.say('go');
    const { id } = (await w.now()).messages.at(-1) ?? {};
    expect(new Set(w.deltas.map(([message]) => message))).toEqual(new Set([id]));
    expect(w.deltas.slice(-2).map(([, from, piece]) => [from, piece])).toEqual([
      [0, 'It '],
      [3, 'is a.'],
    ]);
    expect(await w.heard()).toEqual(['It is a.']);
  });

  test('G-31 a stage without a list offers nothing, and one with a list nothing else; typed parameters become a JSON Schema', async () => {
    server.play([{ text: 'Hi.' }]);
    const tool = script('find order', 'return 1', {
      description: 'Finds an order',
      parameters: [
        { name: 'id', type: 'code', required: true, pattern: 'A-\\d+', description: 'its number' },
        { name: 'kind', type: 'enum', acceptedValues: ['new', { value: 'old' }] },
        { name: 'amounts', type: 'number', list: true },
      ],
    });
    await (await loopWorld(looping(server, [tool, echo], { stage: { tools: ['find order', 'go_to_stage'] } }))).say('go');
    const [first, second, ...others] = (last()?.body.tools ?? []) as { function: { name: string; description: string; parameters: unknown } }[];
    expect(others).toEqual([]);
    expect(first?.function).toMatchObject({
      name: 'find_order',
      description: 'Finds an order',
      parameters: {
        type: 'object',
        properties: {
          id: { type: 'string', pattern: '^(?:A-\\d+)$', description: 'its number' },
          kind: { type: 'string', enum: ['new', 'old'] },
          amounts: { type: 'array', items: { type: 'number' } },
        },
        required: ['id'],
        additionalProperties: false,
      },
    });
    expect(second?.function).toMatchObject({ name: 'go_to_stage', parameters: { properties: { stage: { enum: ['Main'] } } } });
    const { tools: _all, ...without } = looping(server, [echo]).stages[0] ?? { name: 'Main' };
    await (await loopWorld({ ...looping(server, [echo]), stages: [without] })).say('go');
    expect(last()?.body.tools).toBeUndefined();
  });

  test('R000-03 and R000-07 a sequence is one callable, under its own description; R000-04 its combined response is one result', async () => {
    server.play([calls(['both', { text: 'x' }, 'id-1'], ['bad', {}, 'id-2']), { text: 'Fine.' }]);
    const bad = script('bad', 'throw new Error("Action failed")');
    const document = looping(server, [echo, bad], {
      actionSequences: [
        {
          name: 'both',
          description: 'Echoes, then fails',
          actions: [{ tool: 'bad' }, { tool: 'echo' }, { effect: { type: 'go_to_stage', stage: 'Other' } }],
        },
      ],
      stages: [{ name: 'Main', prompt: 'Help.', tools: ['both'] }, { name: 'Other' }],
    });
    const w = await loopWorld(document);
    await w.say('go');
    const offered = (server.requests[0]?.body.tools ?? []) as {
      function: { name: string; description: string; parameters: { properties: object } };
    }[];
    expect(offered.map((it) => [it.function.name, it.function.description, Object.keys(it.function.parameters.properties)])).toEqual([
      ['both', 'Echoes, then fails', ['text']],
    ]);
    const results = resultsIn(last());
    expect(results['id-1']).toMatchObject({
      success: false,
      chain_results: [
        { action: 'bad', success: false },
        { action: 'echo', success: true, result: 'x' },
        { action: 'go_to_stage', success: true },
      ],
    });
    expect(Object.keys(results['id-1'] ?? {})).toEqual(['success', 'chain_results']);
    // Its parts cannot be called by themselves here.
    expect(JSON.stringify(results['id-2'])).toContain('there is no such tool');
    expect((await w.now()).stage).toBe('Other');
  });

  test('bad input: arguments that do not fit go back with their path, once repaired they run; unknown names and broken JSON likewise', async () => {
    const add = script('add', 'return params.left + params.right', {
      parameters: [
        { name: 'left', type: 'number', required: true },
        { name: 'right', type: 'number', required: true },
      ],
    });
    server.play([
      calls(
        ['add', { left: 1, right: 'two' }, 'a'],
        ['add', { left: 1 }, 'b'],
        ['add', { left: 1, right: 2, more: 3 }, 'c'],
        ['sub', {}, 'd'],
        ['add', '[1, 2]', 'e'],
      ),
      calls(['add', { left: 1, right: 2 }, 'f']),
      { text: '3' },
    ]);
    const w = await loopWorld(looping(server, [add]));
    await w.say('go');
    const results = resultsIn(last());
    const errors = Object.fromEntries(Object.entries(results).map(([id, result]) => [id, JSON.stringify(result)]));
    expect(errors.a).toContain('arguments.right: must be a number');
    expect(errors.b).toContain('arguments.right: is missing');
    expect(errors.c).toContain('arguments.more: is not known');
    expect(errors.d).toContain('there is no such tool; there are: add');
    expect(errors.e).toContain('arguments: must be an object');
    expect(results.f).toEqual({ result: 3 });
    expect(await w.heard()).toEqual(['3']);
  });

  test('R001-19 a tool that fails is a result, and the model goes on; R001-20 a critical one sets the flag in the next prompt, until it works', async () => {
    const flaky = script('flaky', 'throw new Error("flaky")');
    const w = await loopWorld(
      looping(server, [
        script('pay', 'if (!vars.ready) throw new Error("no funds"); return "paid"', { critical: true }),
        script('prepare', 'vars.ready = true; return 1'),
        flaky,
      ]),
    );
    server.play([calls(['flaky', {}, 'x']), calls(['pay', {}, 'a']), calls(['prepare', {}, 'b']), calls(['pay', {}, 'c']), { text: 'ok' }]);
    await w.say('go');
    expect(server.requests.map((request) => systemIn(request).includes('ERROR STATE: pay failed'))).toEqual([false, false, true, true, false]);
    expect(JSON.stringify(resultsIn(last()).a)).toContain('no funds');
    expect(resultsIn(last()).c).toEqual({ result: 'paid' });
  });

  test('R001-06 a tool waits for what it depends on; a cycle is an error at publish', async () => {
    const first = script('first', 'return "one"');
    const second = script('second', 'return "two after " + results.tools.first', { dependsOn: ['first'] });
    server.play([calls(['second', {}, 'a']), calls(['second', {}, 'b'], ['first', {}, 'c']), { text: 'ok' }]);
    const w = await loopWorld(looping(server, [first, second]));
    await w.say('go');
    expect(JSON.stringify(resultsIn(last()).a)).toContain('it needs a result of first first');
    expect(resultsIn(last())).toMatchObject({ b: { result: 'two after one' }, c: { result: 'one' } });
    const circular = looping(server, [script('a', 'return 1', { dependsOn: ['b'] }), script('b', 'return 1', { dependsOn: ['a'] })]);
    expect(parseProject(circular).findings.map(({ code }) => code)).toContain('cycle.tools');
  });

  test('R001-07 independent calls that go out run side by side, level by level', async () => {
    const hook = (name: string, dependsOn: string[] = []) => ({ type: 'webhook' as const, name, url: `https://api.example/${name}`, dependsOn });
    let open = 0;
    const most: number[] = [];
    const order: string[] = [];
    const http = {
      close: async () => undefined,
      send: async ({ url }: { url: string }) => {
        most.push(++open);
        await new Promise((later) => setTimeout(later, 5));
        open -= 1;
        order.push(new URL(url).pathname);
        return { ok: true as const, status: 200, statusText: 'OK', headers: { 'x-secret': 'never shown' }, data: { from: url }, milliseconds: 1 };
      },
    };
    server.play([calls(['sum', {}, 's'], ['a', {}, '1'], ['b', {}, '2'], ['c', {}, '3']), { text: 'ok' }]);
    const w = await loopWorld(looping(server, [hook('a'), hook('b'), hook('c'), hook('sum', ['a', 'b', 'c'])]), { ports: { http: http as never } }); // a transport that answers
    await w.say('go');
    expect(Math.max(...most)).toBe(3);
    expect(order.at(-1)).toBe('/sum');
    expect(resultsIn(last())['1']).toEqual({ result: { status: 200, data: { from: 'https://api.example/a' } } });
  });

  test('P-17 and G-31 what a model says is data: no template and no expression in it comes to life', async () => {
    server.play([
      calls(
        ['echo', { text: '{{constants.key}} =1+1' }, 'a'],
        ['echo', { text: '=constants.key' }, 'b'],
        ['end_conversation', { reason: '\\{{{constants.key}}' }, 'c'],
      ),
      { text: 'ok' },
    ]);
    const w = await loopWorld(looping(server, [echo], { constants: { key: 'hidden' }, stage: { tools: ['echo', 'end_conversation'] } }));
    await w.say('go');
    expect(resultsIn(last())).toMatchObject({ a: { result: '{{constants.key}} =1+1' }, b: { result: '=constants.key' } });
    expect(JSON.stringify(await w.log())).not.toContain('hidden"');
    expect((await w.now()).status).toBe('ended');
  });

  test('built-ins write variables and the profile, typed', async () => {
    server.play([
      calls(['modify_variables', { city: 'Paris' }, 'a'], ['modify_user_profile', { age: 'old' }, 'b'], ['modify_user_profile', { age: 30 }, 'c']),
      { text: 'ok' },
    ]);
    const w = await loopWorld(
      looping(server, [], {
        profile: [{ name: 'age', type: 'number' }],
        stage: { tools: ['modify_variables', 'modify_user_profile'], variables: [{ name: 'city', type: 'string' }] },
      }),
    );
    await w.say('go');
    expect((await w.now()).stageVars.Main).toEqual({ city: 'Paris' });
    expect((await w.now()).profile).toEqual({ age: 30 });
    expect(JSON.stringify(resultsIn(last()).b)).toContain('arguments.age');
  });
});

test('R001-22 the trace of each round: what was asked, tools, arguments, results, durations, tokens, the state before and after', async () => {
  const mark = script('mark', 'vars.mark = params.text; return "marked"', { parameters: [text] });
  server.play([calls(['mark', { text: 'x' }, 'a']), { text: 'ok' }]);
  const w = await loopWorld(looping(server, [mark]));
  await w.say('go');
  const rounds = (await w.events('effect_done')).filter(({ effect }) => effect === 'ask_model');
  expect(rounds.map(({ trace }) => trace?.iteration)).toEqual([1, 2]);
  expect(rounds[0]?.trace).toMatchObject({
    tools: ['mark'],
    calls: [{ id: 'a', tool: 'mark', arguments: { text: 'x' } }],
    models: [{ inputTokens: 10, outputTokens: 5 }],
    state: { vars: {} },
  });
  expect(String(rounds[0]?.trace?.prompt)).toContain('Help.');
  expect(rounds.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
  expect(traced(await w.log())).toMatchObject([
    { tool: 'mark', arguments: { text: 'x' }, result: { result: 'marked' }, before: { vars: {} }, after: { vars: { mark: 'x' } } },
  ]);
});
