import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import type { Value } from '../../shared/value.ts';
import { brokenPlaybooks } from './broken-playbooks.ts';
import { goodPlaybooks } from './good-playbooks.ts';

const findingsOf = (document: Value) => parseProject(document).findings;

describe('R004-11 R004-22 R004-26 R004-27 R004-54 broken playbooks give exactly these findings', () => {
  test.each(brokenPlaybooks)('%s', (_, document, expected) => {
    const findings = findingsOf(document);
    expect(findings.map(({ level, path, code }) => `${level} ${path} ${code}`).toSorted()).toEqual(expected.toSorted());
    for (const { message, suggestion } of findings) {
      expect(message).not.toMatch(/undefined|\{\w+\}|\[object/);
      if (!message.includes('needs') && suggestion) expect(suggestion).not.toMatch(/undefined|\{\w+\}|\[object/);
    }
  });
});

describe('good playbooks raise no alarm', () => {
  test.each(goodPlaybooks)('%s', (_, document) => expect(findingsOf(document)).toEqual([]));

  test.each(['order-status', 'verify-identity'])('the example %s', (name) =>
    expect(findingsOf(JSON.parse(readFileSync(join(import.meta.dirname, `../../examples/${name}.project.json`), 'utf8')))).toEqual([]),
  );
});

test('a tool or transformer whose type is none is looked at without a fault', () => {
  const parts = [{ name: 'n', type: 'none', code: [1], variables: 'x' }];
  const document = {
    name: 'shop',
    stages: [{ name: 'Home' }],
    transformers: parts,
    tools: parts,
    playbooks: [{ name: 'P', sections: [{ name: 'a', steps: [{ type: 'SEND', text: '@x' }] }] }],
  };
  expect(parseProject(document).project).toBeNull();
});

test('there are more than forty broken ones', () => expect(brokenPlaybooks.length).toBeGreaterThan(40));

test('a mend says what to write', () => {
  const [finding] = findingsOf(brokenPlaybooks.find(([title]) => title.includes('contextual SEND without'))?.[1] ?? null);
  expect(finding?.suggestion).toBe('Add "text", which is sent without a model, or set a model.');
});
