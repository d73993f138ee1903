import { describe, expect, test } from 'vitest';
import { flowOf, waysFrom } from '../../shared/check/playbook-flow.ts';
import { autoHandoffs } from '../../shared/check/playbook-handoff.ts';
import { type Playbook, playbook } from '../../shared/project/playbook.ts';
import type { Value } from '../../shared/value.ts';

const of = (...sections: Value[][]): Playbook => playbook.parse({ name: 'p', sections: sections.map((steps, at) => ({ name: `s${at}`, steps })) });
const say = (text: string, id?: string): Value => ({ type: 'SEND', text, ...(id ? { id } : {}) });
const go = (target_step_id: string): Value => ({ type: 'GO_TO', target_step_id });
const is = (variable: string, value: Value = 'x'): Value => ({ variable, operator: 'is', value });
const when = (variable: string, steps: Value[], otherwise?: Value[]): Value => ({
  type: 'IF_ELSE',
  branches: [{ operator: 'AND', conditions: [is(variable)], steps }],
  ...(otherwise ? { else: otherwise } : {}),
});
const act = (more: { [key: string]: Value } = {}): Value => ({ type: 'RUN', target: { kind: 'action', name: 'refund', ...more } });
const short = (path: string | null): string | null =>
  path === null ? null : path.replace('sections', '').replaceAll('.steps', '').replaceAll('.branches', 'b').replaceAll('.else', 'e');
const ways = (it: Playbook): Record<string, (string | null)[]> =>
  Object.fromEntries([...flowOf(it).steps].map(([path, step]) => [short(path), waysFrom(step).map(short)]));

describe('R004-01 C-39 the ways through a playbook', () => {
  test('steps follow each other, sections too, and the last ends it', () =>
    expect(ways(of([say('a'), say('b')], [], [say('c')]))).toEqual({ '[0][0]': ['[0][1]'], '[0][1]': ['[2][0]'], '[2][0]': [null] }));

  test('a branch ends at what follows its IF/ELSE, at any depth', () =>
    expect(ways(of([when('a', [when('b', [say('x')])], [say('y')]), say('z')]))).toEqual({
      '[0][0]': ['[0][0]b[0][0]', '[0][0]e[0]'],
      '[0][0]b[0][0]': ['[0][0]b[0][0]b[0][0]', '[0][1]'],
      '[0][0]b[0][0]b[0][0]': ['[0][1]'],
      '[0][0]e[0]': ['[0][1]'],
      '[0][1]': [null],
    }));

  test('R004-52 R004-53 a GO TO leads to any step: back, ahead, into a branch, across sections', () =>
    expect(
      ways(of([say('a', 'start'), when('a', [say('in', 'inside')]), go('later')], [say('skipped'), go('inside')], [say('b', 'later'), go('start')])),
    ).toMatchObject({
      '[0][2]': ['[2][0]'],
      '[1][1]': ['[0][1]b[0][0]'],
      '[2][1]': ['[0][0]'],
    }));

  test('R004-41 nothing follows an exit or a handoff', () =>
    expect(
      ways(
        of([
          { type: 'RUN', target: { kind: 'exit' } },
          { type: 'RUN', target: { kind: 'handoff' } },
        ]),
      ),
    ).toEqual({ '[0][0]': [], '[0][1]': [] }));
});

describe('R004-43 R004-44 C-36 the automatic handoff of a RUN action', () => {
  const isOn = (...sections: Value[][]): boolean | undefined => [...autoHandoffs(of(...sections)).values()][0];
  const copy: Value = { type: 'SET', variable: 'code', value: '=results.webhooks.refund.status' };

  test.each<[string, Value[][], boolean]>([
    ['nothing looks at the status', [[act({ statusVariable: 'code' }), say('x')]], true],
    ['an IF/ELSE after it does', [[act({ statusVariable: 'code' }), when('code', [say('x')])]], false],
    ['one in a later section does', [[act({ statusVariable: 'code' })], [say('x'), when('code', [say('x')])]], false],
    [
      'one inside of a group does',
      [
        [
          act({ statusVariable: 'code' }),
          {
            type: 'IF_ELSE',
            branches: [{ operator: 'OR', conditions: [], groups: [{ operator: 'AND', conditions: [is('code')] }], steps: [say('x')] }],
          },
        ],
      ],
      false,
    ],
    [
      'a flat condition beside groups is not looked at',
      [
        [
          act({ statusVariable: 'code' }),
          {
            type: 'IF_ELSE',
            branches: [{ operator: 'OR', conditions: [is('code')], groups: [{ operator: 'AND', conditions: [is('b')] }], steps: [say('x')] }],
          },
        ],
      ],
      true,
    ],
    ['only one before it does', [[when('code', [say('x')]), act({ statusVariable: 'code' })]], true],
    ['one that a GO TO leads back to does', [[say('x', 'top'), when('code', [say('x')]), act({ statusVariable: 'code' }), go('top')]], false],
    ['it is overwritten before', [[act({ statusVariable: 'code' }), { type: 'SET', variable: 'code', value: 1 }, when('code', [say('x')])]], true],
    [
      'it is asked anew before',
      [
        [
          act({ statusVariable: 'code' }),
          { type: 'ASK', question: 'q', inputs: [{ variable: 'code', instructions: 'i' }] },
          when('code', [say('x')]),
        ],
      ],
      true,
    ],
    ['a SET keeps the status, and that is looked at', [[act(), copy, when('code', [say('x')])]], false],
    [
      'R004-42 the same as a template',
      [[act(), { type: 'SET', variable: 'code', value: '{{results.webhooks.refund.status}}' }, when('code', [say('x')])]],
      false,
    ],
    [
      'a SET of another action’s status',
      [[act(), { type: 'SET', variable: 'code', value: '=results.webhooks.other.status' }, when('code', [say('x')])]],
      true,
    ],
    [
      'a copy of the status variable',
      [[act({ statusVariable: 'code' }), { type: 'SET', variable: 'other', value: '@code' }, when('other', [say('x')])]],
      false,
    ],
    ['a step that cannot be reached', [[act({ statusVariable: 'code' }), { type: 'RUN', target: { kind: 'exit' } }, when('code', [say('x')])]], true],
    ['another variable', [[act({ statusVariable: 'code' }), when('other', [say('x')])]], true],
  ])('%s', (_, sections, expected) => expect(isOn(...sections)).toBe(expected));
});
