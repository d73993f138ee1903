import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectOf } from '../world.ts';
import { rawGet } from './raw.ts';
import { root, type Stand, serve } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await serve(projectOf([]));
});
afterAll(() => stand.remove());

test('the server has every page of the documentation, as text that is kept shortly', async () => {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  expect(pages).toContain('widget.md');
  for (const page of pages) {
    const answer = await fetch(`${stand.address}/docs/${page}`);
    expect([page, answer.status, await answer.text()]).toEqual([page, 200, readFileSync(join(root, 'docs', page), 'utf8')]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=300',
    });
  }
});

test('P-33 it has pages alone: no other file, no folder, nothing beside it, however it is written', async () => {
  const beside = [
    '',
    '.',
    'screenshot.png',
    'nothing.md',
    '../README.md',
    '..%2FREADME.md',
    '%2e%2e/README.md',
    '%2e%2e%2fREADME.md',
    '..%5cREADME.md',
    '....//README.md',
    './widget.md%00',
    'widget.md/../../package.json',
    'widget.md%00.md',
    '%ff.md',
    '/etc/passwd',
  ];
  for (const name of beside) {
    const answer = await rawGet(stand.address, `/docs/${name}`);
    expect([name, answer.startsWith('HTTP/1.1 4'), answer.includes('Promptside')]).toEqual([name, true, false]);
  }
});
