import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { train } from '../../../runtime/adapters/classifier/examples.ts';
import type { Model } from '../../../runtime/adapters/classifier/types.ts';
import { shop } from './shop.ts';

const model = await train(shop);

/** The quickest of a few, since other work on the machine can only make it slower. */
function milliseconds(classifier: Model, text: string): number {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    classifier.classify(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

const odd: Readonly<Record<string, string>> = {
  'an empty message': '',
  blanks: ' \n\t ',
  'emoji only': '🎉🎊👍🏽👨‍👩‍👧',
  punctuation: '?!... --- ;;',
  '100,000 letters': 'a'.repeat(100_000),
  '100,000 characters of words': 'where is my order '.repeat(5_600),
  'one word again and again': 'order '.repeat(10_000),
  'an email that never ends': `${'a.'.repeat(50_000)}@`,
  figures: '1'.repeat(100_000),
  dashes: 'a1-'.repeat(30_000),
  Chinese: '我的订单在哪里',
  Arabic: 'أين طلبي',
  Hindi: 'मेरा ऑर्डर कहाँ है',
  Thai: 'คำสั่งซื้อของฉันอยู่ที่ไหน',
  'half an emoji': '\ud83d',
  'control characters': '\u0000\u0007\u001b[31m',
};

describe('an odd message is answered within 5 ms', () => {
  test.each(Object.entries(odd))('%s', (_about, text) => {
    expect(model.classify(text).ranked).toHaveLength(shop.length);
    expect(milliseconds(model, text)).toBeLessThan(5);
  });

  test.each(['an empty message', 'blanks', 'emoji only', 'punctuation', 'Chinese', 'Arabic', 'Hindi', 'Thai', '100,000 letters', 'figures'])(
    '%s sets off nothing',
    (about) => {
      expect(model.classify(odd[about] ?? '').matches).toEqual([]);
    },
  );

  test('whatever is written, scores lie between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { score } of model.classify(text).ranked) expect(score >= 0 && score <= 1).toBe(true);
        expect(model.explain(text)).toHaveLength(shop.length);
      }),
      { numRuns: 150 },
    );
  });
});

describe('odd stages are trained all the same', () => {
  test('no actions at all', async () => {
    expect((await train([])).classify('hello')).toEqual({ matches: [], ranked: [] });
  });

  test('an action without examples, trigger or name', async () => {
    const bare = await train([{ name: '', examples: [] }, ...shop]);
    expect(bare.classify('where is my order').matches[0]?.name).toBe('track_order');
    expect(bare.classify('anything').ranked.find(({ name }) => name === '')?.score).toBe(0);
  });

  test('only actions without examples match next to nothing', async () => {
    const labels = await train(shop.map(({ name, trigger }) => ({ name, trigger: trigger ?? '', examples: [] })));
    expect(labels.classify('tell me a joke').matches).toEqual([]);
  });

  test('one action with one example', async () => {
    const lone = await train([{ name: 'roses', examples: ['water the roses'] }]);
    expect(lone.classify('water the roses').matches).toHaveLength(1);
    expect(lone.classify('tell me a joke').matches).toEqual([]);
  });

  test('two actions with the same examples share them', async () => {
    const examples = ['where is my order', 'track my parcel', 'is it here yet'];
    const twins = await train([
      { name: 'one', examples },
      { name: 'other', examples },
    ]);
    const [first, second] = twins.classify('track my parcel').ranked;
    expect(first?.score).toBeGreaterThan(0.4);
    expect(Math.abs((first?.score ?? 0) - (second?.score ?? 1))).toBeLessThan(0.2);
  });

  test('examples of emoji, blanks and very long texts', async () => {
    const strange = await train([{ name: 'party', examples: ['🎉', '', '   ', 'x'.repeat(50_000)] }, ...shop]);
    expect(strange.classify('where is my order').matches[0]?.name).toBe('track_order');
  });

  test('names that every object has', async () => {
    const inherited = await train([{ name: 'constructor', examples: ['constructor', 'toString please', '__proto__'] }, ...shop]);
    expect(inherited.classify('toString hasOwnProperty __proto__ constructor').ranked).toHaveLength(shop.length + 1);
  });

  test('500 actions are answered within 5 ms', async () => {
    const things = [
      'order',
      'invoice',
      'parcel',
      'account',
      'garden',
      'window',
      'ticket',
      'guitar',
      'engine',
      'recipe',
      'camera',
      'lesson',
      'battery',
      'museum',
      'jacket',
      'printer',
      'contract',
      'bicycle',
      'kitchen',
      'passport',
    ];
    const deeds = [
      'open',
      'close',
      'repair',
      'sell',
      'paint',
      'find',
      'rent',
      'wash',
      'copy',
      'move',
      'insure',
      'photograph',
      'return',
      'rename',
      'measure',
      'book',
      'hide',
      'share',
      'weigh',
      'replace',
      'lend',
      'store',
      'inspect',
      'clean',
      'label',
    ];
    const actions = things.flatMap((thing) =>
      deeds.map((deed) => ({
        name: `${deed}_${thing}`,
        examples: [`${deed} the ${thing}`, `please ${deed} my ${thing}`, `can you ${deed} a ${thing} for me`],
      })),
    );
    const large = await train(actions);
    expect(actions).toHaveLength(500);
    expect(large.classify('could you repair the guitar').matches[0]?.name).toBe('repair_guitar');
    expect(milliseconds(large, 'could you repair the guitar')).toBeLessThan(5);
  }, 60_000);
});
