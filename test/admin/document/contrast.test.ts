import { expect, test } from 'vitest';
import { contrast } from '../../../admin/document/contrast.ts';

test.each([
  ['#ffffff', '#000000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#0000ff', '#ffffff', 8.59],
  ['#123456', '#123456', 1],
])('%s on %s has the contrast that WCAG computes', (text, ground, ratio) => {
  expect(contrast(text, ground)).toBeCloseTo(ratio, 1);
  expect(contrast(ground, text)).toBe(contrast(text, ground));
});

test('what is no colour has no contrast', () => {
  expect(contrast('blue', '#ffffff')).toBeNull();
});
