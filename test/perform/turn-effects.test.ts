import { afterAll, describe, expect, test } from 'vitest';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';
import { call, script, set } from './authored-effects.ts';

afterAll(() => sharedSandbox().close());

describe('variables, profile, input', () => {
  const modify = (operation: 'set' | 'reset' | 'add' | 'remove', variable: string, value?: string | number) => ({
    type: 'modify_variables' as const,
    modifications: [{ variable, operation, ...(value === undefined ? {} : { value }) }],
  });

  test('R003-16 set, R003-17 reset, R003-18 add and R003-19 remove; P-21 reset needs no value', async () => {
    const w = await world(
      projectOf([
        {
          name: 'Fill',
          effects: [
            modify('set', 'status', 'verified'),
            modify('set', 'retryCount', 2),
            modify('add', 'list', 'a'),
            modify('add', 'list', 'b'),
            modify('add', 'list', 'a'),
          ],
        },
        { name: 'Clear', effects: [modify('reset', 'retryCount'), modify('remove', 'list', 'a')] },
      ]),
      { intents: { fill: ['Fill'], clear: ['Clear'] } },
    );
    await w.say('fill');
    expect((await w.now()).stageVars.Main).toEqual({ status: 'verified', retryCount: 2, list: ['a', 'b', 'a'] });
    await w.say('clear');
    expect((await w.now()).stageVars.Main).toEqual({ status: 'verified', list: ['b'] });
  });

  test('R003-20 the same four operations on the profile', async () => {
    const profile = (operation: 'set' | 'reset' | 'add' | 'remove', variable: string, value?: string) => ({
      variable,
      operation,
      ...(value === undefined ? {} : { value }),
    });
    const w = await world(
      projectOf([
        {
          name: 'All',
          effects: [
            {
              type: 'modify_user_profile',
              modifications: [
                profile('set', 'a', 'x'),
                profile('set', 'b', 'y'),
                profile('reset', 'a'),
                profile('add', 'tags', 't'),
                profile('add', 'tags', 'u'),
                profile('remove', 'tags', 't'),
              ],
            },
          ],
        },
      ]),
      { intents: { go: ['All'] } },
    );
    await w.say('go');
    expect((await w.now()).profile).toEqual({ b: 'y', tags: ['u'] });
    expect(await w.ports.store.profile('test', 'visitor-1')).toEqual({ b: 'y', tags: ['u'] });
  });

  test('values are literals, templates or expressions, and an expression sees what came before it', async () => {
    const w = await world(
      projectOf([{ name: 'Sum', effects: [set('a', 2), set('b', '=vars.a * 21'), set('c', 'b is {{vars.b}}'), reply('{{vars.c}}')] }]),
      { intents: { go: ['Sum'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['b is 42']);
  });

  test('a declared type is enforced: the effect fails, the turn goes on (C-16)', async () => {
    const w = await world(
      {
        name: 'test',
        stages: [
          {
            name: 'Main',
            variables: [{ name: 'count', type: 'number' }],
            actions: [{ name: 'Bad', effects: [set('count', 'many'), reply('still here')] }],
          },
        ],
      },
      { intents: { go: ['Bad'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['still here']);
    const [failed] = (await w.events('effect_done')).filter(({ outcome }) => !outcome.ok);
    expect(failed?.outcome).toMatchObject({ ok: false, problem: { code: 'effect.failed' } });
  });

  test('R003-23 and R003-50 Modify User Input is chained, and C-17 the original stays readable', async () => {
    const input = (template: string) => ({ type: 'modify_user_input' as const, template });
    const w = await world(
      projectOf([
        { name: 'First', effects: [input('[{{userInput}}]')] },
        { name: 'Second', effects: [input('<{{userInput}}>'), reply('{{userInput}} was {{originalUserInput}}')] },
      ]),
      { intents: { hey: ['First', 'Second'] } },
    );
    await w.say('hey');
    expect(await w.heard()).toEqual(['<[hey]> was hey']);
    const [message] = (await w.now()).messages;
    expect([message?.text, message?.seen]).toEqual(['hey', '<[hey]>']);
  });
});

describe('responses', () => {
  test('R003-25 prescripted by chance and in turn, without a model', async () => {
    const robin = {
      type: 'generate_response' as const,
      mode: 'prescripted' as const,
      responses: ['one', 'two', 'three'],
      selection: 'round_robin' as const,
    };
    const w = await world(
      projectOf([
        { name: 'Robin', effects: [robin] },
        { name: 'Chance', effects: [{ ...robin, selection: 'random' as const }] },
      ]),
      {
        intents: { next: ['Robin'], any: ['Chance'] },
        dice: [0.99, 0, 0.5],
      },
    );
    for (const text of ['next', 'next', 'next', 'next', 'any', 'any', 'any']) await w.say(text);
    expect(await w.heard()).toEqual(['one', 'two', 'three', 'one', 'three', 'one', 'two']);
  });

  test('P-16 prescripted text is rendered, and P-17 only once', async () => {
    const w = await world(projectOf([{ name: 'Echo', effects: [reply('You said: {{userInput}}')] }], { constants: { secret: 'hidden' } }), {
      intents: { '{{constants.secret}}': ['Echo'] },
    });
    await w.say('{{constants.secret}}');
    expect(await w.heard()).toEqual(['You said: {{constants.secret}}']);
  });

  test('P-17 what a script says is no template', async () => {
    const w = await world(
      projectOf([{ name: 'Say', effects: [call('say')] }], {
        tools: [script('say', 'respond("{{constants.secret}} " + constants.secret)')],
        constants: { secret: 's' },
      }),
      { intents: { go: ['Say'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['{{constants.secret}} s']);
  });

  test('P-09 the first matched action answers; the other responses are in the trace', async () => {
    const w = await world(
      projectOf([
        { name: 'A', effects: [reply('a')] },
        { name: 'B', effects: [reply('b')] },
      ]),
      { intents: { go: ['A', 'B'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['a']);
    expect((await w.events('execution_plan')).at(-1)?.plan.discarded).toMatchObject([{ origin: 'B', reason: 'an earlier action answers' }]);
  });

  test('a script that responds beats the texts of later actions and yields to those of earlier ones', async () => {
    const tools = [script('speak', 'respond("script")')];
    const late = await world(
      projectOf(
        [
          { name: 'A', effects: [reply('text')] },
          { name: 'B', effects: [call('speak')] },
        ],
        { tools },
      ),
      { intents: { go: ['A', 'B'], back: ['B'] } },
    );
    await late.say('go');
    await late.say('back');
    expect(await late.heard()).toEqual(['text', 'script']);
    const early = await world(
      projectOf(
        [
          { name: 'A', effects: [call('speak')] },
          { name: 'B', effects: [reply('text')] },
        ],
        { tools },
      ),
      { intents: { go: ['A', 'B'] } },
    );
    await early.say('go');
    expect(await early.heard()).toEqual(['script']);
  });

  test('suppressResponse in a script keeps the turn quiet', async () => {
    const w = await world(projectOf([{ name: 'Hush', effects: [call('hush'), reply('never')] }], { tools: [script('hush', 'suppressResponse()')] }), {
      intents: { go: ['Hush'] },
    });
    await w.say('go');
    expect(await w.heard()).toEqual([]);
  });
});

describe('tools', () => {
  test('R003-21 a script’s result is there for later effects, under results and saveAs; P-21 objects survive', async () => {
    const tools = [script('find', 'return { total: params.n * 2 }')];
    const w = await world(
      projectOf(
        [
          {
            name: 'Find',
            effects: [call('find', { parameters: { n: '=20 + 1' }, saveAs: 'found' }), reply('{{results.tools.find.total}} {{vars.found.total}}')],
          },
        ],
        { tools },
      ),
      { intents: { go: ['Find'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['42 42']);
  });

  test('P-21 `result = …` is a result too', async () => {
    const w = await world(
      projectOf([{ name: 'Find', effects: [call('find'), reply('{{results.tools.find}}')] }], { tools: [script('find', 'result = 7')] }),
      { intents: { go: ['Find'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['7']);
  });

  test('P-26 and P-29 a script that fails is a failed outcome with line and column, and the turn goes on (C-16)', async () => {
    const w = await world(
      projectOf([{ name: 'Fail', effects: [call('fail'), reply('on')] }], { tools: [script('fail', 'const a = 1;\nthrow new Error("no luck")')] }),
      { intents: { go: ['Fail'] } },
    );
    await w.say('go');
    expect(await w.heard()).toEqual(['on']);
    const [failed] = (await w.events('effect_done')).filter(({ outcome }) => !outcome.ok);
    expect(failed?.outcome).toMatchObject({ problem: { code: 'script.failed', line: 2 } });
  });
});
