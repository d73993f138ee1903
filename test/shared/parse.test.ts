import { describe, expect, test } from 'vitest';
import type { Finding } from '../../shared/finding.ts';
import { parseProject } from '../../shared/parse.ts';
import type { Value } from '../../shared/value.ts';
import { brokenContent } from './broken-content.ts';
import { brokenNames } from './broken-names.ts';
import { brokenShapes } from './broken-shapes.ts';
import { action, say, script, shop, withEffects } from './documents.ts';

const errorsOf = (document: Value): Finding[] => parseProject(document).findings.filter(({ level }) => level === 'error');
const found = ({ path, code }: Finding): string => `${path} ${code}`;

describe.each([
  ['shapes', brokenShapes],
  ['names', brokenNames],
  ['content', brokenContent],
])('broken documents are refused with exactly what is wrong: %s', (_, documents) => {
  test.each(documents)('%s', (_title, document, expected) => {
    const errors = errorsOf(document);
    expect(errors.map(found)).toEqual(expected);
    expect(parseProject(document).project).toBeNull();
    for (const { message, suggestion = 'x' } of errors) {
      expect(message).not.toMatch(/Invalid input|undefined|\{\w+\}|\[object/);
      expect(suggestion).not.toMatch(/undefined|\[object/);
    }
  });
});

test('the corpus has more than forty broken documents', () =>
  expect(brokenShapes.length + brokenNames.length + brokenContent.length).toBeGreaterThan(40));

describe('a finding says what is wrong and what would be right', () => {
  const one = (document: Value): Finding | undefined => errorsOf(document)[0];

  test.each<[Value, string, string]>([
    [shop({ langauge: 'en' }), 'There is no "langauge" here.', 'Did you mean "language"?'],
    [shop({ stages: [{ name: 'Home', qqq: 1 }] }), 'There is no "qqq" here.', 'Known here: name, description, '],
    [withEffects({ type: 'call_tol' }), '"call_tol" is not allowed here.', 'Did you mean "call_tool"?'],
    [withEffects({ type: 5 }), '5 is not allowed here.', 'Allowed: call_tool, modify_variables, '],
    [withEffects({ type: 'go_to_stage', stage: 'Hoem' }), 'There is no stage "Hoem".', 'Did you mean "Home"?'],
    [withEffects({ type: 'call_tool', tool: 'x' }), 'There is no tool or action sequence "x".', 'Define it, or name one of: there is none yet.'],
    [shop({ stages: 'Home' }), 'This must be a list, not text.', ''],
    [{ stages: [{ name: 'a' }] }, '"name" is missing; it must be text.', 'Add "name".'],
    [shop({ constants: { 'a b': 1 } }), 'The name "a b" is not letters, digits and _', 'Rename it.'],
    [shop({ actionSequences: [{ name: 's', actions: [5] }] }), 'This must be an item that names a tool, an action or an effect, not a number.', ''],
    [
      withEffects(say('line one\n{{#if x}}')),
      'The template does not parse: a block is not closed; add its {{/…}} (line 2, column 10).',
      'docs/templates.md',
    ],
  ])('%#', (document, message, suggestion) => {
    expect(one(document)?.message).toContain(message);
    expect(one(document)?.suggestion ?? '').toContain(suggestion);
  });

  test('C-38 C-41 cycles are written out', () =>
    expect(one(shop({ tools: [script('a', { dependsOn: ['b'] }), script('b', { dependsOn: ['a'] })] }))?.message).toContain('a → b → a'));
});

describe('good documents', () => {
  test('C-11 a stage action may bear the name of a global one', () =>
    expect(parseProject(shop({ globalActions: [action('Help')] })).findings).toEqual([]));

  test('R000-16 what a sequence uses stays an action of its own', () => {
    const document = shop({ tools: [script('t')], actionSequences: [{ name: 's', actions: [{ tool: 't' }, { action: 'Help' }] }] });
    expect(errorsOf(document)).toEqual([]);
  });

  test('a button may name what only another stage offers', () =>
    expect(
      errorsOf(
        shop({
          widget: { buttons: [{ label: 'x', command: 'Buy' }] },
          stages: [{ name: 'A' }, { name: 'B', actions: [action('Buy', { triggerOnClientCommand: true })] }],
        }),
      ),
    ).toEqual([]));

  test('what has a default may be left out', () => {
    const { project } = parseProject({ name: 'shop', stages: [{ name: 'Home' }] });
    expect(project).toMatchObject({ language: 'en', timezone: 'UTC', globalActions: [], limits: { effects: 200 }, stages: [{ actions: [] }] });
  });

  test('the document that was given is not changed', () => {
    const document = shop({ extra: 1, stages: [{ name: 'Home', actions: [{ name: 5 }] }] });
    const before = structuredClone(document);
    parseProject(document);
    expect(document).toEqual(before);
  });
});
