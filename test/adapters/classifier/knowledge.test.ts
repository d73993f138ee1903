import { describe, expect, test } from 'vitest';
import { knowledgeThreshold, rank } from '../../../runtime/adapters/classifier/knowledge.ts';

const items = [
  { question: 'How long does delivery take?', alternatives: ['When will it arrive?'], answer: 'Parcels arrive within three working days.' },
  { question: 'Can I return a product?', alternatives: ['What is your return policy?'], answer: 'You can send anything back within thirty days.' },
  { question: 'Which payment methods do you accept?', answer: 'We take cards, bank transfer and invoices.' },
  { question: 'Do you ship abroad?', answer: 'We deliver to all countries of the European Union and to Norway.' },
  { question: 'How do I reset my password?', answer: 'Open the sign-in page and choose "forgot password".' },
];

describe('questions and answers are ranked', () => {
  test.each([
    ['how long does the delivery take', 0],
    ['can i return products', 1],
    ['what payment methods are accepted', 2],
    ['do you ship to other countries', 3],
    ['how can I reset the password', 4],
    ['pasword reset', 4],
  ])('%s', async (text, wanted) => {
    const [best] = await rank(items, text);
    expect(best?.item).toBe(items[wanted]);
    expect(best?.score).toBeGreaterThan(knowledgeThreshold);
  });

  test.each(['tell me a joke', 'who painted this', '', '🎉', 'what is the capital of france', 'do you like music'])(
    'no answer to: %s',
    async (text) => {
      expect((await rank(items, text))[0]?.score).toBeLessThan(knowledgeThreshold);
    },
  );

  test('scores are probabilities, best first, one for each item', async () => {
    const scores = (await rank(items, 'delivery abroad')).map(({ score }) => score);
    expect(scores).toHaveLength(items.length);
    expect(scores).toEqual([...scores].sort((one, other) => other - one));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  });

  test('nothing to rank is no error', async () => {
    expect(await rank([], 'hello')).toEqual([]);
  });
});
