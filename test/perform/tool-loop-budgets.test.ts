import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox } from '../world.ts';
import { calls, looping, loopWorld, script } from './loop-world.ts';

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

describe('budgets', () => {
  const count = script('count', 'vars.count = (vars.count ?? 0) + 1; return vars.count');
  const forever = () => server.play(() => calls(['count']));

  test('R001-17 a model that never stops meets its ten rounds, and the visitor hears the author’s sentence', async () => {
    forever();
    const w = await loopWorld(looping(server, [count]));
    await w.say('go');
    expect(server.requests.length).toBe(10);
    expect(await w.heard()).toEqual(['Sorry, I could not finish that.']);
    expect(JSON.stringify((await w.events('effect_done')).at(-1))).toContain('loopIterations');
  });

  test.each([
    ['rounds', { limits: { loopIterations: 3 } }, 3],
    ['rounds of the stage', { stage: { loopLimits: { loopIterations: 2 } } }, 2],
    ['tokens', { limits: { loopTokens: 100 } }, 7],
    ['calls', { limits: { toolCalls: 4 } }, 5],
    ['calls of the stage', { stage: { loopLimits: { toolCalls: 1 } } }, 2],
  ])('C-47 and R001-17 a budget of %s', async (_what, more, asked) => {
    forever();
    const document = looping(server, [count], more);
    if ('stage' in more) Object.assign(document.stages[0] ?? {}, { tools: ['count'] });
    const w = await loopWorld(document);
    await w.say('go');
    expect(server.requests.length).toBe(asked);
    expect(await w.heard()).toEqual(['Sorry, I could not finish that.']);
    expect((await w.now()).turn).toBeNull();
  });

  test('C-47 a budget of time', async () => {
    server.play(() => ({ ...calls(['count']), afterMilliseconds: 60 }));
    const w = await loopWorld(looping(server, [count], { stage: { loopLimits: { wallMilliseconds: 100 } } }));
    await w.say('go');
    expect(server.requests.length).toBeLessThan(10);
    expect(await w.heard()).toEqual(['Sorry, I could not finish that.']);
  });

  test('R001-18 and C-46 the same call with the same result and nothing changed in between is stuck; keys in any order are the same', async () => {
    const look = script('look', 'return [params.a, params.b]', { parameters: [{ name: 'a' }, { name: 'b' }] });
    server.play((_request, index) => calls(['look', index % 2 ? { a: '1', b: '2' } : { b: '2', a: '1' }]));
    const w = await loopWorld(looping(server, [look]));
    await w.say('go');
    expect(server.requests.length).toBe(2);
    expect(await w.heard()).toEqual(['Sorry, I could not finish that.']);
  });

  test('C-46 reading again after something has changed, or with another answer, is not stuck', async () => {
    const look = script('look', 'return vars.seen ?? "same"');
    const touch = script('touch', 'vars.touched = (vars.touched ?? 0) + 1; return "ok"');
    server.play([calls(['look']), calls(['touch']), calls(['look']), calls(['touch']), calls(['look']), { text: 'seen' }]);
    const w = await loopWorld(looping(server, [look, touch]));
    await w.say('go');
    expect(await w.heard()).toEqual(['seen']);
    server.play([calls(['count']), calls(['count']), { text: 'counted' }]);
    const other = await loopWorld(looping(server, [count]));
    await other.say('go');
    expect(await other.heard()).toEqual(['counted']);
  });
});
