import { describe, expect, test } from 'vitest';
import { parseTemplate, readPaths, render, type TemplateFault } from '../../runtime/decide/template/template.ts';

const scope = {
  vars: {
    orders: [
      { id: 'A-1', lines: ['tea', 'milk'] },
      { id: 'B-2', lines: [] },
    ],
    address: { city: 'Oslo', zip: '0150' },
    count: 3,
    zero: 0,
    empty: '',
    none: [],
    nothing: null,
    day: '2026-03-01',
    isOpen: true,
  },
  userInput: 'where is it?',
  stage: 'orders',
};
const shown = (template: string): string => render(template, scope);

describe('what is written', () => {
  test.each([
    ['plain text with { braces } and }}', 'plain text with { braces } and }}'],
    ['', ''],
    ['{{userInput}} / {{vars.address.city}}', 'where is it? / Oslo'],
    ['{{{userInput}}}{{&userInput}}', 'where is it?where is it?'],
    ['[{{vars.missing}}{{vars.a.b.c}}{{vars.nothing}}{{nowhere}}]', '[]'],
    ['{{vars.count}} {{vars.zero}} {{vars.isOpen}}', '3 0 true'],
    ['{{vars.address}} {{vars.none}}', '{"city":"Oslo","zip":"0150"} []'],
    ['{{vars.orders.[1].id}} {{vars.orders.1.id}} {{vars.orders.length}}', 'B-2 B-2 2'],
    ['\\{{userInput}} stays', '{{userInput}} stays'],
    ['a{{! hidden }}b{{!-- hidden }} too --}}c', 'abc'],
    ['a   {{~userInput~}}   b', 'awhere is it?b'],
    ['one\n{{#if vars.count}}\ntwo\n{{/if}}\nthree', 'one\ntwo\nthree'],
  ])('%j gives %j', (template, text) => expect(shown(template)).toBe(text));
});

describe('blocks', () => {
  test.each([
    ['{{#if vars.count}}y{{else}}n{{/if}}', 'y'],
    ['{{#if vars.zero}}y{{else}}n{{/if}}', 'n'],
    ['{{#if vars.none}}y{{else if vars.empty}}e{{else if vars.isOpen}}o{{else}}n{{/if}}', 'o'],
    ['{{#unless vars.empty}}y{{else}}n{{/unless}}', 'y'],
    ['{{^if vars.empty}}y{{/if}}', 'y'],
    ['{{#each vars.orders}}{{@index}}{{@key}}{{@first}}{{@last}}:{{id}};{{/each}}', '00truefalse:A-1;11falsetrue:B-2;'],
    ['{{#each vars.address}}{{@index}} {{@key}}={{this}};{{/each}}', '0 city=Oslo;1 zip=0150;'],
    ['{{#each vars.none}}x{{else}}none, {{userInput}}{{/each}}', 'none, where is it?'],
    [
      '{{#each vars.orders}}{{#each lines}}{{../id}}.{{@../index}}.{{@index}}.{{.}} {{else}}{{id}} empty{{/each}}{{/each}}',
      'A-1.0.0.tea A-1.0.1.milk B-2 empty',
    ],
    ['{{#each vars.orders}}{{#if lines}}{{../stage}}{{@root.stage}}{{/if}}{{/each}}', 'ordersorders'],
    ['{{#each vars.orders as |order number|}}{{#each order.lines as |line|}}{{number}}{{order.id}}{{line}} {{/each}}{{/each}}', '0A-1tea 0A-1milk '],
    ['{{#with vars.address as |home|}}{{city}}{{home.zip}}{{../stage}}{{this.city}}{{./city}}{{/with}}', 'Oslo0150ordersOsloOslo'],
    ['{{#with vars.missing}}x{{else}}n{{/with}}', 'n'],
    ['{{#each vars.orders as |stage|}}{{stage.id}}{{./stage}}{{@root.stage}} {{/each}}', 'A-1orders B-2orders '],
  ])('%j gives %j', (template, text) => expect(shown(template)).toBe(text));
});

