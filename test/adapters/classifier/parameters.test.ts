import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extract, prepare } from '../../../runtime/adapters/classifier/parameters/extract.ts';
import type { ExtractionContext, Parameter } from '../../../runtime/adapters/classifier/parameters/types.ts';
import { sentenceGroups } from './parameter-sentences.ts';
import type { SentenceGroup } from './sentences/sentence-group.ts';

const contextOf = ({ language, timezone, examples }: Pick<SentenceGroup, 'language' | 'timezone' | 'examples'>): ExtractionContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timezone: timezone ?? 'Europe/London',
  language,
  examples,
});
const plain = contextOf({ language: 'en', examples: [] });

describe('R003-09 parameters are taken out of the message', () => {
  for (const group of sentenceGroups) {
    test(group.about, async () => {
      const wrong: unknown[] = [];
      for (const [text, wanted] of group.sentences) {
        const { values } = await extract(group.parameters, text, contextOf(group));
        if (!isDeepStrictEqual(values, wanted)) wrong.push({ text, values, wanted });
      }
      expect(wrong).toEqual([]);
    });
  }

  test('of the values it gives at least 95 % are right, over at least 200 sentences', async () => {
    const sentences = sentenceGroups.flatMap((group) => group.sentences.map(([text, wanted]) => ({ group, text, wanted })));
    let given = 0;
    let right = 0;
    for (const { group, text, wanted } of sentences) {
      const { values } = await extract(group.parameters, text, contextOf(group));
      for (const [name, value] of Object.entries(values)) {
        given++;
        if (isDeepStrictEqual(value, wanted[name])) right++;
      }
    }
    expect(sentences.length).toBeGreaterThanOrEqual(200);
    expect(right / given).toBeGreaterThanOrEqual(0.95);
  });
});

describe('what is missing and what is refused', () => {
  test('C-10 a required parameter that is not found is named', async () => {
    const parameters: Parameter[] = [
      { name: 'orderNumber', type: 'string', required: true },
      { name: 'note', type: 'string' },
    ];
    expect(await extract(parameters, 'where is it', plain)).toEqual({ values: {}, missing: ['orderNumber'], problems: [] });
  });

  test('a parameter may be called what every object has', async () => {
    const parameters: Parameter[] = ['constructor', '__proto__', 'toString'].map((name) => ({ name, type: 'number', required: true }));
    expect(await extract(parameters, 'none', plain)).toMatchObject({ missing: ['constructor', '__proto__', 'toString'] });
  });

  test('a pattern that is no regular expression is a problem and not an exception', async () => {
    const { problems } = await extract([{ name: 'code', type: 'string', pattern: '([' }], 'code 123', plain);
    expect(problems.map(({ name, code }) => ({ name, code }))).toEqual([{ name: 'code', code: 'bad_pattern' }]);
  });
});

describe('extraction is quick and never fails', () => {
  const everything: Parameter[] = [
    'string',
    'number',
    'integer',
    'boolean',
    'date',
    'time',
    'datetime',
    'email',
    'phone',
    'url',
    'currency',
    'code',
    'made up',
  ]
    .map((type) => ({ name: `the ${type}`, type }))
    .concat({ name: 'choice', type: 'enum', acceptedValues: ['a', 'b'] } as Parameter);

  test('no library is waited for once it is loaded, or where none is needed', async () => {
    expect(extract([{ name: 'n', type: 'number' }], '3', plain)).not.toBeInstanceOf(Promise);
    const dates: Parameter[] = [{ name: 'day', type: 'date' }];
    await prepare(dates, plain);
    expect(extract(dates, 'tomorrow', plain)).toMatchObject({ values: { day: '2026-11-21' } });
  });

  test('whatever is written, it answers', async () => {
    await prepare(everything, plain);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(extract(everything, text, { ...plain, examples: ['from {the string} to {choice}'] })).toHaveProperty('values');
      }),
      { numRuns: 200 },
    );
  });

  test.each(['', '🎉🎉🎉', 'a'.repeat(100_000), '1 '.repeat(50_000), '@'.repeat(5_000), '+1'.repeat(5_000), '你好，订单 12345'])(
    'an odd message, number %#',
    async (text) => {
      await prepare(everything, plain);
      const start = performance.now();
      extract(everything, text, plain);
      expect(performance.now() - start).toBeLessThan(400);
    },
  );

  test('a time zone nobody knows is read as UTC', async () => {
    expect(await extract([{ name: 'day', type: 'date' }], 'tomorrow', { ...plain, timezone: 'Mars/Base' })).toMatchObject({
      values: { day: '2026-11-21' },
    });
  });
});
