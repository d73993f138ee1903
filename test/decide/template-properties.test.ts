import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTemplate, render, renderValue } from '../../runtime/decide/template/template.ts';
import { Problem } from '../../shared/problem.ts';
import type { Value } from '../../shared/value.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('{{', '}}', '{', '}', '#', 'if ', 'secret', '\\', '"', 'json ', ' ') }),
);
const anyValue = fc.jsonValue().map((it) => it as Value); // fc's JSON values are what Value names

describe('P-17 values are data', () => {
  test('any text comes out byte for byte', () =>
    fc.assert(
      fc.property(anyText, (x) => {
        expect(render('{{x}}', { x, secret: 's3cret' })).toBe(x);
      }),
    ));

  test('what a user writes is never evaluated, wherever it is put', () =>
    fc.assert(
      fc.property(anyText, (x) => {
        const scope = { x, list: [x], secret: 's3cret' };
        const template = 'a{{x}}b{{#each list}}{{this}}{{/each}}c{{#with x}}{{.}}{{else}}{{x}}{{/with}}{{join list}}{{default x ""}}';
        expect(render(template, scope)).toBe(`a${x}b${x}c${x}${x}${x}`);
      }),
    ));

  test('any value comes through a lone {{x}} unchanged', () =>
    fc.assert(
      fc.property(anyValue, (x) => {
        expect(renderValue('{{x}}', { x })).toEqual(x);
      }),
    ));
});

test('P-18 whatever the values are, a JSON body stays JSON of the author’s shape', () =>
  fc.assert(
    fc.property(anyValue, anyText, (x, y) => {
      const body = JSON.parse(render('{"x": {{x}}, "y": "<{{y}}>", "z": [{{x}},"{{x}}{{y}}"] }', { x, y }, { place: 'json' }));
      expect(Object.keys(body)).toEqual(['x', 'y', 'z']);
      expect(body.x).toEqual(JSON.parse(JSON.stringify(x)));
      expect(body.y).toBe(`<${y.toWellFormed()}>`);
      expect(body.z).toHaveLength(2);
    }),
  ));

test('P-18 whatever the values are, a URL keeps its host and the number of its parts', () =>
  fc.assert(
    fc.property(anyText, (x) => {
      fc.pre(!/^\.{0,2}$/.test(x));
      const url = new URL(render('https://a.example/one/{{x}}/two?q={{x}}#{{x}}', { x }, { place: 'url' }));
      expect(url.host).toBe('a.example');
      expect(url.pathname.split('/')).toHaveLength(4);
      expect(decodeURIComponent(url.pathname.split('/')[2] ?? '')).toBe(x.toWellFormed());
      expect([...url.searchParams]).toEqual([['q', x.toWellFormed()]]);
    }),
  ));

test('whatever is written as a template, it parses or says why not; nothing else happens', () =>
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          '{{',
          '}}',
          '{',
          '}',
          '#',
          'if ',
          'each ',
          'a',
          '.',
          '/',
          '~',
          '(',
          ')',
          '[',
          ']',
          'else',
          '|',
          ' as ',
          '@',
          '"',
          '\n',
          '!',
          '--',
          '\\',
          '../',
          '^',
        ),
      }),
      (source) => {
        const template = parseTemplate(source);
        if (template.kind === 'fault') expect(template.message).not.toBe('');
        else expect(typeof render(template, { a: [1, { a: 'x' }] })).toBe('string');
      },
    ),
    { numRuns: 2_000 },
  ));

describe('P-20 a rendering has a budget', () => {
  const list = Array.from({ length: 3_000 }, (_, index) => index);
  const codeOf = (run: () => unknown): string => {
    try {
      run();
      return 'none';
    } catch (thrown) {
      return thrown instanceof Problem ? `${thrown.code}: ${thrown.message}` : String(thrown);
    }
  };

  test.each([
    ['each in each', '{{#each list}}{{#each @root.list}}{{/each}}{{/each}}'],
    ['each in each that writes', '{{#each list}}{{#each @root.list}}{{this}}{{/each}}{{/each}}'],
    ['joins in each', '{{#each list}}{{#if (join @root.list)}}{{/if}}{{/each}}'],
    ['comparisons in each', '{{#each list}}{{#if (eq @root.list @root.copy)}}{{/if}}{{/each}}'],
    ['searches in each', '{{#each list}}{{#if (contains @root.list "x")}}{{/if}}{{/each}}'],
    ['looks in each', '{{#each list}}{{#if (hasItems @root.list)}}{{/if}}{{/each}}'],
    ['JSON in each', '{{#each list}}{{#if (json @root.list)}}{{/if}}{{/each}}'],
  ])('%s over 3,000 items ends in a problem', (_, template) => {
    expect(codeOf(() => render(template, { list, copy: [...list] }))).toMatch(/^template\.failed: .*(steps|characters)/);
  });

  test('a value that is nested without end', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    for (const template of ['{{x}}', '{{#if (eq x x)}}{{/if}}', '{{join x}}', '{{#if (contains x 1)}}{{/if}}']) {
      expect(codeOf(() => render(template, { x: deep }))).toMatch(/^template\.failed: .*nested/);
    }
  });

  test('what is written is limited', () => {
    const limits = { steps: 1_000, characters: 10 };
    expect(codeOf(() => render('{{x}}{{x}}', { x: '123456' }, { limits }))).toContain('more than 10 characters');
    expect(render('{{x}}{{x}}', { x: '12345' }, { limits })).toBe('1234512345');
  });

  test('steps never exceed the limit, whatever the nesting', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 12 }), (depth, length) => {
        const steps = 2_000;
        const items = Array.from({ length }, () => 1);
        const template = `${'{{#each @root.items}}'.repeat(depth)}.${'{{/each}}'.repeat(depth)}`;
        const expected = length ** depth;
        const outcome = codeOf(() => expect(render(template, { items }, { limits: { steps, characters: 1_000_000 } })).toHaveLength(expected));
        expect(outcome === 'none' || outcome.includes('2000 steps')).toBe(true);
        if (expected > steps) expect(outcome).toContain('2000 steps');
      }),
    ));
});

describe('G-25 only own properties are reached', () => {
  test.each(['__proto__', 'prototype', 'constructor'])('%s cannot be named', (name) => {
    expect(parseTemplate(`{{a.${name}}}`).kind).toBe('fault');
    expect(parseTemplate(`{{a.[${name}]}}`).kind).toBe('fault');
    expect(render(`{{get a "${name}" "none"}}`, { a: JSON.parse(`{"${name}": "own"}`) })).toBe('none');
  });

  test.each(['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'map', 'at'])('%s is nothing', (name) => {
    expect(render(`[{{${name}}}{{a.${name}}}{{l.${name}}}{{t.${name}}}{{get a "${name}"}}{{get l "${name}"}}]`, { a: {}, l: [1], t: 'x' })).toBe(
      '[]',
    );
  });
});