describe('helpers', () => {
  test.each([
    ['(get vars.address "zip")', '0150'],
    ['(get vars.orders 1)', '{"id":"B-2","lines":[]}'],
    ['(get vars "missing" "x")', 'x'],
    ['(get vars "constructor" "x")', 'x'],
    ['(exists vars.empty)', 'true'],
    ['(exists vars.nothing)', 'false'],
    ['(hasItems vars.orders)', 'true'],
    ['(hasItems vars.none)', 'false'],
    ['(join (get vars.orders.[0] "lines"))', 'tea, milk'],
    ['(join vars.orders.[0].lines " + ")', 'tea + milk'],
    ['(contains vars.orders.[0].lines "tea")', 'true'],
    ['(contains userInput "where")', 'true'],
    ['(contains vars.address "city")', 'true'],
    ['(contains vars.address "constructor")', 'false'],
    ['(contains vars.count "3")', 'false'],
    ['(default vars.empty "there")', 'there'],
    ['(default vars.zero "there")', '0'],
    ['(json vars.address)', '{"city":"Oslo","zip":"0150"}'],
    ['(json vars.missing)', 'null'],
    ['(eq stage "orders")', 'true'],
    ['(eq vars.count "3")', 'false'],
    ['(eq vars.missing null)', 'true'],
    ['(ne vars.count 3)', 'false'],
    ['(gt vars.count 2)', 'true'],
    ['(gt vars.count "2.5")', 'true'],
    ['(gte vars.count 3)', 'true'],
    ['(lt vars.day "2026-10-01")', 'true'],
    ['(lt vars.day vars.day)', 'false'],
    ['(lte vars.count 2)', 'false'],
    ['(lt userInput 5)', 'false'],
    ['(gt vars.missing 0)', 'false'],
    ['(and vars.count stage)', 'orders'],
    ['(and vars.zero stage)', '0'],
    ['(or vars.empty vars.none stage)', 'orders'],
    ['(or vars.empty vars.zero)', '0'],
    ['(not vars.none)', 'true'],
  ])('%s gives %j', (call, text) => {
    expect(shown(`{{${call}}}`)).toBe(text);
    expect(shown(`{{${call.slice(1, -1)}}}`)).toBe(text);
  });

  test('calls stand in conditions and in each other', () => {
    expect(shown('{{#if (and (gt vars.count 1) (not (eq stage "shop")))}}y{{/if}}')).toBe('y');
    expect(shown('{{#each (get vars.orders.[0] "lines")}}{{.}};{{/each}}')).toBe('tea;milk;');
  });

  test('a helper name without arguments is a name like any other', () => {
    expect(render('{{default}}{{#each list}}{{not}}{{/each}}', { default: 'a', list: [{ not: 'b' }] })).toBe('ab');
  });
});

