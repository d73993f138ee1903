import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { headingsOf, page, pages, root } from './pages.ts';

const scripts = Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts); // npm's own shape
const places = /^(?:shared|runtime|widget|admin|test|demo|docs|examples)\/[\w./-]*$/;

test('every link between pages leads to a page, and to a heading on it', () => {
  const wrong = pages.flatMap(({ path, prose }) =>
    linksIn(prose)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !leads(path, link))
      .map((link) => `${path}: ${link}`),
  );
  expect(wrong).toEqual([]);
  expect(pages.flatMap(({ prose }) => linksIn(prose)).length).toBeGreaterThan(30);
});

test('every file and folder that a page names is there', () => {
  const named = pages.flatMap(({ path, prose }) => [...prose.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => ({ path, name })));
  const paths = named.filter(({ name }) => places.test(name));
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.filter(({ name }) => !existsSync(join(root, name))).map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});

test('every npm script that a page names is there, and so is every file that a command names', () => {
  const wrong = pages.flatMap(({ path, text }) => [
    ...[...text.matchAll(/npm run ([\w:-]+)/g)].filter(([, name = '']) => !scripts.includes(name)).map(([found]) => `${path}: ${found}`),
    ...[...text.matchAll(/(?:node|vitest run) ((?:test|runtime)\/[\w./-]+)/g)]
      .filter(([, file = '']) => !existsSync(join(root, file)))
      .map(([found]) => `${path}: ${found}`),
  ]);
  expect(wrong).toEqual([]);
});

test('the list of pages names every page of docs/', () => {
  const listed = linksIn(page('docs/README.md').prose);
  const own = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && path !== 'docs/README.md');
  expect(own.filter((path) => !listed.includes(path.slice('docs/'.length)))).toEqual([]);
});

const linksIn = (prose: string): string[] => [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

function leads(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || headingsOf(target).includes(anchor);
}
