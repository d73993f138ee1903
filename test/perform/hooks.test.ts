import { afterAll, describe, expect, test } from 'vitest';
import { projectOf, reply, sharedSandbox, startOfTime, tickingClock, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

describe('hooks of a conversation', () => {
  test('resume runs when a visitor is back after a long pause, once, and not after a short one', async () => {
    let skipped = 0;
    const clock = tickingClock();
    const w = await world(projectOf([], { onConversationResume: { effects: [reply('Welcome back!')] } }), {
      ports: { clock: { ...clock, now: () => clock.now() + skipped } },
    });
    await w.conversations.greetBack(w.id);
    await w.rest();
    expect(await w.heard()).toEqual([]);
    skipped = 31 * 60_000;
    await w.conversations.greetBack(w.id);
    await w.rest();
    await w.conversations.greetBack(w.id);
    await w.rest();
    expect(await w.heard()).toEqual(['Welcome back!']);
    expect(clock.now()).toBeGreaterThan(startOfTime);
  });

  test('end and abort have their own, and neither can navigate; P-02 the status tells them apart', async () => {
    const set = { type: 'modify_user_profile' as const, modifications: [{ variable: 'how', operation: 'set' as const, value: 'ended' }] };
    const project = projectOf(
      [
        { name: 'End', effects: [{ type: 'end_conversation' }] },
        { name: 'Abort', effects: [{ type: 'abort_conversation' }] },
      ],
      {
        onConversationEnd: { effects: [set, reply('Goodbye.')] },
        onConversationAbort: {
          effects: [{ ...set, modifications: [{ ...set.modifications[0], variable: 'how', operation: 'set', value: 'aborted' }] }],
        },
      },
    );
    const ended = await world(project, { intents: { bye: ['End'] } });
    await ended.say('bye');
    expect([await ended.heard(), (await ended.now()).status, (await ended.now()).profile]).toEqual([['Goodbye.'], 'ended', { how: 'ended' }]);
    const aborted = await world(project, { intents: { bye: ['Abort'] } });
    await aborted.say('bye');
    expect([await aborted.heard(), (await aborted.now()).status, (await aborted.now()).profile]).toEqual([[], 'aborted', { how: 'aborted' }]);
  });

  test('failed runs after the apology, with a budget of its own, and the conversation goes on', async () => {
    const many = Array.from({ length: 5 }, (_, index) => ({
      type: 'modify_variables' as const,
      modifications: [{ variable: `v${index}`, operation: 'set' as const, value: index }],
    }));
    const w = await world(
      projectOf(
        [
          { name: 'Many', effects: many },
          { name: 'One', effects: [reply('fine')] },
        ],
        { limits: { effects: 3 }, apology: 'Oh no.', onConversationFailed: { effects: [reply('Please call us.')] } },
      ),
      { intents: { go: ['Many'], on: ['One'] } },
    );
    for (const text of ['go', 'on']) await w.say(text);
    expect(await w.heard()).toEqual(['Oh no.', 'Please call us.', 'fine']);
  });
});
