import { describe, expect, test } from 'vitest';
import { expressionsIn, render, renderValue } from '../../runtime/decide/template/template.ts';

const order = { id: 7, items: ['tea'] };
const scope = { vars: { order, name: 'Ada "A" <b>\n\\', path: 'a/b?c&d=é', dots: '..', count: 2 }, userInput: '{{vars.count}}' };

describe('P-18 values are written as their place needs it', () => {
  test('text is not escaped', () => expect(render('{{vars.name}}', scope)).toBe('Ada "A" <b>\n\\'));

  test.each([
    ['{"a": {{vars.name}} }', { a: 'Ada "A" <b>\n\\' }],
    ['{"a": "Dear {{vars.name}}!"}', { a: 'Dear Ada "A" <b>\n\\!' }],
    ['{"a": {{vars.order}}, "b": {{json vars.order}}, "c": {{vars.count}} }', { a: order, b: order, c: 2 }],
    ['{"a": "{{vars.order}} {{json vars.order}}"}', { a: '{"id":7,"items":["tea"]} {"id":7,"items":["tea"]}' }],
    ['{"a": {{vars.missing}}, "b": "{{vars.missing}}"}', { a: null, b: '' }],
    ['{"say \\"{{vars.count}}\\"": [{{#each vars.order.items}}{{.}}{{/each}}]}', { 'say "2"': ['tea'] }],
  ])('JSON: %s', (template, parsed) => expect(JSON.parse(render(template, scope, { place: 'json' }))).toEqual(parsed));

  test('URL parts are percent-encoded, the author’s own text is not', () =>
    expect(render('https://a.example/x/{{vars.path}}?q={{vars.name}}&n={{{vars.count}}}', scope, { place: 'url' })).toBe(
      'https://a.example/x/a%2Fb%3Fc%26d%3D%C3%A9?q=Ada%20%22A%22%20%3Cb%3E%0A%5C&n=2',
    ));

  test('P-35 a value cannot climb out of the path of a URL', () => {
    expect(() => render('https://a.example/x/{{vars.dots}}/y', scope, { place: 'url' })).toThrow('only dots');
    expect(() => render('https://a.example/x/.{{vars.one}}./y', { vars: {} }, { place: 'url' })).toThrow('only dots');
    expect(render('https://a.example/x?q={{vars.dots}}', scope, { place: 'url' })).toBe('https://a.example/x?q=..');
  });

  test('a lone surrogate does not break a URL or a JSON body', () => {
    expect(render('{{a}}', { a: '\ud800' }, { place: 'url' })).toBe('%EF%BF%BD');
    expect(JSON.parse(render('"{{a}}"', { a: '\ud800' }, { place: 'json' }))).toBe('\ufffd');
  });
});

describe('authored values', () => {
  test('R003-21 a lone {{…}} gives the value itself, in its type', () => {
    expect(renderValue('{{vars.order}}', scope)).toBe(order);
    expect(renderValue('{{vars.count}}', scope)).toBe(2);
    expect(renderValue('{{eq vars.count 2}}', scope)).toBe(true);
    expect(renderValue('{{vars.missing}}', scope)).toBeNull();
    expect(renderValue(' {{vars.count}}', scope)).toBe(' 2');
  });

  test('objects and lists are filled in at every depth, keys are not', () =>
    expect(renderValue({ a: ['{{vars.count}}', { b: 'n={{vars.count}}' }], '{{vars.count}}': true, c: null }, scope)).toEqual({
      a: [2, { b: 'n=2' }],
      '{{vars.count}}': true,
      c: null,
    }));

  test('a literal is taken as it stands', () => {
    expect(renderValue({ a: { literal: '{{vars.count}}' } }, scope)).toEqual({ a: '{{vars.count}}' });
    expect(renderValue({ literal: '=1', more: 1 }, scope)).toEqual({ literal: '=1', more: 1 });
  });

  test('P-17 what the sandbox answers for an expression is put in as it is', () => {
    const authored = { a: '=vars.count + 1', b: ['={{vars.count}}', '='], c: { literal: '=1' } };
    expect(expressionsIn(authored)).toEqual([
      { path: 'a', code: 'vars.count + 1' },
      { path: 'b[0]', code: '{{vars.count}}' },
    ]);
    expect(renderValue(authored, scope)).toEqual({ ...authored, c: '=1' });
    const results = new Map([['a', '{{userInput}}']]);
    expect(renderValue(authored, scope, { results })).toEqual({ a: '{{userInput}}', b: authored.b, c: '=1' });
    expect(expressionsIn('=1')).toEqual([{ path: '', code: '1' }]);
    expect(renderValue('=1', scope, { results: new Map([['', null]]) })).toBeNull();
  });
});
