import { describe, expect, test } from 'vitest';
import { asAuthored, asTemplate, inlineNames } from '../../shared/check/playbook-text.ts';

const isVariable = (name: string): boolean => ['order_id', 'b', 'name', 'x'].includes(name);

describe('R004-09 variables inside of texts', () => {
  test.each([
    ['Your order @order_id has been submitted.', 'Your order {{vars.order_id}} has been submitted.'],
    ['@order_id', '{{vars.order_id}}'],
    ['(@name), "@x"!', '({{vars.name}}), "{{vars.x}}"!'],
    ['@name,@x', '{{vars.name}},{{vars.x}}'],
    ['¡@name!', '¡{{vars.name}}!'],
  ])('%s', (text, expected) => expect(asTemplate(text, isVariable)).toBe(expected));

  test.each([
    'write to a@b.c',
    'ana.maria+x@name.example',
    'https://video.example/@name/1',
    'Follow us @promptside',
    '@order_ids',
    'a @ b',
    '@',
    '@@x',
    'ä@x',
    '\\@x',
    '{{#each vars.list}}{{@index}} {{name}}{{/each}}',
    '{{"@x"}}',
    '@x@b.c',
  ])('%s stays as it is', (text) => expect(asTemplate(text, isVariable)).toBe(text));

  test('names in a text', () => expect(inlineNames('@a, b@c.d, {{@index}} and @e.')).toEqual(['a', 'e']));

  test('values: expressions and literals are left alone, lists and objects are filled', () =>
    expect(asAuthored({ a: '@x', b: ['@b'], c: '=vars.x', d: { literal: '@x' }, e: 5 }, isVariable)).toEqual({
      a: '{{vars.x}}',
      b: ['{{vars.b}}'],
      c: '=vars.x',
      d: { literal: '@x' },
      e: 5,
    }));
});
