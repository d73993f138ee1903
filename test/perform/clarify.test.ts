import { afterAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

const project = (more: Partial<AuthoredProject> = {}): AuthoredProject =>
  projectOf(
    [
      { name: 'Track', examples: ['order {n}', 'Where is my order?'], effects: [reply('Tracking.')] },
      { name: 'Cancel', examples: ['Cancel my order'], effects: [reply('Cancelled.')] },
      { name: 'Hours', examples: ['When are you open?'], effects: [reply('Till six.')] },
    ],
    { clarify: { enabled: true }, noModelReply: 'Pardon?', ...more },
  );
const scores = { 'my order': { Track: 0.6, Cancel: 0.4 }, 'track it': { Track: 0.95, Cancel: 0.4 }, mumble: { Track: 0.2 } };
const intents = { 'my order': ['Track'], 'track it': ['Track'], hours: ['Hours'] };

describe('did you mean …?', () => {
  test('a message between sure and unlikely is answered with a button for each action that may be meant; the choice runs', async () => {
    const w = await world(project(), { intents, scores });
    await w.say('my order');
    expect((await w.now()).messages.at(-1)).toMatchObject({
      text: 'Did you mean one of these?',
      buttons: [{ label: 'Where is my order?' }, { label: 'Cancel my order' }],
    });
    await w.say('cancel my order');
    expect(await w.heard()).toEqual(['Did you mean one of these?', 'Cancelled.']);
    expect((await w.now()).waiting).toBeNull();
  });

  test('somebody who says something else has changed the subject', async () => {
    const w = await world(project(), { intents, scores });
    for (const text of ['my order', 'hours', 'cancel my order']) await w.say(text);
    expect(await w.heard()).toEqual(['Did you mean one of these?', 'Till six.', 'Pardon?']);
  });

  test('a sure message runs at once, an unlikely one falls back, and a project that does not ask never asks', async () => {
    const w = await world(project(), { intents, scores });
    for (const text of ['track it', 'mumble']) await w.say(text);
    expect(await w.heard()).toEqual(['Tracking.', 'Pardon?']);
    const plain = await world(project({ clarify: { enabled: false } }), { intents, scores });
    await plain.say('my order');
    expect(await plain.heard()).toEqual(['Tracking.']);
  });
});
