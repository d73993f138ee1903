import { describe, expect, test } from 'vitest';
import { revive, train, trainToData } from '../../../runtime/adapters/classifier/examples.ts';
import { findingsOf } from '../../../runtime/adapters/classifier/findings.ts';
import { contentHash, modelCache } from '../../../runtime/adapters/classifier/model-cache.ts';
import { estimate, trainInWorker } from '../../../runtime/adapters/classifier/train-in-worker.ts';
import type { ExampleAction } from '../../../runtime/adapters/classifier/types.ts';
import { asked, shop } from './shop.ts';

const large: ExampleAction[] = Array.from({ length: 40 }, (_, at) => ({
  name: `action_${at}`,
  examples: Array.from({ length: 8 }, (_, example) => `thing ${at} number ${example} of kind ${at * 7}`),
}));

describe('a trained stage is plain data', () => {
  test('it survives a structured clone and answers the same', async () => {
    const model = await train(shop);
    const copy = await revive(structuredClone(await trainToData(shop)));
    for (const [text] of asked) expect(copy.classify(text)).toEqual(model.classify(text));
  });

  test('a stage of this size stays well below a megabyte', async () => {
    expect((await train(shop)).bytes()).toBeLessThan(400_000);
  });
});

describe('training does not hold up the event loop', () => {
  test('a small stage is trained at once, a large one in a thread', () => {
    expect(estimate(shop)).toBeLessThan(20);
    expect(estimate(large)).toBeGreaterThan(20);
  });

  test('a stage trained in a thread is the stage trained here', async () => {
    const actions = [...shop, ...large];
    const [here, there] = await Promise.all([train(actions), trainInWorker(actions)]);
    for (const [text] of asked) expect(there.classify(text)).toEqual(here.classify(text));
  }, 30_000);
});

describe('a stage is trained once for the same contents', () => {
  test('equal contents share a model, changed contents do not', async () => {
    let trained = 0;
    const cached = modelCache(2, async (actions, options) => {
      trained++;
      return train(actions, options);
    });
    expect(await cached(shop)).toBe(await cached(structuredClone(shop)));
    expect(trained).toBe(1);
    await cached(shop, { threshold: 0.7 });
    expect(trained).toBe(2);
    await cached([]);
    await cached(shop);
    expect(trained).toBe(4);
  });

  test('a failed training is not remembered', async () => {
    let tries = 0;
    const cached = modelCache(2, async (actions) => {
      if (tries++ === 0) throw new Error('no thread');
      return train(actions);
    });
    await expect(cached(shop)).rejects.toThrow('no thread');
    await expect(cached(shop)).resolves.toHaveProperty('classify');
  });

  test('the hash sees what training sees', () => {
    const [first, ...others] = shop;
    expect(contentHash(shop)).toBe(contentHash(structuredClone(shop)));
    expect(contentHash(shop)).not.toBe(contentHash(others));
    expect(contentHash(shop)).not.toBe(contentHash([{ name: '', examples: [], ...first, counterExamples: ['x'] }, ...others]));
    expect(contentHash(shop, { against: ['x'] })).not.toBe(contentHash(shop));
  });
});

describe('publishing says what is wrong with the examples', () => {
  test('a good stage has nothing to complain about', async () => {
    expect(await findingsOf(shop, await train(shop))).toEqual([]);
  });

  test('near-equal examples of two actions', async () => {
    const actions = [
      ...shop,
      { name: 'order_status', examples: ['Where is my order?', 'tell me the price', 'show me the menu', 'which sizes are there', 'how heavy is it'] },
    ];
    const found = (await findingsOf(actions, await train(actions))).filter(({ code }) => code === 'examples.near_equal');
    expect(found).toEqual([
      expect.objectContaining({ actions: ['track_order', 'order_status'], texts: ['where is my order', 'Where is my order?'] }),
    ]);
    expect(found[0]?.message).toContain('nearly the same');
  });

  test('too few examples, told once', async () => {
    const actions = [{ name: 'lonely', examples: ['water the roses', 'Water the roses '] }, { name: 'empty', examples: [] }, ...shop];
    const found = (await findingsOf(actions, await train(actions))).filter(({ code }) => code === 'examples.too_few');
    expect(found.map(({ actions: names }) => names)).toEqual([['lonely'], ['empty']]);
    expect(found[0]?.message).toContain('only 1 different example:');
  });

  test('an example that its own action would not win', async () => {
    const actions = shop.map((action) => (action.name === 'opening_hours' ? { ...action, threshold: 1 } : action));
    const found = await findingsOf(actions, await train(actions));
    expect(found.every(({ code, actions: names }) => code === 'examples.not_won' && names[0] === 'opening_hours')).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });
});
