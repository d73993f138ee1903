import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeScope } from '../../../admin/code/code-scope.ts';
import { scriptingWords } from '../../../admin/code/scripting-words.ts';
import { suggestionsAt } from '../../../admin/code/suggestions.ts';
import { changeBetween } from '../../../admin/code/text-change.ts';
import { syntaxProblem } from '../../../runtime/adapters/sandbox/syntax.ts';
import { syntaxFault } from '../../../shared/syntax.ts';
import type { Value } from '../../../shared/value.ts';

const document: Value = {
  stages: [
    {
      name: 'start',
      variables: [{ name: 'retryCount', type: 'number', description: 'how often' }],
      actions: [{ name: 'ask', parameters: [{ name: 'order' }] }],
    },
    { name: 'check out', variables: [{ name: 'total' }, { name: 'retryCount' }] },
  ],
  profile: [{ name: 'tier', type: 'string' }],
  constants: { freeFrom: 50 },
  tools: [
    { name: 'find_order', type: 'script', parameters: [{ name: 'number' }, { name: 'stage' }] },
    { name: 'ask_stock', type: 'webhook' },
  ],
};
const inTool = codeScope(document, ['tools', 0, 'code']);
const inAction = codeScope(document, ['stages', 0, 'actions', 0, 'condition']);
const offered = (before: string, scope = inTool): string[] => suggestionsAt(before, scope)?.options.map(({ label }) => label) ?? [];
const applied = (before: string, label: string): string => {
  const found = suggestionsAt(before, inTool);
  const option = found?.options.find((it) => it.label === label);
  return option && found ? before.slice(0, found.from) + (option.text ?? option.label) : 'nothing';
};

describe('completion', () => {
  test.each([
    ['return vars.', ['retryCount', 'total']],
    ['userProfile.t', ['tier']],
    ['params.', ['number', 'stage']],
    ['constants.', ['freeFrom']],
    ['results.', ['tools', 'webhooks']],
    ['results.tools.', ['find_order']],
    ['results.webhooks.a', ['ask_stock']],
    ['stageVars.start.', ['retryCount']],
    ["stageVars['check out'].", ['total', 'retryCount']],
    ["goToStage('", ['start', 'check out']],
    ["if (stage === 'st", ['start', 'check out']],
    ['something.', []],
    ['vars.retryCount.', []],
    ['myvars.', []],
    ['', []],
    ["'goTo", []],
  ])('%s offers %j', (before, names) => {
    expect(offered(before)).toEqual(names);
  });

  test('in an action there are the variables of its own stage and its own parameters', () => {
    expect(offered('vars.', inAction)).toEqual(['retryCount']);
    expect(offered('params.', inAction)).toEqual(['order']);
  });

  test('a name is put in so that it is JavaScript', () => {
    expect(applied('goToStage(', 'check out')).toBe('goToStage("check out"');
    expect(applied("goToStage('ch", 'check out')).toBe("goToStage('check out");
    expect(applied('stageVars.', 'check out')).toBe('stageVars["check out"]');
    expect(applied('stageVars.st', 'start')).toBe('stageVars.start');
  });

  test('free parameters of a tool also stand under their own names', () => {
    expect(offered('nu')).toContain('number');
    expect(suggestionsAt('st', inTool)?.options.filter(({ label }) => label === 'stage')).toHaveLength(1);
  });

  test('knows every name and every call of docs/scripting.md, and no others', () => {
    const page = readFileSync(new URL('../../../docs/scripting.md', import.meta.url), 'utf8');
    const section = (title: string): string => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
    const firstCells = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell ?? '');
    const written = [
      ...firstCells(section('What code sees')),
      ...firstCells(section('What a script can do')).filter((it) => !it.startsWith('console.')),
    ];
    expect(scriptingWords.map(({ how }) => how)).toEqual(written);
  });

  test('bears any draft', () => {
    for (const draft of [null, 'x', [], { stages: [null, 'x'], tools: [3], constants: 'x' }])
      for (const before of ['vars.', 'results.tools.', 'goToStage(', 'a'])
        expect(() => suggestionsAt(before, codeScope(draft, ['tools', 0, 'code']))).not.toThrow();
  });
});

describe('what does not parse', () => {
  const pieces = ['a', '(', ')', '{', '}', ';', '\n', ' ', 'return', '=', '==', '1', "'x'", 'await', 'let', '[', ']', '//', ',', 'if', '`', '\\'];
  const code = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((list) => list.join(' '));

  test('is found by the page exactly where the server finds it, with the same words', () => {
    fc.assert(
      fc.property(code, fc.constantFrom('script' as const, 'expression' as const), (text, kind) => {
        if (kind === 'expression' && text.trim() === '') return;
        const server = syntaxProblem({ kind, code: text });
        const page = syntaxFault(text, kind);
        expect(page === null).toBe(server === null);
        if (page && server) {
          expect([page.line, page.column]).toEqual([server.line, server.column]);
          expect(server.message).toContain(page.reason);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a text from outside comes in as the one stretch that differs', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (start, one, other, end) => {
      const [before, after] = [start + one + end, start + other + end];
      const change = changeBetween(before, after);
      if (!change) {
        expect(before).toBe(after);
        return;
      }
      expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
      expect(change.insert.length).toBeLessThanOrEqual(other.length);
    }),
  );
});
