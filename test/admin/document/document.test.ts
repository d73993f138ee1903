import { array, assert, constantFrom, json, oneof, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examplesFrom, freeName, inserted, moved, newAction, repeated } from '../../../admin/document/edit.ts';
import { jsonError } from '../../../admin/document/json-error.ts';
import { readJson } from '../../../admin/document/json-text.ts';
import { editorPath, outline } from '../../../admin/document/outline.ts';
import { parsePath, valueAt, withValue } from '../../../admin/document/path.ts';
import { hashOf, routeIn } from '../../../admin/route.ts';
import { pathText } from '../../../shared/finding.ts';
import { sampleProject } from '../sample-project.ts';

const examples = ['stages', 0, 'actions', 0, 'examples'] as const;

describe('a path', () => {
  test('reads back what a finding names', () => {
    const text = 'stages[2].actions[0].effects[1].tool';
    expect(parsePath(text)).toEqual(['stages', 2, 'actions', 0, 'effects', 1, 'tool']);
    expect(pathText(parsePath(text))).toBe(text);
  });

  test('leads to what stands there, or to nothing', () => {
    expect(valueAt(sampleProject, [...examples, 1])).toBe('has my parcel 12345 shipped?');
    expect(valueAt(sampleProject, ['stages', 9, 'actions'])).toBeUndefined();
    expect(valueAt(sampleProject, ['constructor'])).toBeUndefined();
  });

  test('sets and takes away without touching the document that others hold', () => {
    const before = JSON.stringify(sampleProject);
    const next = withValue(sampleProject, [...examples, 1], 'another');
    expect(valueAt(next, [...examples, 1])).toBe('another');
    expect(valueAt(withValue(next, [...examples, 0], undefined), examples)).toEqual(['another', 'track order 998']);
    expect(valueAt(withValue(next, ['persona'], undefined), ['persona'])).toBeUndefined();
    expect(JSON.stringify(sampleProject)).toBe(before);
  });

  test('shares what stands beside it', () => {
    const next = withValue(sampleProject, [...examples, 1], 'another');
    expect(valueAt(next, ['stages', 1])).toBe(valueAt(sampleProject, ['stages', 1]));
  });

  test('makes what is missing on the way, and no reserved key (G-25)', () => {
    expect(withValue({}, ['widget', 'buttons', 0, 'label'], 'x')).toEqual({ widget: { buttons: [{ label: 'x' }] } });
    expect(withValue({}, ['__proto__', 'polluted'], true)).toEqual({});
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('editing', () => {
  test('puts items in, moves them, and stops at the ends', () => {
    const list = { items: ['a', 'b', 'c'] };
    expect(inserted(list, ['items'], { index: 1, values: ['x', 'y'] })).toEqual({ items: ['a', 'x', 'y', 'b', 'c'] });
    expect(moved(list, ['items'], { from: 2, to: 0 })).toEqual({ items: ['c', 'a', 'b'] });
    expect(moved(list, ['items'], { from: 0, to: -1 })).toBe(list);
    expect(moved(list, ['items'], { from: 2, to: 3 })).toBe(list);
  });

  test('a new action has a name that is free', () => {
    expect(newAction([{ name: 'new_action' }, { name: 'new_action_2' }])).toMatchObject({ name: 'new_action_3' });
    expect(freeName([], 'x')).toBe('x');
  });

  test('pasted lines become examples, without bullets and empty lines', () => {
    expect(examplesFrom('- where is it\n\n* track it \r\nhello')).toEqual(['where is it', 'track it', 'hello']);
  });

  test('an example that stands twice is found, whatever its capitals', () => {
    expect([...repeated(['Hello', 'hello ', 'x', '', ''])]).toEqual(['hello']);
  });
});

describe('the outline', () => {
  test('has stages with their actions and hooks, sequences right below the actions (R000-15), and an entry for all that can be added', () => {
    const groups = outline(sampleProject);
    expect(groups.map(({ label }) => label)).toEqual([
      'Project',
      'Stages',
      'Global actions',
      'Sequences',
      'Tools',
      'Playbooks',
      'Prompt sequences',
      'Snippets',
      'Models',
      'Classifiers',
      'Transformers',
      'Content and look',
    ]);
    expect(groups[1]?.rows[0]?.rows.map(({ label, kind }) => [label, kind])).toEqual([
      ['order_status', 'action'],
      ['start_return', 'action'],
      ['On fallback', 'hook'],
    ]);
  });

  test('bears any draft', () => {
    for (const draft of [null, 'text', [], { stages: 'x' }, { stages: [null, 3] }]) expect(() => outline(draft)).not.toThrow();
  });

  test.each([
    ['stages[0].actions[1].effects[1].stage', 'stages[0].actions[1]'],
    ['stages[0].onFallback.effects[0]', 'stages[0].onFallback'],
    ['stages[0].prompt', 'stages[0]'],
    ['tools[0].code', 'tools[0]'],
    ['globalActions[2].condition', 'globalActions[2]'],
    ['onConversationStart.effects[0]', 'onConversationStart'],
    ['playbooks[1].sections[0].steps[2]', 'playbooks[1]'],
    ['widget.colours.accent', 'widget'],
    ['knowledge[3].answer', 'knowledge'],
    ['actionSequences[0].actions[1].tool', 'actionSequences[0]'],
    ['name', ''],
  ])('knows which editor holds %s', (place, editor) => {
    expect(pathText(editorPath(parsePath(place)))).toBe(editor);
  });
});

describe('an address', () => {
  test.each(['#/build/stages[0].actions[1]', '#/conversations/c_1', '#/versions', '#/build/'])('%s is the way back to itself', (hash) => {
    expect(hashOf(routeIn(hash))).toBe(hash);
  });

  test('that nobody made leads to the start', () => {
    expect(routeIn('#/nowhere/%E0%A4%A')).toEqual({ room: 'build', path: [] });
  });
});

describe('JSON as text', () => {
  test('an error has its line, column and reason', () => {
    const reading = readJson('{\n  "name": "shop",\n  "stages": [}\n}');
    expect(reading).toMatchObject({ ok: false, line: 3, column: 14 });
    expect(reading.ok ? '' : reading.reason).toMatch(/value is missing/);
  });

  test('a text that ends too early points to its end', () => {
    expect(readJson('{\n  "name": "shop"')).toMatchObject({ ok: false, line: 2 });
    expect(readJson('')).toMatchObject({ ok: false, line: 1 });
  });
});

describe('where a text stops being JSON', () => {
  test.each([
    ['{"a":1,}', 7, /comma/],
    ['[1 2]', 3, /comma/],
    ['{a:1}', 1, /key/],
    ['{"a" 1}', 5, /colon/],
    ['"open', 0, /quotes/],
    ['{"a":1} x', 8, /follow/],
    ['[1,', 3, /value/i],
    ['nul', 0, /value/i],
  ])('%s', (text, offset, reason) => {
    expect(jsonError(text)).toMatchObject({ offset, reason: expect.stringMatching(reason) });
  });

  test('it agrees with JSON.parse about every text', () => {
    const parses = (text: string): boolean => readJson(text).ok;
    const pieces = constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-0.5e3', 'true', ' ', '\n', '"', '01');
    assert(
      property(
        oneof(
          array(pieces, { maxLength: 12 }).map((list) => list.join('')),
          json(),
        ),
        (text) => {
          expect(jsonError(text) === null).toBe(parses(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
