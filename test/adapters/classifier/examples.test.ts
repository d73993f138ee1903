import { describe, expect, test } from 'vitest';
import { train } from '../../../runtime/adapters/classifier/examples.ts';
import type { Classification } from '../../../runtime/adapters/classifier/types.ts';
import { asked, general, mistyped, shop } from './shop.ts';

const model = await train(shop);
const best = (found: Classification): string | undefined => found.matches[0]?.name;

describe('R003-08 example phrases are given to the classifier', () => {
  test('every example sets off its own action', () => {
    for (const { name, examples } of shop) for (const example of examples) expect([example, best(model.classify(example))]).toEqual([example, name]);
  });

  test('so do nine in ten messages in other words', () => {
    const missed = asked.filter(([text, action]) => best(model.classify(text)) !== action);
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(asked.length / 10);
  });

  test('and messages with typos', () => {
    const missed = mistyped.filter(([text, action]) => best(model.classify(text)) !== action);
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(1);
  });

  test('what no action is about sets off none', () => {
    expect(general.filter((text) => model.classify(text).matches.length > 0)).toEqual([]);
  });

  test('two requests in one message set off both, best first', () => {
    const { matches } = model.classify('track my parcel and also cancel my order');
    expect(matches.map(({ name }) => name).sort()).toEqual(['cancel_order', 'track_order']);
    expect(matches[0]?.score).toBeGreaterThanOrEqual(matches[1]?.score ?? 1);
  });

  test('one request sets off one action', () => {
    expect(asked.filter(([text]) => model.classify(text).matches.length > 1)).toEqual([]);
  });

  test('a slot in an example stands for any value', () => {
    for (const number of ['7', '1234567', 'AB-99']) expect(best(model.classify(`check order ${number}`))).toBe('track_order');
  });
});

describe('scores', () => {
  test('every candidate has one between 0 and 1, best first', () => {
    for (const [text] of asked) {
      const scores = model.classify(text).ranked.map(({ score }) => score);
      expect(scores).toHaveLength(shop.length);
      expect(scores).toEqual([...scores].sort((one, other) => other - one));
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    }
  });

  test('the same examples always give the same scores', async () => {
    const again = await train(shop);
    for (const [text] of asked) expect(again.classify(text)).toEqual(model.classify(text));
  });

  test('C-07 equal scores come in authored order', async () => {
    const twins = await train(
      [
        { name: 'second', examples: ['water the roses'] },
        { name: 'first', examples: ['water the roses'] },
      ].map((action) => ({ ...action, trigger: '' })),
    );
    expect(twins.classify('water the roses').matches.map(({ name }) => name)).toEqual(['second', 'first']);
  });
});

describe('R003-11 an action whose condition is false is hidden', () => {
  const only = new Set(['refund', 'opening_hours']);

  test('it neither matches nor is ranked', () => {
    const { matches, ranked } = model.classify('cancel my order', { only });
    expect(matches).toEqual([]);
    expect(ranked.map(({ name }) => name).sort()).toEqual(['opening_hours', 'refund']);
  });

  test('with none left there is no match', () => {
    expect(model.classify('cancel my order', { only: new Set() })).toEqual({ matches: [], ranked: [] });
  });
});

describe('settings', () => {
  test('a stage with a higher threshold accepts less', async () => {
    const strict = await train(shop, { threshold: 0.999 });
    const score = model.classify('when do I get the refund').ranked[0]?.score ?? 0;
    expect(score).toBeGreaterThan(0.5);
    expect(strict.classify('until when can you do it').matches).toEqual([]);
  });

  test('a threshold of an action counts before that of its stage', async () => {
    const mixed = await train(
      shop.map((action) => (action.name === 'refund' ? { ...action, threshold: 0.001 } : action)),
      { threshold: 1 },
    );
    expect(mixed.classify('refund me please').matches.map(({ name }) => name)).toEqual(['refund']);
    expect(mixed.classify('where is my order').matches).toEqual([]);
  });

  test('a counter-example no longer sets its action off', async () => {
    const text = 'where is my order of service for the church wedding';
    const before = model.classify(text).ranked.find(({ name }) => name === 'track_order')?.score ?? 0;
    const taught = await train(shop.map((action) => (action.name === 'track_order' ? { ...action, counterExamples: [text] } : action)));
    const after = taught.classify(text).ranked.find(({ name }) => name === 'track_order')?.score ?? 1;
    expect(after).toBeLessThan(before);
    expect(taught.classify(text).matches).toEqual([]);
    expect(best(taught.classify('where is my order'))).toBe('track_order');
  });

  test('examples of other stages are evidence against', async () => {
    const others = [
      'change my delivery address',
      'send the order to another address',
      'i moved, update my address',
      'deliver it to my office instead',
      'leave the parcel with a neighbour',
    ];
    const text = 'send my parcel to a different address';
    const informed = await train(shop, { against: others });
    expect(informed.classify(text).matches).toEqual([]);
    expect(informed.classify(text).ranked[0]?.score).toBeLessThan(model.classify(text).ranked[0]?.score ?? 0);
    expect(best(informed.classify('where is my order'))).toBe('track_order');
  });

  test('an example that another stage has too is still an example', async () => {
    const shared = await train(shop, { against: ['cancel my order', 'Cancel my order!', 'i want to cancel my order'] });
    expect(best(shared.classify('cancel my order'))).toBe('cancel_order');
  });
});

describe('the trace says why', () => {
  const [first, ...others] = model.explain('please cancel my order');

  test('score, threshold, nearest example and the words that counted', () => {
    expect(first).toMatchObject({ name: 'cancel_order', accepted: true, threshold: 0.5, nearest: { example: 'cancel my order' } });
    expect(first?.wordsFor[0]?.word).toBe('cancel');
    expect(others.every(({ accepted }) => !accepted)).toBe(true);
  });

  test('the words against a rival are told too', () => {
    const rival = others.find(({ name }) => name === 'track_order');
    expect(rival?.wordsAgainst.map(({ word }) => word)).toContain('cancel');
  });

  test('an empty message has candidates without reasons', () => {
    expect(model.explain('')).toHaveLength(shop.length);
    expect(model.explain('')[0]).toMatchObject({ accepted: false, wordsFor: [], wordsAgainst: [] });
  });
});
