import { afterAll, describe, expect, test } from 'vitest';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

const go = (stage: string) => ({ type: 'go_to_stage' as const, stage });
const set = (variable: string, value: string | number | boolean) => ({
  type: 'modify_variables' as const,
  modifications: [{ variable, operation: 'set' as const, value }],
});
const script = (name: string, code: string) => ({ type: 'script' as const, name, code });
const call = (tool: string, more = {}) => ({ type: 'call_tool' as const, tool, ...more });
const abort = { type: 'abort_conversation' as const };
const end = { type: 'end_conversation' as const, reason: 'done' };

describe('triggers', () => {
  test('R003-01 and R003-02 what the user says runs the effects of the matched action', async () => {
    const w = await world(projectOf([{ name: 'Hello', effects: [set('seen', true), reply('Hi!')] }]), { intents: { hey: ['Hello'] } });
    await w.say('hey');
    expect(await w.heard()).toEqual(['Hi!']);
    expect((await w.now()).stageVars.Main).toEqual({ seen: true });
  });

  test('R003-03 a client command runs its action, with its parameters', async () => {
    const w = await world(
      projectOf([
        {
          name: 'Track',
          triggerOnUserInput: false,
          triggerOnClientCommand: true,
          parameters: [{ name: 'order', required: true }],
          effects: [reply('Order {{params.order}}.')],
        },
      ]),
    );
    await w.press('Track', { order: '12345' });
    expect(await w.heard()).toEqual(['Order 12345.']);
  });

  test('R003-10 extracted parameters are there in effects', async () => {
    const w = await world(
      projectOf([{ name: 'Track', parameters: [{ name: 'orderNumber' }], effects: [reply('Looking up {{params.orderNumber}}.')] }]),
      {
        intents: { 'check order 12345': { Track: { orderNumber: '12345' } } },
      },
    );
    await w.say('check order 12345');
    expect(await w.heard()).toEqual(['Looking up 12345.']);
  });

  test('R003-11 a false condition hides the action, and C-15 one that throws does too, with the reason in the trace', async () => {
    const w = await world(
      projectOf([
        { name: 'Few', condition: 'vars.retryCount < 3 && userProfile.tier === "premium"', effects: [reply('few')] },
        { name: 'Broken', condition: 'nothing.there', effects: [reply('broken')] },
      ]),
      { intents: { hey: ['Few', 'Broken'] } },
    );
    await w.say('hey');
    const [matched] = await w.events('turn_matched');
    expect(matched?.matched).toEqual([]);
    expect(matched?.candidates.map(({ action, reason }) => [action, reason.slice(0, 30)])).toEqual([
      ['Few', 'hidden: its condition is false'],
      ['Broken', 'hidden: its condition failed ('],
    ]);
  });

  test('P-11 a condition sees history, profile and constants as a script does', async () => {
    const condition = 'history.length === 1 && history[0].text === "hey" && constants.open === true && userProfile.tier === "gold"';
    const w = await world(
      projectOf(
        [
          { name: 'Gold', condition, effects: [reply('gold')] },
          { name: 'Become', effects: [{ type: 'modify_user_profile', modifications: [{ variable: 'tier', operation: 'set', value: 'gold' }] }] },
        ],
        {
          constants: { open: true },
          onConversationStart: { effects: [{ type: 'modify_user_profile', modifications: [{ variable: 'tier', operation: 'set', value: 'gold' }] }] },
        },
      ),
      { intents: { hey: ['Gold'] } },
    );
    await w.say('hey');
    expect(await w.heard()).toEqual(['gold']);
  });

  test('R003-30 and R003-35 on fallback runs instead where nothing matched', async () => {
    const w = await world({ name: 'test', stages: [{ name: 'Main', onFallback: { effects: [reply('Pardon?')] } }] });
    await w.say('gibberish');
    expect(await w.heard()).toEqual(['Pardon?']);
  });

  test('R003-31 nothing matched and no fallback: an answer all the same', async () => {
    const w = await world(projectOf([], { noModelReply: 'I have no model.' }));
    await w.say('gibberish');
    expect(await w.heard()).toEqual(['I have no model.']);
  });

  test('C-09 a matched action without a response is silent and the turn says so', async () => {
    const w = await world(projectOf([{ name: 'Quiet', effects: [set('a', 1)] }]), { intents: { hey: ['Quiet'] } });
    await w.say('hey');
    expect(await w.heard()).toEqual([]);
    expect((await w.events('turn_ended')).at(-1)?.how).toBe('silent');
  });
});

