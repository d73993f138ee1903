import { afterAll, describe, expect, test } from 'vitest';
import { searchedKnowledge } from '../../runtime/adapters/classifier/knowledge-search.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { reply, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

describe('knowledge', () => {
  const project = (more: Partial<AuthoredProject> = {}): AuthoredProject => ({
    name: 'test',
    noModelReply: 'No idea.',
    knowledge: [
      {
        id: 'shipping',
        question: 'How much does shipping cost?',
        answer: 'Shipping is **4.90**, free above {{constants.free}}.',
        source: 'https://shop.example/shipping',
        tags: ['shop'],
      },
      { id: 'warranty', question: 'How long is the warranty on boots?', answer: 'Two years.', tags: ['service'] },
      { id: 'vegan', question: 'Do you have vegan shoes?', answer: 'Yes, a whole shelf.', tags: ['shop'] },
    ],
    constants: { free: 60 },
    stages: [{ name: 'Main' }],
    ...more,
  });
  const knowing = (more: Partial<AuthoredProject> = {}) => world(project(more), { ports: { knowledge: searchedKnowledge() } });

  test('without a model an item that fits is answered verbatim with its source', async () => {
    const w = await knowing();
    await w.say('what does shipping cost?');
    expect(await w.heard()).toEqual(['Shipping is **4.90**, free above 60.\n\nhttps://shop.example/shipping']);
    expect((await w.events('turn_matched')).at(-1)?.candidates.find(({ by }) => by === 'knowledge')).toMatchObject({
      action: 'shipping',
      matched: true,
    });
  });

  test('P-13 a knowledge match is a match: the fallback does not run', async () => {
    const w = await knowing({ stages: [{ name: 'Main', onFallback: { effects: [reply('Pardon?')] } }] });
    for (const text of ['how long is the warranty on boots', 'sing me a song about the moon']) await w.say(text);
    expect(await w.heard()).toEqual(['Two years.', 'Pardon?']);
  });

  test('a stage may keep to some tags', async () => {
    const w = await knowing({ stages: [{ name: 'Main', knowledgeTags: ['service'] }] });
    await w.say('do you have vegan shoes?');
    expect(await w.heard()).toEqual(['No idea.']);
  });

  test('operators of the full-text search are only words here', async () => {
    const w = await knowing();
    for (const text of ['" OR 1', 'NEAR(shipping', 'question:*', '-- drop table items', '()', '🙂🙂', 'a'.repeat(5_000)]) await w.say(text);
    expect((await w.heard()).length).toBe(7);
    expect((await w.events('turn_failed')).length).toBe(0);
  });
});
