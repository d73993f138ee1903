import { afterAll, describe, expect, test } from 'vitest';
import { reply, sharedSandbox, world } from '../world.ts';
import { abort, call, end, go, script, set } from './authored-effects.ts';

afterAll(() => sharedSandbox().close());

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
