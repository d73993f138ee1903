import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lasting } from '../../widget/connection/next.ts';
import { cells, headingsOf, page, root } from './pages.ts';

const sources = readdirSync(join(root, 'widget'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, 'widget', path), 'utf8') }));

test('every place of docs/widget.md that a line of the widget leads to is a heading there', () => {
  const named = sources.flatMap(({ path, text }) =>
    [
      ...text.matchAll(/docs\/widget\.md#([\w-]+)/g),
      // The calls whose last word is the heading.
      ...text.matchAll(/(?:tellProblem|complain|warn)\([^\n]*, '([\w-]+)'\)/g),
      ...text.matchAll(/heading = '([\w-]+)'/g),
    ].map(([, heading = '']) => ({ path, heading })),
  );
  expect([...new Set(named.map(({ heading }) => heading))].toSorted()).toEqual(expect.arrayContaining(['calls', 'commands', 'files', 'problems']));
  const headings = headingsOf('docs/widget.md');
  expect(named.filter(({ heading }) => !headings.includes(heading))).toEqual([]);
});

test('no line of the widget names a page of the documentation without an address that can be clicked', () => {
  const bare = sources.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => /docs\/\w+\.md/.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
      .filter((line) => !/\$\{base\}docs\/|new URL\('docs\//.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(bare).toEqual([]);
});

test('the table of problems has every code after which the widget tries no more', () => {
  const { prose } = page('docs/widget.md');
  const part = prose.slice(prose.indexOf('\n## Problems\n'), prose.indexOf('\n## How it is built\n'));
  const firsts = part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => cells(line)[0]);
  expect([...lasting].filter((code) => !firsts.includes(`\`${code}\``))).toEqual([]);
  expect(lasting.size).toBeGreaterThan(5);
});
