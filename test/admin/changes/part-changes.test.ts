import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markedTexts } from '../../../admin/changes/marked-text.ts';
import { type PartChanges, partChanges } from '../../../admin/changes/part-changes.ts';
import { words } from '../../../admin/changes/place-words.ts';
import { outline } from '../../../admin/document/outline.ts';
import { type Path, valueAt, withValue } from '../../../admin/document/path.ts';
import { asList } from '../../../admin/document/read.ts';
import type { Value } from '../../../shared/value.ts';
import { sampleProject } from '../sample-project.ts';

const effects: Path = ['stages', 0, 'actions', 0, 'effects'];
const list = (path: Path): Value[] => asList(valueAt(sampleProject, path));
const changed = (path: Path, value: Value | undefined): PartChanges[] => partChanges(sampleProject, withValue(sampleProject, path, value));
const only = (parts: PartChanges[]) => {
  expect(parts).toHaveLength(1);
  const [part] = parts;
  return { part: part?.part, changes: (part?.changes ?? []).map(({ where, change: { way: _, ...what } }) => ({ where, ...what })) };
};

describe('what changes, part by part', () => {
  test('a changed field inside an effect is shown as that field, under the words of the page', () => {
    expect(only(changed(['globalActions', 0, 'effects', 0, 'responses', 0], 'Always open.'))).toEqual({
      part: `${words.globalActions} › opening_hours`,
      changes: [
        { where: expect.stringMatching(/^1\. .+ › Texts$/), kind: 'changed', before: 'We are open from 9 to 18 on weekdays.', after: 'Always open.' },
      ],
    });
    expect(only(changed(['persona'], 'Kind.'))).toMatchObject({ part: 'Persona', changes: [{ where: '', kind: 'changed', after: 'Kind.' }] });
    expect(only(changed([...effects, 1, 'saveAs'], 'found'))).toMatchObject({
      changes: [{ where: expect.stringContaining('› Keep the result in') }],
    });
  });

  test('an effect that is put before others leaves them as they are; one taken away or moved is one change', () => {
    const all = list(effects);
    const fresh: Value = { type: 'end_conversation', reason: 'done' };
    expect(only(changed(effects, [fresh, ...all])).changes).toEqual([
      { where: expect.stringMatching(/^1\. /), kind: 'added', lines: [{ label: 'Reason', text: 'done' }] },
    ]);
    expect(only(changed(effects, all.slice(1))).changes).toEqual([
      {
        where: expect.stringMatching(/^1\. /),
        kind: 'removed',
        lines: expect.arrayContaining([{ label: 'Texts', text: 'Your order {{params.orderNumber}} is {{vars.status}}.' }]),
      },
    ]);
    expect(only(changed(effects, [...all.slice(1), ...all.slice(0, 1)])).changes).toMatchObject([{ kind: 'moved', from: 1, to: 3 }]);
  });

  test('an action that moves and changes is followed by its name, and those it passes are left alone', () => {
    const action = (name: string, condition: string): Value => ({ name, condition });
    const before = { globalActions: [action('a', '1'), action('b', '2'), action('c', '3')] };
    const after = { globalActions: [action('b', '2'), action('c', '3'), action('a', '4')] };
    expect(partChanges(before, after)).toMatchObject([
      { part: words.globalActions, changes: [{ where: 'a', change: { kind: 'moved', from: 1, to: 3 } }] },
      { part: `${words.globalActions} › a`, changes: [{ where: 'Condition', change: { kind: 'changed', before: '1', after: '4' } }] },
    ]);
  });

  test('texts of a list come and go one by one, and one that was reworded is shown beside what it was', () => {
    const [one, two, three] = list(['stages', 0, 'actions', 0, 'examples']);
    const next = changed(['stages', 0, 'actions', 0, 'examples'], [one ?? null, 'has my parcel 12345 arrived?', 'where is it', three ?? null]);
    expect(only(next).changes).toEqual([
      { where: 'Examples', kind: 'changed', before: two, after: 'has my parcel 12345 arrived?' },
      { where: 'Examples', kind: 'added', lines: [{ label: '', text: 'where is it' }] },
    ]);
  });

  test('names that an author chose stay as they are: parameters of a call, constants', () => {
    expect(only(changed([...effects, 1, 'parameters', 'orderNumber'], '=params.number'))).toMatchObject({
      changes: [{ where: expect.stringMatching(/› Parameters › orderNumber$/) }],
    });
    expect(only(changed(['constants'], { freeFrom: 50 })).changes).toEqual([
      { where: '', kind: 'added', lines: [{ label: 'freeFrom', text: '50' }] },
    ]);
  });

  test('a part that is new as a whole is shown as its fields', () => {
    const fresh: Value = { name: 'greet', examples: ['hello'], effects: [{ type: 'go_to_stage', stage: 'returns' }] };
    expect(only(changed(['globalActions', 1], fresh))).toEqual({
      part: words.globalActions,
      changes: [
        {
          where: 'greet',
          kind: 'added',
          lines: [
            { label: 'Name', text: 'greet' },
            { label: 'Examples', text: 'hello' },
            { label: expect.stringMatching(/^1\. .+ › Stage$/), text: 'returns' },
          ],
        },
      ],
    });
  });

  test('nothing is listed where both say the same, and order of keys is no change', () => {
    expect(partChanges(sampleProject, structuredClone(sampleProject))).toEqual([]);
    expect(partChanges({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  test('each word for a key is one that the page uses', () => {
    const folder = new URL('../../../admin/view/', import.meta.url);
    const page = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const headings = outline(sampleProject)
      .flatMap(({ label, rows }) => [label, ...rows.map((row) => row.label)])
      .join('\n');
    const own = new Set(['defaultModel', 'defaultClassifier']);
    const unknown = Object.entries(words).filter(([key, word]) => !own.has(key) && !page.includes(word) && !headings.includes(word));
    expect(unknown).toEqual([]);
  });
});

describe('two texts', () => {
  const long = 'You are kind and patient. '.repeat(20);

  test('a difference after character 160 is in sight, and what both begin with is cut to what stands before it', () => {
    const { before, after } = markedTexts(`${long}You may promise refunds.`, `${long}You must never promise refunds.`);
    expect(before.filter(({ isChanged }) => isChanged)).toEqual([{ text: 'may', isChanged: true }]);
    expect(after.filter(({ isChanged }) => isChanged)).toEqual([{ text: 'must never', isChanged: true }]);
    expect(after[0]?.text).toMatch(/^… .{10,60}You $/s);
    expect(after.at(-1)).toEqual({ text: ' promise refunds.', isChanged: false });
  });

  test('a long stretch between two changes is cut in its middle, on both sides alike', () => {
    const { before, after } = markedTexts(`One. ${long}Two.`, `Uno. ${long}Due.`);
    expect(after.map(({ isChanged }) => isChanged)).toEqual([true, false, true, false]);
    expect(after[1]?.text).toMatch(/^\. You.*….*patient\. $/s);
    expect(after[1]?.text.length).toBeLessThan(110);
    expect(before[1]).toEqual(after[1]);
  });

  test('texts without anything in common are changed as a whole, not in crumbs', () => {
    const { before, after } = markedTexts('where is my order', 'please open a window');
    expect([before, after]).toEqual([[{ text: 'where is my order', isChanged: true }], [{ text: 'please open a window', isChanged: true }]]);
  });

  test('put together, what is not cut says all of either text', () => {
    const texts = ['', 'a', 'a b', 'b a', 'Order 12, please.', 'Order 13 please!', 'naïve café', '日本語のテキスト'];
    for (const left of texts) {
      for (const right of texts) {
        const { before, after } = markedTexts(left, right);
        expect([before, after].map((side) => side.map(({ text }) => text).join(''))).toEqual([left, right]);
      }
    }
  });

  test('two very long texts are still compared, by their common beginning and end', () => {
    const words = (start: number): string => Array.from({ length: 20_000 }, (_, index) => `w${start + index * 7}`).join(' ');
    const { after } = markedTexts(`Start ${words(1)} end`, `Start ${words(2)} end`);
    expect(after.map(({ isChanged }) => isChanged)).toEqual([false, true, false]);
  });
});
