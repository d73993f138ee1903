import { afterAll, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import { parseProject } from '../../shared/parse.ts';
import { projectOf, reply, scripted, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

const intents = { hi: ['Greet'] };
const saying = (text: string, more = {}) => projectOf([{ name: 'Greet', examples: ['hi'], effects: [reply(text)], ...more }]);

test('G-08 a running conversation stays on its version until it ends; the next one begins on the current version', async () => {
  const w = await world(saying('one'), { intents });
  await w.say('hi');
  await w.publish(saying('two'));
  await w.say('hi');
  expect(await w.heard()).toEqual(['one', 'one']);
  expect(await w.events('version_moved')).toEqual([]);
  expect((await w.now()).version).toBe(1);
  const later = await w.conversations.start({ project: 'test', visitor: 'visitor-2' });
  expect((await w.conversations.look(later)).conversation.version).toBe(2);
});

test('G-08 an author moves running conversations: at their next turn they run on the new version, and their trace says so', async () => {
  const w = await world(saying('one'), { intents });
  await w.publish(saying('two'), true);
  await w.say('hi');
  expect(await w.heard()).toEqual(['two']);
  expect(await w.events('version_moved')).toMatchObject([{ version: 2 }]);
});

test('G-08 they move to the newest version that they may move to, not to the one that was published after it', async () => {
  const w = await world(saying('one'), { intents });
  await w.publish(saying('two'), true);
  await w.publish(saying('three'), true);
  await w.publish(saying('four'));
  await w.say('hi');
  await w.say('hi');
  expect(await w.heard()).toEqual(['three', 'three']);
  expect(await w.events('version_moved')).toMatchObject([{ version: 3 }]);
  await w.publish(saying('five'), true);
  await w.say('hi');
  expect((await w.heard()).at(-1)).toBe('five');
});

test('G-08 a conversation whose stage is gone in the new version stays where it is', async () => {
  const w = await world(saying('one'), { intents });
  await w.publish({ ...saying('two'), stages: [{ name: 'Other', actions: [] }] }, true);
  await w.say('hi');
  expect(await w.heard()).toEqual(['one']);
});

test('P-14 a command is let in by the version that its turn will run on', async () => {
  const w = await world(saying('one', { triggerOnClientCommand: true }), { intents });
  await w.publish(saying('two'));
  await w.press('Greet');
  expect(await w.heard()).toEqual(['one']);
  await w.publish(saying('three'), true);
  await expect(w.press('Greet')).rejects.toMatchObject({ code: 'COMMAND_NOT_ALLOWED' });
});

test('G-18 where conversations may move to is known after a restart too', async () => {
  const store = memoryStore();
  const edition = { project: 'test', document: saying('x'), note: '', author: 'Ann', at: 1 };
  await store.publish({ ...edition, moveRunning: false });
  await store.publish({ ...edition, moveRunning: true });
  await store.publish({ ...edition, moveRunning: false });
  const versions = versionsOf({ store, classifier: scripted({}) }, parseProject);
  expect(await versions.movesTo('test')).toBe(2);
  expect(await versions.movesTo('other')).toBe(0);
});
