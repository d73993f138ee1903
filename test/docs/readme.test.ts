import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import { page, root } from './pages.ts';

const { text, blocks } = page('README.md');

describe('README.md', () => {
  test('its first fifteen lines hold both commands', () => {
    const top = text.split('\n').slice(0, 15).join('\n');
    expect(top).toContain('npm install && npm start');
    expect(top).toContain('npm install && npm test');
  });

  test('its tree has every folder, and no other', () => {
    const tree = blocks.find(({ text: block }) => block.startsWith('shared/'))?.text ?? '';
    const listed = tree.split('\n').flatMap((line) => /^(\s*)([\w.-]+)\/\s+\S/.exec(line)?.slice(1, 3).join('') ?? []);
    const inside = foldersOf('runtime').map((name) => `  ${name}`);
    expect(listed.toSorted()).toEqual([...foldersOf('').filter((name) => !unlisted.includes(name)), ...inside].toSorted());
  });
});

/** Made by npm, by the build or by a test run. */
const unlisted = ['node_modules', 'dist', 'coverage'];

const foldersOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);

describe('the documents that come along', () => {
  const files = ['demo', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name)),
  );

  test.each(files)('%s is a project without a finding', async (file) => {
    const { default: document } = await import(join(root, file), { with: { type: 'json' } });
    const { project, findings } = parseProject(document);
    expect(findings).toEqual([]);
    expect(project).not.toBeNull();
  });
});
