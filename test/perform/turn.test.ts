import { afterAll, describe, expect, test } from 'vitest';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';
import { set } from './authored-effects.ts';

afterAll(() => sharedSandbox().close());

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
