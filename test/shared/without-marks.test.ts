import { expect, test } from 'vitest';
import { withoutMarks } from '../../shared/without-marks.ts';

test.each([
  ['Order **12345** is *on its way*.', 'Order 12345 is on its way.'],
  ['***Both***, **one *in* the other**, __bold__ and _quiet_ ~~not~~', 'Both, one in the other, bold and quiet not'],
  ['See [our page](https://shop.example/a_b "Shop") and ![a shoe](https://shop.example/x.png)', 'See our page and a shoe'],
  ['# Hours\n> quoted\n- one\n* two', 'Hours\nquoted\n• one\n• two'],
  ['`npm *run*` and\n```js\na * b * c\n```', 'npm *run* and\na * b * c'],
  ['1 \\* 2, a\\_b', '1 * 2, a_b'],
])('the signs of markdown go and the words stay: %s', (text, words) => {
  expect(withoutMarks(text)).toBe(words);
});

test.each(['2 * 3 * 4', 'snake_case_name', 'a ** b', '5 > 3', 'x [1] (note)', 'C:\\temp', '-5 degrees', '**', ''])(
  'what only looks like a sign stays: %s',
  (text) => {
    expect(withoutMarks(text)).toBe(text);
  },
);

test('P-39 no text takes long: signs that never close, brackets that never end', () => {
  const hostile = ['**a ', '*a ', '__a ', '_a ', '[', '![a](', '~~a ', '`', '> ', '\\'].map((sign) => sign.repeat(Math.floor(20_000 / sign.length)));
  const plain = (): void => void 'word '.repeat(4_000).split('').reverse().join('');
  const time = (work: () => void): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  plain();
  const floor = Math.max(1, ...Array.from({ length: 5 }, () => time(plain)));
  for (const text of hostile) expect(time(() => void withoutMarks(text))).toBeLessThan(floor * 500);
});
