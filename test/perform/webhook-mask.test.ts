import { expect, test } from 'vitest';
import { maskFor } from '../../runtime/perform/tools/webhook-mask.ts';

test('G-28 a secret is taken out of texts, names, lists and numbers; all else stays as it is', () => {
  const mask = maskFor(['12345678', 'a"b\\c\n']);
  expect(
    mask({ n: 12345678, m: 912345678, k: 1234567, '12345678': [true, null, 'x12345678y'], q: 'a"b\\c\n', j: JSON.stringify('a"b\\c\n') }),
  ).toEqual({
    n: '***',
    m: '***',
    k: 1234567,
    '***': [true, null, 'x***y'],
    q: '***',
    j: '"***"',
  });
});

test('a value without a secret in it is given back itself', () => {
  const value = { a: ['b', 1] };
  expect(maskFor(['secret-one'])(value)).toBe(value);
  expect(maskFor([])(value)).toBe(value);
});

test('values of three characters and less are in too many texts to be taken out', () => {
  expect(maskFor(['eu', ''])('eu central')).toBe('eu central');
  expect(maskFor(['1234'])('a1234b')).toBe('a***b');
});

test.each([0, 1, 2, 3, 4, 5])('G-28 base64 of a secret behind %i other characters is found', (before) => {
  const secret = 'S3cret-/+value';
  const mask = maskFor([secret]);
  for (const encoding of ['base64', 'base64url'] as const) {
    const text = Buffer.from(`${'u'.repeat(before)}${secret}:tail`).toString(encoding);
    expect(mask(text)).toContain('***');
    expect(Buffer.from(mask(text).replace('***', ''), encoding).toString()).not.toMatch(/S3cr|value/);
  }
});