describe('commands at the door', () => {
  const offered = projectOf([
    {
      name: 'Open',
      triggerOnClientCommand: true,
      condition: 'vars.shut !== true',
      parameters: [{ name: 'n', type: 'number', required: true }],
      effects: [set('shut', true), reply('{{params.n}}')],
    },
    { name: 'Closed', effects: [reply('never')] },
  ]);

  test('C-14 and P-14 an action that is not offered to clients is refused by code, and nothing is stored', async () => {
    const w = await world(offered);
    const before = (await w.log()).length;
    await expect(w.press('Closed')).rejects.toMatchObject({ code: 'COMMAND_NOT_ALLOWED' });
    await expect(w.press('Nowhere')).rejects.toMatchObject({ code: 'command.unknown' });
    expect((await w.log()).length).toBe(before);
  });

  test('P-14 a command whose condition is false is refused', async () => {
    const w = await world(offered);
    await w.press('Open', { n: 1 });
    await expect(w.press('Open', { n: 2 })).rejects.toMatchObject({ code: 'COMMAND_NOT_ALLOWED' });
    expect(await w.heard()).toEqual(['1']);
  });

  test('P-15 parameters are checked, and hooks cannot be called by name', async () => {
    const w = await world(offered);
    await expect(w.press('Open')).rejects.toMatchObject({ code: 'command.parameters' });
    await expect(w.press('Open', { n: 'many' })).rejects.toMatchObject({ code: 'command.parameters' });
    await expect(w.press('onEnter')).rejects.toMatchObject({ code: 'command.unknown' });
    await w.press('Open', { n: '7' });
    expect(await w.heard()).toEqual(['7']);
  });
});

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