describe('what does not parse is told with its place', () => {
  test.each([
    ['{{', 3, 'it ends inside'],
    ['{{a', 3, 'not expected'],
    ['{{a}', 4, 'not expected'],
    ['{{}}', 3, 'missing before }}'],
    ['{"a": {{a}}}', 10, 'put a space between }} and the }'],
    ['{{#if a}}b', 11, 'not closed'],
    ['{{/if}}', 1, 'not open'],
    ['{{else}}', 1, 'outside of a block'],
    ['{{#if a}}{{/each}}', 4, 'match'],
    ['{{#if}}{{/if}}', 1, 'takes one value'],
    ['{{#if a b}}{{/if}}', 1, 'takes one value'],
    ['{{#list a}}{{/list}}', 1, 'no block "list"'],
    ['{{lookup a b}}', 1, 'no helper "lookup"'],
    ['{{eq a}}', 1, 'eq takes 2 arguments, not 1'],
    ['{{#if (join)}}{{/if}}', 7, 'join takes 1 to 2 arguments, not 0'],
    ['{{a b=1}}', 1, 'named arguments'],
    ['{{> part}}', 1, 'partials'],
    ['{{#> part}}{{/part}}', 1, 'partials'],
    ['{{* it}}', 1, 'decorators'],
    ['{{#*inline "x"}}{{/inline}}', 1, 'decorators'],
    ['{{{{raw}}}} {{{{/raw}}}}', 1, 'no block "raw"'],
    ['{{"text"}}', 1, 'needs no braces'],
    ['{{items.0}}', 9, 'items.[0]'],
    ['{{@index}}', 3, 'outside of #each'],
    ['{{#each a}}{{@../index}}{{/each}}', 14, 'outside of #each'],
    ['{{@secret}}', 3, 'no "@secret"'],
    ['{{../a}}', 3, 'leads out'],
    ['{{#if a}}{{../a}}{{/if}}', 12, 'leads out'],
    ['{{(get a "b").c}}', 3, 'cannot start with a call'],
    ['{{#if a as |b|}}{{/if}}', 1, 'names nothing'],
    ['{{a.__proto__}}', 3, 'cannot be read'],
    ['{{constructor}}', 3, 'cannot be read'],
  ])('%s', (source, column, says) => {
    const fault = parseTemplate(source) as TemplateFault;
    expect(fault).toMatchObject({ kind: 'fault', line: 1, column });
    expect(fault.message).toContain(says);
    expect(() => render(source, {})).toThrow(says);
  });

  test('the line is counted', () => expect(parseTemplate('a\nb\n  {{#if x}}\n{{/each}}')).toMatchObject({ line: 3, column: 6 }));

  test.each([
    ['blocks', '{{#if a}}'.repeat(5_000) + '{{/if}}'.repeat(5_000)],
    ['else chains', `{{#if a}}${'{{else if b}}'.repeat(1_500)}{{/if}}`],
    ['calls', `{{${'not ('.repeat(2_500)}a${')'.repeat(2_500)}}}`],
    ['text', 'x{{a}}'.repeat(20_000)],
  ])('G-32 too much of %s is refused before it is parsed', (_, source) => expect(parseTemplate(source)).toMatchObject({ kind: 'fault' }));

  test('the limits are those that docs/templates.md states', () => {
    const nested = (depth: number): string => parseTemplate('{{#if a}}'.repeat(depth) + '{{/if}}'.repeat(depth)).kind;
    const long = (length: number): string => parseTemplate('{{a}}'.padEnd(length, 'x')).kind;
    const many = (blocks: number): string => parseTemplate('{{#if a}}{{/if}}'.repeat(blocks)).kind;
    expect([nested(40), nested(41), long(65_536), long(65_537), many(500), many(501)]).toEqual([
      'template',
      'fault',
      'template',
      'fault',
      'template',
      'fault',
    ]);
  });

  test('a text in braces that never close is looked at once', () => expect(parseTemplate('{{('.repeat(20_000))).toMatchObject({ kind: 'fault' }));
});

test('a template is parsed once', () => expect(parseTemplate('once {{a}}')).toBe(parseTemplate('once {{a}}')));

describe('the paths that a template reads', () => {
  test.each([
    ['none', []],
    ['{{vars.a}} {{vars.a}} {{userInput}}', ['vars.a', 'userInput']],
    ['{{#if (gt vars.n params.least)}}{{vars.x}}{{else}}{{vars.y}}{{/if}}', ['vars.n', 'params.least', 'vars.x', 'vars.y']],
    [
      '{{#each vars.list as |it|}}{{name}} {{it.id}} {{@index}} {{../stage}} {{@root.vars.b}}{{/each}}',
      ['vars.list', 'vars.list.*.name', 'vars.list.*.id', 'stage', 'vars.b'],
    ],
    ['{{#with results.tools.find_order}}{{status}}{{/with}}', ['results.tools.find_order', 'results.tools.find_order.status']],
    ['{{#each (get vars "list")}}{{name}}{{/each}}', ['vars']],
  ])('%s', (source, paths) => {
    const template = parseTemplate(source);
    if (template.kind === 'fault') throw new Error(template.message);
    expect(readPaths(template)).toEqual(paths);
  });
});
