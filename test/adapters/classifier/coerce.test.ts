import { describe, expect, test } from 'vitest';
import { coerce } from '../../../runtime/adapters/classifier/parameters/coerce.ts';
import type { ExtractionContext, Parameter, Value } from '../../../runtime/adapters/classifier/parameters/types.ts';

const context: ExtractionContext = { now: new Date('2026-11-20T12:00:00Z'), timezone: 'Europe/London', language: 'en', examples: [] };
const size: Partial<Parameter> = { acceptedValues: ['small', { value: 'large', synonyms: ['big'] }] };

const taken: readonly (readonly [type: string, given: unknown, value: Value, more?: Partial<Parameter>])[] = [
  ['string', ' Ada ', 'Ada'],
  ['string', 12345, '12345'],
  ['number', '1,200.5', 1200.5],
  ['number', 3, 3],
  ['integer', '4', 4],
  ['boolean', 'yes', true],
  ['boolean', false, false],
  ['boolean', 'nope', false],
  ['date', '2026-12-24', '2026-12-24'],
  ['date', 'tomorrow', '2026-11-21'],
  ['time', '15:30', '15:30'],
  ['time', '3:30pm', '15:30'],
  ['datetime', '2026-12-24T18:00', '2026-12-24T18:00'],
  ['email', 'Ada@Example.com', 'Ada@example.com'],
  ['url', 'example.com', 'https://example.com'],
  ['phone', '020 7946 0958', '+442079460958'],
  ['code', 'AB-1', 'AB-1'],
  ['currency', 12.5, { amount: 12.5, currency: null }],
  ['currency', '$12', { amount: 12, currency: 'USD' }],
  ['currency', { amount: 3, currency: 'EUR' }, { amount: 3, currency: 'EUR' }],
  ['enum', 'Big', 'large', size],
  ['enum', 'smal', 'small', size],
  ['string', 'a, b', ['a', 'b'], { list: true }],
  ['number', [1, '2'], [1, 2], { list: true }],
  ['date', ['tomorrow'], ['2026-11-21'], { list: true }],
  ['string', 'INV-12', 'INV-12', { pattern: '^INV-\\d+$' }],
];

const refused: readonly (readonly [type: string, given: unknown, more?: Partial<Parameter>])[] = [
  ['string', ''],
  ['string', null],
  ['string', {}],
  ['number', 'many'],
  ['number', Number.NaN],
  ['number', true],
  ['integer', 2.5],
  ['boolean', 'maybe'],
  ['date', '2026-02-30'],
  ['date', 'soon-ish'],
  ['date', 7],
  ['time', '25:00x'],
  ['email', 'ada at example'],
  ['email', 'write to ada@example.com'],
  ['url', 'not a link'],
  ['phone', '12'],
  ['currency', 'priceless'],
  ['currency', { amount: '3' }],
  ['enum', 'medium', size],
  ['enum', undefined, size],
  ['number', [1, 'x'], { list: true }],
  ['string', 'INV-x', { pattern: 'INV-\\d+' }],
];

describe('a value from a command or a model is brought to its type', () => {
  test.each(taken.map(([type, given, value, more = {}]) => ({ type, given, value, more })))(
    '$type takes $given',
    async ({ type, given, value, more }) => {
      expect(await coerce({ ...more, name: 'it', type }, given, context)).toEqual({ ok: true, value });
    },
  );

  test.each(refused.map(([type, given, more = {}]) => ({ type, given, more })))('$type refuses $given', async ({ type, given, more }) => {
    expect(await coerce({ ...more, name: 'it', type }, given, context)).toEqual({ ok: false, problem: expect.stringContaining('"it" takes') });
  });

  test('the refusal names what is accepted', async () => {
    expect(await coerce({ name: 'size', type: 'enum', ...size }, 'medium', context)).toEqual({
      ok: false,
      problem: '"size" takes one of small, large, and was given "medium".',
    });
  });
});
