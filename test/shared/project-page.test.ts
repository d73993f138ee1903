import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import { current, unaligned, unexplained } from './reference.ts';

const page = readFileSync('docs/project.md', 'utf8');

test('docs/project.md has every key of the document as the schema has it, and every finding', () =>
  expect(unaligned(current(page))).toBe(unaligned(page)));

test('docs/project.md says of every key what it means', () => expect(unexplained(page)).toEqual([]));

test('every example in docs/project.md is a project without errors', () => {
  const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? ''));
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(parseProject(example).findings).toEqual([]);
});
