import { expect, test } from 'vitest';
import { catalogue } from '../../shared/check/catalogue.ts';
import { problems } from '../../shared/problem.ts';
import { errorsPage, homeless } from './errors-page.ts';
import { code, page, pages } from './pages.ts';

test('docs/errors.md is what the catalogue says (write it anew with node test/docs/write-errors.ts)', () =>
  expect(page('docs/errors.md').text).toBe(errorsPage()));

test('every code of the catalogue has its place on the page', () => {
  expect(homeless()).toEqual([]);
  const rows = page('docs/errors.md')
    .prose.split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.map(code).toSorted()).toEqual(Object.keys(problems).toSorted());
});

test('every code that any page names is a problem or a finding', () => {
  const families = [...new Set(Object.keys(problems).map((name) => name.split('.')[0]))].filter((family) => family !== 'COMMAND_NOT_ALLOWED');
  const shape = new RegExp(`^(?:${families.join('|')})\\.[a-z_]+$`);
  const named = pages.flatMap(({ path, prose }) => [...prose.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => ({ path, name })));
  const codes = named.filter(({ name }) => shape.test(name) && !/\.(?:ts|js|md|json|tsx|css)$/.test(name));
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter(({ name }) => !(name in problems) && !(name in catalogue)).map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});
