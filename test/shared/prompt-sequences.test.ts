import { expect, test } from 'vitest';
import { commandsOf } from '../../shared/check/commands.ts';
import { parseProject } from '../../shared/parse.ts';
import type { Value } from '../../shared/value.ts';

const documentOf = (sequence: Record<string, Value>, more: Record<string, Value> = {}): Value => ({
  name: 'test',
  stages: [{ name: 'Home' }],
  promptSequences: [{ name: 'S', mode: 'auto_apply_changes', steps: [{ type: 'inline', prompt: 'x' }], ...sequence }],
  ...more,
});
const steps = (count: number): Value => Array.from({ length: count }, () => ({ type: 'inline', prompt: 'x' }));
const variables = (count: number): Value => Array.from({ length: count }, (_, index) => ({ name: `v${index}`, type: 'text' }));
const variable = (more: Record<string, Value>): Record<string, Value> => ({ variables: [{ name: 'v', type: 'text', ...more }] });

test.each<[string, Record<string, Value>, Record<string, Value>, string]>([
  ['R002-02 a name', { name: 'x'.repeat(120) }, { name: 'x'.repeat(121) }, 'at most 120 characters'],
  ['R002-02 a name that no part may have', { name: 'x'.repeat(120) }, { name: 'x'.repeat(129) }, 'at most 120 characters'],
  ['R002-04 steps', { steps: steps(100) }, { steps: steps(101) }, 'at most 100 items'],
  ['R002-04 and R002-05 at least one step', { steps: steps(1) }, { steps: [] }, 'at least 1 item'],
  [
    'R002-06 a prompt',
    { steps: [{ type: 'inline', prompt: 'x'.repeat(20_000) }] },
    { steps: [{ type: 'inline', prompt: 'x'.repeat(20_001) }] },
    'at most 20000 characters',
  ],
  [
    'R002-06 a prompt that says nothing',
    { steps: [{ type: 'inline', prompt: ' x ' }] },
    { steps: [{ type: 'inline', prompt: ' \n ' }] },
    'a text with something in it',
  ],
  ['R002-10 variables', { variables: variables(100) }, { variables: variables(101) }, 'at most 100 items'],
  ['R002-11 a variable name', variable({ name: `_${'x'.repeat(127)}` }), variable({ name: 'x'.repeat(129) }), 'at most 128 characters'],
  ['R002-11 the letters of one', variable({ name: '_a1' }), variable({ name: '1a' }), 'letters, digits and _'],
  ['R002-12 a type', variable({ type: 'multiline' }), variable({ type: 'number' }), 'is not allowed here'],
  [
    'R002-13 C-23 a line in a default',
    variable({ default: 'a' }),
    variable({ default: 'a\nb' }),
    'a default without line breaks, or the type multiline',
  ],
  ['R002-14 a label', variable({ label: 'x'.repeat(200) }), variable({ label: 'x'.repeat(201) }), 'at most 200 characters'],
  ['R002-15 a description', variable({ description: 'x'.repeat(200) }), variable({ description: 'x'.repeat(201) }), 'at most 200 characters'],
  ['R002-16 a default', variable({ default: 'x'.repeat(2_000) }), variable({ default: 'x'.repeat(2_001) }), 'at most 2000 characters'],
  ['R002-03 an execution mode', { mode: 'approve_before_continuing' }, { mode: 'later' }, 'is not allowed here'],
])('%s: the most that may be is taken, and one more is refused with a message of its own', (_title, good, bad, message) => {
  expect(parseProject(documentOf(good)).findings).toEqual([]);
  const { project, findings } = parseProject(documentOf(bad));
  expect(project).toBeNull();
  expect(findings.map((it) => it.message)).toEqual([expect.stringContaining(message)]);
});

test('R002-14 and R002-15: a sequence that clients may start is a command whose parameters are its variables', () => {
  const { project } = parseProject(
    documentOf({
      triggerOnClientCommand: true,
      variables: [
        { name: 'who', type: 'text', description: 'A name' },
        { name: 'how', type: 'text', default: 'kindly' },
      ],
    }),
  );
  expect(project && commandsOf(project)).toMatchObject([
    {
      name: 'S',
      kind: 'sequence',
      path: 'promptSequences[0]',
      parameters: [
        { name: 'who', required: true, description: 'A name' },
        { name: 'how', required: false },
      ],
    },
  ]);
});
