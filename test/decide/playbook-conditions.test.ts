import { describe, expect, test } from 'vitest';
import { holds, meets } from '../../shared/check/playbook-conditions.ts';
import type { Condition, ConditionGroup } from '../../shared/project/playbook.ts';
import type { Value } from '../../shared/value.ts';

type Row = [value: Value | undefined, against: Value | undefined, expected: boolean, sensitive?: boolean];

const rows = (operator: Condition['operator'], list: Row[]): void => {
  test.each(list)(`${operator}: %j with %j is %s`, (value, against, expected, sensitive = false) =>
    expect(meets({ variable: 'x', operator, case_sensitive: sensitive }, value, against)).toBe(expected),
  );
};

describe('R004-55 C-33 C-34 is: the whole value, in any case unless it is said otherwise', () =>
  rows('is', [
    ['shipped', 'shipped', true],
    ['Shipped', 'sHIPPED', true],
    ['Shipped', 'shipped', false, true],
    ['shipped', 'shipped', true, true],
    ['shipped today', 'shipped', false],
    [200, '200', true],
    ['200', 200, true],
    [200, 200.0, true],
    ['200.0', 200, false],
    [true, 'true', true],
    [false, false, true],
    [undefined, 'x', false],
    [null, '', false],
    ['', '', true],
    ['İ', 'x', false],
  ]));

describe('R004-56 is not', () =>
  rows('is_not', [
    ['shipped', 'lost', true],
    ['Lost', 'lost', false],
    ['Lost', 'lost', true, true],
    [undefined, 'lost', true],
    [5, '5', false],
  ]));

describe('R004-57 starts with', () =>
  rows('starts_with', [
    ['Order 5', 'order', true],
    ['Order 5', 'order', false, true],
    ['my order', 'order', false],
    [undefined, '', false],
    [2024, 20, true],
  ]));

describe('R004-58 ends with', () =>
  rows('ends_with', [
    ['size XL', 'xl', true],
    ['size XL', 'xl', false, true],
    ['XL size', 'xl', false],
    [undefined, 'xl', false],
  ]));

describe('R004-59 contains', () =>
  rows('contains', [
    ['a Red shoe', 'red', true],
    ['a Red shoe', 'red', false, true],
    ['shoe', 'red', false],
    [['red', 'blue'], 'RED', true],
    [['dark red'], 'red', false],
    [undefined, 'red', false],
  ]));

describe('R004-60 does not contain', () =>
  rows('does_not_contain', [
    ['shoe', 'red', true],
    ['a Red shoe', 'red', false],
    ['a Red shoe', 'red', true, true],
    [undefined, 'red', true],
    [['red'], 'red', false],
  ]));

describe('R004-61 C-35 is set: an empty text is a value', () =>
  rows('is_set', [
    ['x', undefined, true],
    ['', undefined, true],
    [0, undefined, true],
    [false, undefined, true],
    [null, undefined, false],
    [undefined, undefined, false],
  ]));

describe('R004-62 is not set', () =>
  rows('is_not_set', [
    [undefined, undefined, true],
    [null, undefined, true],
    ['', undefined, false],
    ['x', undefined, false],
  ]));

describe('C-34 numbers are compared as numbers, and what is none never holds', () => {
  rows('gt', [
    [5, 4, true],
    [5, 5, false],
    ['10', 9, true],
    ['ten', 1, false],
    [undefined, 1, false],
    ['', -1, false],
  ]);
  rows('gte', [
    [5, 5, true],
    [4, 5, false],
  ]);
  rows('lt', [
    [4, 5, true],
    [5, 5, false],
    ['9', '10', true],
  ]);
  rows('lte', [
    [5, 5, true],
    [6, 5, false],
    [true, 5, false],
  ]);
});

/** A condition that is named by whether it holds. */
const is = (variable: string): Condition => ({ variable, operator: 'is', value: 'yes', case_sensitive: false });
const given =
  (...yes: string[]) =>
  (condition: Condition): boolean =>
    yes.includes(condition.variable);
const group = (operator: 'AND' | 'OR', names: string[], groups?: ConditionGroup[]): ConditionGroup => ({
  operator,
  conditions: names.map(is),
  ...(groups ? { groups } : {}),
});

describe('R004-47 a branch joins its conditions by AND or OR', () => {
  test('AND needs all', () =>
    expect([holds(group('AND', ['a', 'b']), given('a', 'b')), holds(group('AND', ['a', 'b']), given('a'))]).toEqual([true, false]));
  test('OR needs one', () => expect([holds(group('OR', ['a', 'b']), given('b')), holds(group('OR', ['a', 'b']), given())]).toEqual([true, false]));
});

describe('R004-49 R004-50 R004-51 groups', () => {
  test('(A AND B) OR (C AND D), over all sixteen cases', () => {
    const branch = group('OR', [], [group('AND', ['A', 'B']), group('AND', ['C', 'D'])]);
    for (let bits = 0; bits < 16; bits += 1) {
      const yes = ['A', 'B', 'C', 'D'].filter((_, at) => bits & (1 << at));
      const expected = (yes.includes('A') && yes.includes('B')) || (yes.includes('C') && yes.includes('D'));
      expect(holds(branch, given(...yes))).toBe(expected);
    }
  });

  test('VIP: (tier is vip AND severity is high) OR (tier is enterprise)', () => {
    const test = (tier: string, severity: string): boolean =>
      holds(
        {
          operator: 'OR',
          conditions: [],
          groups: [
            {
              operator: 'AND',
              conditions: [
                { ...is('tier'), value: 'vip' },
                { ...is('severity'), value: 'high' },
              ],
            },
            { operator: 'AND', conditions: [{ ...is('tier'), value: 'enterprise' }] },
          ],
        },
        (it) => meets(it, { tier, severity }[it.variable], it.value),
      );
    expect([test('vip', 'high'), test('vip', 'low'), test('enterprise', 'low'), test('basic', 'high')]).toEqual([true, false, true, false]);
  });

  test('where there are groups, the flat conditions are not looked at', () => {
    const branch = { ...group('AND', ['no']), groups: [group('AND', ['yes'])] };
    expect(holds(branch, given('yes'))).toBe(true);
    expect(holds({ ...branch, groups: [] }, given('yes'))).toBe(false);
  });

  test('groups nest', () => {
    const branch = group('AND', [], [group('OR', ['x'], [group('AND', ['a']), group('AND', ['b'], [group('OR', ['c', 'd'])])])]);
    expect([holds(branch, given('d')), holds(branch, given('b')), holds(branch, given('a')), holds(branch, given('x'))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
