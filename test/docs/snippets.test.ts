import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import { attributes, command, consent, hello, more, proactive, protocolVersion, rate, say, type Welcome, wireLimits } from '../../shared/protocol.ts';
import { type Stand, serve, visit } from '../server/stand.ts';
import { type Block, page, pages, root } from './pages.ts';

const blocks = pages.flatMap((it) => it.blocks);
const named = (list: readonly Block[]): (Block & { at: string })[] => list.map((block) => ({ ...block, at: `${block.page}:${block.line}` }));
const { text, blocks: wire } = page('docs/protocol.md');

let stand: Stand;
beforeAll(async () => {
  stand = await serve(join(root, 'demo/shop.project.json'));
});
afterAll(() => stand?.remove());

describe('snippets', () => {
  test.each(named(blocks.filter(({ language, label }) => language === 'js' && label === 'run')))(
    '$at runs and prints what it says',
    async (block) => {
      const after = blocks[blocks.indexOf(blocks.find(({ page: on, line }) => on === block.page && line === block.line) as Block) + 1]; // it is one of them
      const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', block.text], {
        cwd: root,
        env: { PATH: process.env.PATH, ADDRESS: stand.address },
        timeout: 30_000,
      });
      const { stdout, stderr } = await run;
      expect(stderr).toBe('');
      expect(after?.language).toBe('text');
      // The acknowledgement and the first event are two packets, and either may come first.
      expect(stdout.trim().split('\n').toSorted()).toEqual(after?.text.trim().split('\n').toSorted());
    },
  );

  test.each(named(blocks.filter(({ language }) => language === 'json')))('$at is JSON', ({ text: json }) => {
    expect(() => JSON.parse(json)).not.toThrow();
  });

  test.each(named(blocks.filter(({ label }) => label === 'project')))('$at is a project without errors', ({ text: json }) => {
    expect(parseProject(JSON.parse(json)).findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test.each(named(blocks.filter(({ language }) => language === 'sh')))('$at: its npm commands are scripts', ({ text: commands }) => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }; // npm's own shape
    const called = [...commands.matchAll(/npm (?:run ([\w:-]+)|(start|test))/g)].map(([, run, short]) => run ?? short ?? '');
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('docs/admin.md lists every route of the API, and no other', () => {
  const open = ['POST /session', 'POST /invitation', 'PUT /invitation'];
  const routes = [...open, ...stand.routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`)];
  const { prose } = page('docs/admin.md');
  const listed = [...prose.matchAll(/`((?:GET|POST|PUT|DELETE) \/[\w/:-]*)/g)].map(([, route]) => route);
  expect(routes.length).toBeGreaterThan(8);
  expect([...new Set(listed)].toSorted()).toEqual(routes.toSorted());
});

test('the backup command of docs/storage.md copies a database while the server runs', async () => {
  const command = page('docs/storage.md').blocks.find(({ language, text: shell }) => language === 'sh' && shell.includes('vacuum'))?.text ?? '';
  await promisify(execFile)('sh', ['-c', command], {
    cwd: stand.folder,
    env: { PATH: `${join(process.execPath, '..')}:${process.env.PATH}`, PROMPTSIDE_DATABASE: stand.database },
  });
  const copy = new DatabaseSync(join(stand.folder, 'backup.db'), { readOnly: true });
  expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  copy.close();
});

describe('docs/protocol.md', () => {
  const blocksOf = (label: string): unknown[] => wire.filter((block) => block.label === label).map((block) => JSON.parse(block.text));

  test.each(Object.entries({ hello, say, command, more, attributes, rate, proactive, consent }))(
    'its packet "%s" is one that the server takes',
    (name, schema) => {
      const [packet] = blocksOf(name);
      expect(schema.safeParse(packet)).toMatchObject({ success: true });
    },
  );

  test('it has every field of the handshake', () => {
    for (const field of Object.keys(hello.shape)) expect(text).toContain(`| \`${field}\` |`);
  });

  test('its welcome has the fields of a real one', async () => {
    const guest = await visit(stand.address, { project: 'shop' });
    guest.leave();
    const [shown] = blocksOf('welcome') as [Welcome]; // the page's own block
    expect(Object.keys(shown).toSorted()).toEqual(Object.keys(guest.welcome).toSorted());
    expect({ ...shown.widget, buttons: shown.widget.buttons.slice(0, 1) }).toEqual({
      ...guest.welcome.widget,
      buttons: guest.welcome.widget.buttons.slice(0, 1),
    });
  });

  test('it names every event of both directions', () => {
    const source = readFileSync(join(root, 'shared/protocol.ts'), 'utf8');
    const bodies = [...source.matchAll(/interface (?:ClientToServer|ServerToClient) \{([\s\S]*?)^\}/gm)].map(([, body = '']) => body).join('\n');
    const names = [...bodies.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(7);
    expect(names.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
  });

  test('its numbers are those of the server', () => {
    const { messageCharacters, packetBytes, parameterBytes, page: most } = wireLimits;
    for (const number of [messageCharacters, packetBytes, parameterBytes, most]) expect(text).toContain(number.toLocaleString('en'));
    expect(text).toContain(`This is version ${protocolVersion}.`);
  });
});
