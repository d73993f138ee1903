import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import type { ScriptResult, ScriptScope } from '../../../runtime/ports.ts';
import { expression, one, script } from './trip.ts';

const page = readFileSync(new URL('../../../docs/scripting.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```(\w+) ([\w ]+)\n([\s\S]*?)^```$/gm)].map(([, language, label = '', text = '']) => ({ language, label, text }));
const scope = JSON.parse(blocks.find(({ label }) => label === 'scope')?.text ?? '') as ScriptScope; // the page shows one whole scope
const examples = blocks
  .filter(({ label }) => label !== 'scope')
  .map((block) => ({ ...block, ...(block.language === 'js' ? fromScript : fromJson)(block.text) }));

const sandbox = childSandbox();
afterAll(() => sandbox.close());

test('the page has an example for each thing', () => {
  expect(new Set(examples.map(({ label }) => label))).toEqual(
    new Set(['script', 'condition', 'expression', 'script changes', 'script signals', 'script problem', 'condition problem']),
  );
});

test.each(examples)('docs/scripting.md: $code', async ({ label, code, gives }) => {
  const result = await one(sandbox, label.startsWith('script') ? script(code) : expression(code), { scope });
  expect(part(result, label)).toEqual(gives);
});

/** A script says what it gives in a comment at its end. */
function fromScript(text: string): { code: string; gives: unknown } {
  const [code = '', gives = ''] = text.split('// → ');
  return { code, gives: JSON.parse(gives) };
}

/** A condition or an expression as it stands in a document, and beside it what it gives. */
function fromJson(text: string): { code: string; gives: unknown } {
  const { condition, value, gives } = JSON.parse(text) as { condition?: string; value?: string; gives: unknown }; // the page's own shape
  return { code: condition ?? value?.replace(/^=/, '') ?? '', gives };
}

/** What of the result an example tells of. */
function part(result: ScriptResult, label: string): unknown {
  if (!result.ok) return { code: result.problem.code, line: result.problem.line, column: result.problem.column };
  if (label.endsWith('changes')) return result.changes;
  return label.endsWith('signals') ? result.signals : result.value;
}
