import { describe, expect, test } from 'vitest';
import { testReport } from '../../runtime/perform/rehearsal/test-report.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { rehearsalWorld } from './rehearsal-world.ts';

const actions: AuthoredProject['stages'][number]['actions'] = [
  { name: 'Hello', examples: ['hello there', 'good morning', 'hi you', 'greetings', 'hey'], effects: [reply('Hi {{userProfile.name}}!')] },
  {
    name: 'Count',
    triggerOnClientCommand: true,
    condition: '(vars.n ?? 0) < 3',
    effects: [{ type: 'modify_variables', modifications: [{ variable: 'n', operation: 'set', value: '=(vars.n ?? 0) + 1' }] }, reply('{{vars.n}}')],
  },
  { name: 'Bye', triggerOnClientCommand: true, effects: [{ type: 'end_conversation', reason: 'done' }] },
];
const withTests = (tests: AuthoredProject['tests']): AuthoredProject => projectOf(actions, { tests });
const run = async (tests: AuthoredProject['tests']) => (await rehearsalWorld(withTests(tests))).rehearsals.test('test');

describe('tests of a project', () => {
  test('pass where everything came as expected, each in a conversation of its own', async () => {
    const steps = [
      { say: 'hello there', expect: { actions: ['Hello'], stage: 'Main', reply: { text: 'Hi Ada!' }, status: 'active' as const } },
      { fire: { command: 'Count' }, expect: { actions: ['Count'], vars: { n: 1, other: null }, reply: { pattern: '^\\d$' } } },
      { set: { n: 2 }, expect: { vars: { n: 2 } } },
      { fire: { command: 'Count' }, expect: { vars: { n: 3 } } },
      { fire: { command: 'Bye' }, expect: { status: 'ended' as const } },
    ];
    const { tests, passed, failed } = await run([
      { name: 'one', profile: { name: 'Ada' }, steps },
      { name: 'two', profile: { name: 'Ada' }, steps },
    ]);
    expect({ passed, failed }).toEqual({ passed: 2, failed: 0 });
    expect(tests.flatMap(({ steps: done }) => done.map(({ ok }) => ok))).toEqual(Array(10).fill(true));
  });

  test('a test that fails says of each step what was expected and what came', async () => {
    const report = await run([
      { name: 'wrong', steps: [{ say: 'hello there', expect: { actions: ['Count'], vars: { n: 1 }, reply: { pattern: '^Bye' } } }] },
    ]);
    expect(report.tests[0]?.steps[0]?.checks).toEqual([
      { what: 'actions', expected: ['Count'], actual: ['Hello'], ok: false },
      { what: 'vars.n', expected: 1, actual: null, ok: false },
      { what: 'reply', expected: '/^Bye/', actual: 'Hi !', ok: false },
    ]);
    const text = testReport(report, 'shop.json');
    expect(text.replaceAll(/\(\d+ ms\)/g, '(… ms)').split('\n')).toEqual([
      'shop.json',
      '  ✗ wrong (… ms)',
      '    ✗ 1. say “hello there”',
      '        actions',
      '          expected: ["Count"]',
      '          actual:   ["Hello"]',
      '        vars.n',
      '          expected: 1',
      '          actual:   null',
      '        reply',
      '          expected: "/^Bye/"',
      '          actual:   "Hi !"',
      '',
      '0 of 1 test passed, 1 failed.',
    ]);
  });

  test('a step that cannot be done ends its test, and the next test runs', async () => {
    const { tests, failed } = await run([
      { name: 'refused', steps: [{ set: { n: 3 } }, { fire: { command: 'Count' } }, { say: 'hello there' }] },
      { name: 'elsewhere', stage: 'Main', steps: [{ say: 'hello there', expect: { actions: ['Hello'] } }] },
    ]);
    expect(failed).toBe(1);
    expect(tests[0]?.steps.map(({ ok, problem }) => [ok, problem])).toEqual([
      [true, undefined],
      [false, 'The command "Count" is not offered at this point of the conversation.'],
    ]);
    expect(tests[1]?.ok).toBe(true);
  });

  test('a pattern that would search for ever is stopped and fails', { timeout: 30_000 }, async () => {
    const never = '^(a+)+$';
    const long = `${'a'.repeat(40)}!`;
    const { rehearsals } = await rehearsalWorld(
      projectOf([{ name: 'Long', triggerOnClientCommand: true, effects: [reply(long)] }], {
        tests: [{ name: 'never', steps: [{ fire: { command: 'Long' }, expect: { reply: { pattern: never } } }] }],
      }),
    );
    const { tests } = await rehearsals.test('test');
    expect(tests[0]?.ok).toBe(false);
    expect(tests[0]?.steps[0]?.checks[0]?.actual).toMatch(/ran longer than 250 ms/);
  });

  test('what they name and the project does not have is a warning, so that they keep nobody from publishing', () => {
    const { project, findings } = parseProject(
      withTests([
        {
          name: 'stale',
          stage: 'Gone',
          steps: [{ fire: { command: 'Helo' }, expect: { actions: ['Hello', 'Helo'], stage: 'Gone', reply: { pattern: '(' } } }, { jump: 'Gone' }],
        },
      ]),
    );
    expect(project).not.toBeNull();
    expect(findings.filter(({ code }) => code.startsWith('test.')).map(({ level, path }) => `${level} ${path}`)).toEqual([
      'warning tests[0].stage',
      'warning tests[0].steps[0].fire.command',
      'warning tests[0].steps[0].expect.actions[1]',
      'warning tests[0].steps[0].expect.stage',
      'warning tests[0].steps[0].expect.reply.pattern',
      'warning tests[0].steps[1].jump',
    ]);
  });

  test('a step that says nothing that can be done is an error that says what can', () => {
    // What no type allows.
    const steps = [{ sayy: 'hi' }, { say: 'hi', expect: { reply: { txt: 'x' } } }] as unknown as NonNullable<
      AuthoredProject['tests']
    >[number]['steps'];
    const { findings } = parseProject(withTests([{ name: 'odd', steps }]));
    expect(findings.filter(({ level }) => level === 'error').map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'tests[0].steps[0]: This must be a step with "say", "fire", "set" or "jump", and "expect", not an object.',
      'tests[0].steps[1].expect.reply: This must be an object with "text" or "pattern", not an object.',
    ]);
  });

  test('have no influence on conversations', async () => {
    const plain = await rehearsalWorld(projectOf(actions));
    const tested = await rehearsalWorld(withTests([{ name: 'one', steps: [{ say: 'good night' }] }]));
    for (const { production } of [plain, tested]) await production.say('good morning');
    const matched = await Promise.all([plain, tested].map(({ production }) => production.events('turn_matched')));
    expect(matched[1]?.map(({ candidates }) => candidates)).toEqual(matched[0]?.map(({ candidates }) => candidates));
  });
});
