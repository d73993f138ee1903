import { afterAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { reply, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

const order = { name: 'order', required: true, onMissing: 'ask' as const, question: 'Which order?' };
const project = (more: Partial<AuthoredProject> = {}): AuthoredProject => ({
  name: 'test',
  stages: [
    {
      name: 'Main',
      actions: [
        { name: 'Track', parameters: [order], effects: [reply('Tracking {{params.order}}.')] },
        { name: 'Strict', parameters: [{ ...order, onMissing: 'drop' }], effects: [reply('never without')] },
        { name: 'Hours', effects: [reply('Open till six.')] },
        { name: 'Leave', effects: [{ type: 'go_to_stage', stage: 'Other' }] },
      ],
      onFallback: { effects: [reply('Pardon?')] },
    },
    { name: 'Other' },
  ],
  ...more,
});
const intents = { track: { Track: {} }, strict: { Strict: {} }, hours: { Hours: {} }, leave: ['Leave'] };
const missing = { Track: ['order'], Strict: ['order'] };

describe('a required parameter that the message does not give', () => {
  test('C-10 drops the match by default, and the trace says why', async () => {
    const w = await world(project(), { intents, missing });
    await w.say('strict');
    expect(await w.heard()).toEqual(['Pardon?']);
    expect((await w.events('turn_matched')).at(-1)?.candidates.find(({ action }) => action === 'Strict')).toMatchObject({
      matched: false,
      missing: ['order'],
      reason: 'dropped: order missing',
    });
  });

  test('C-10 is asked for where the author says so, over turns, and the action then runs', async () => {
    const w = await world(project(), { intents, missing });
    await w.say('track');
    expect((await w.now()).waiting?.wait.for).toBe('message');
    await w.say('erm');
    await w.say('it is order=12345');
    expect(await w.heard()).toEqual(['Which order?', 'Which order?', 'Tracking 12345.']);
    expect((await w.now()).waiting).toBeNull();
  });

  test('after three questions in vain the action is given up', async () => {
    const w = await world(project(), { intents, missing });
    for (const text of ['track', 'erm', 'well', 'hm', 'no idea']) await w.say(text);
    expect(await w.heard()).toEqual(['Which order?', 'Which order?', 'Which order?', 'Pardon?']);
    expect((await w.now()).waiting).toBeNull();
  });

  test('C-43 a message that another action answers is answered, and the question comes back without being counted', async () => {
    const w = await world(project(), { intents, missing });
    for (const text of ['track', 'hours', 'hours', 'hours', 'order=7']) await w.say(text);
    expect(await w.heard()).toEqual(['Which order?', ...Array.from({ length: 3 }, () => ['Open till six.', 'Which order?']).flat(), 'Tracking 7.']);
  });

  test('a change of stage ends the waiting', async () => {
    const w = await world(project(), { intents, missing });
    for (const text of ['track', 'leave']) await w.say(text);
    expect([(await w.now()).stage, (await w.now()).waiting]).toEqual(['Other', null]);
  });
});