describe('stages and ends', () => {
  const stages = (more = {}) => ({
    name: 'test',
    tools: [
      script('flee', 'goToStage("Third")'),
      script('stop', 'endConversation("script"); vars.after = true'),
      script('kill', 'abortConversation("script")'),
    ],
    stages: [
      {
        name: 'First',
        actions: [
          { name: 'Move', effects: [go('Second'), reply('moving')] },
          { name: 'Flee', effects: [call('flee')] },
          { name: 'Elsewhere', effects: [go('Third')] },
          { name: 'End', effects: [end, reply('bye')] },
          { name: 'Abort', effects: [reply('never'), abort] },
          { name: 'ScriptEnd', effects: [call('stop'), reply('still said')] },
          { name: 'ScriptAbort', effects: [call('kill'), reply('never')] },
        ],
        onLeave: { effects: [set('left', true)] },
      },
      { name: 'Second', variables: [{ name: 'fresh', default: 1 }], onEnter: { effects: [reply('welcome to {{stage}}, {{vars.fresh}}')] } },
      { name: 'Third' },
    ],
    ...more,
  });
  const intents = {
    move: ['Move'],
    flee: ['Flee', 'Elsewhere'],
    both: ['Move', 'Flee'],
    end: ['End'],
    'end and move': ['End', 'Move'],
    abort: ['Abort'],
    all: ['Abort', 'End', 'Move'],
    scriptEnd: ['ScriptEnd'],
    scriptAbort: ['ScriptAbort'],
  };

  test('R003-15 and P-05 the response is sent, then the stage is left and entered; P-07 vars are the new stage’s', async () => {
    const w = await world(stages(), { intents });
    await w.say('move');
    expect(await w.heard()).toEqual(['moving', 'welcome to Second, 1']);
    const now = await w.now();
    expect([now.stage, now.stageVars]).toEqual(['Second', { First: { left: true }, Second: { fresh: 1 } }]);
  });

  test('C-08 and P-08 the first matched action decides the stage, script or effect alike', async () => {
    const first = await world(stages(), { intents });
    await first.say('both');
    expect((await first.now()).stage).toBe('Second');
    const second = await world(stages(), { intents: { go: ['Flee', 'Move'] } });
    await second.say('go');
    expect((await second.now()).stage).toBe('Third');
  });

  test('R003-26 and P-01 end conversation ends it, with its response, and P-02 the status says so', async () => {
    const w = await world(stages(), { intents });
    await w.say('end');
    expect(await w.heard()).toEqual(['bye']);
    expect((await w.now()).status).toBe('ended');
    await expect(w.say('more')).rejects.toMatchObject({ code: 'conversation.ended' });
  });

  test('C-06 end wins over go to stage, and on leave does not run', async () => {
    const w = await world(stages(), { intents });
    await w.say('end and move');
    expect([(await w.now()).stage, (await w.now()).stageVars.First]).toEqual(['First', {}]);
  });

  test('R003-27, P-03 and C-04 abort ends at once without a response; P-02 it wins over end', async () => {
    const w = await world(stages(), { intents });
    await w.say('all');
    expect(await w.heard()).toEqual([]);
    expect((await w.now()).status).toBe('aborted');
  });

  test('R003-36, C-05 and P-04 an end that a script asks for waits until the remaining effects have run', async () => {
    const w = await world(stages(), { intents });
    await w.say('scriptEnd');
    expect(await w.heard()).toEqual(['still said']);
    expect((await w.now()).status).toBe('ended');
    expect((await w.now()).stageVars.First).toEqual({ after: true });
  });

  test('C-04 a script’s abort drops the response that was still to come', async () => {
    const w = await world(stages(), { intents });
    await w.say('scriptAbort');
    expect(await w.heard()).toEqual([]);
    expect((await w.now()).status).toBe('aborted');
  });

  test('R003-28 on enter cannot navigate, not by a script either; P-20 so entry hooks cannot loop', async () => {
    const w = await world(
      stages({
        stages: [
          { name: 'First', actions: [{ name: 'Move', effects: [go('Second')] }] },
          { name: 'Second', onEnter: { effects: [call('flee'), call('kill'), reply('in')] } },
          { name: 'Third' },
        ],
      }),
      { intents },
    );
    await w.say('move');
    expect([(await w.now()).stage, (await w.now()).status]).toEqual(['Second', 'active']);
    expect(await w.heard()).toEqual(['in']);
    const refused = (await w.events('effect_done')).flatMap(({ trace }) => trace?.refused ?? []);
    expect(refused).toEqual(['go_to_stage: onEnter may not do this', 'abort: onEnter may not do this']);
  });

  test('R003-29 on leave cannot navigate or respond, not by a script either', async () => {
    const speak = script('speak', 'respond("leaving"); goToStage("Third")');
    const w = await world(
      stages({
        tools: [speak],
        stages: [
          { name: 'First', actions: [{ name: 'Move', effects: [go('Second')] }], onLeave: { effects: [call('speak'), set('ran', true)] } },
          { name: 'Second' },
          { name: 'Third' },
        ],
      }),
      { intents },
    );
    await w.say('move');
    expect([(await w.now()).stage, await w.heard()]).toEqual(['Second', []]);
    expect((await w.now()).stageVars.First).toEqual({ ran: true });
  });

  test('a conversation starts with its hook and enters its first stage', async () => {
    const w = await world({
      name: 'test',
      onConversationStart: { effects: [reply('hello')] },
      stages: [{ name: 'Main', variables: [{ name: 'n', default: 3 }], onEnter: { effects: [reply('in {{stage}} with {{vars.n}}')] } }],
    });
    expect(await w.heard()).toEqual(['hello', 'in Main with 3']);
  });

  test('an unknown stage named by a script is a problem of that script and changes nothing', async () => {
    const w = await world(
      stages({
        tools: [script('flee', 'goToStage("Nowhere")')],
        stages: [{ name: 'First', actions: [{ name: 'Flee', effects: [call('flee'), reply('here')] }] }],
      }),
      { intents: { go: ['Flee'] } },
    );
    await w.say('go');
    expect([(await w.now()).stage, (await w.now()).status]).toEqual(['First', 'active']);
  });
});

describe('budgets and failures', () => {
  test('P-20 and C-47 a spent budget ends the turn with the author’s apology and the reason; P-28 the conversation goes on', async () => {
    const many = Array.from({ length: 8 }, (_, index) => set(`v${index}`, index));
    const w = await world(
      projectOf(
        [
          { name: 'Many', effects: many },
          { name: 'One', effects: [reply('fine')] },
        ],
        { limits: { effects: 5 }, apology: 'Oh no.' },
      ),
      { intents: { go: ['Many'], on: ['One'] } },
    );
    await w.say('go');
    await w.say('on');
    expect(await w.heard()).toEqual(['Oh no.', 'fine']);
    expect((await w.events('turn_failed'))[0]?.problem.code).toBe('turn.out_of_budget');
  });
});
