import { array, assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Path, valueAt } from '../../../admin/document/path.ts';
import { pathAfterMove, relocated } from '../../../admin/reorder/relocate.ts';
import { sisterLists, spotBeside } from '../../../admin/reorder/sister-lists.ts';
import type { Value } from '../../../shared/value.ts';

const send = (text: string): Value => ({ type: 'SEND', text });
const fork = (...branches: Value[][]): Value => ({ type: 'IF_ELSE', branches: branches.map((steps) => ({ steps })), else: [send('else')] });
const document: Value = {
  stages: [
    { name: 'start', actions: [{ name: 'a' }, { name: 'b' }] },
    { name: 'end', actions: [] },
  ],
  globalActions: [{ name: 'g' }],
  tools: [{ name: 't' }, { name: 'u' }],
  playbooks: [
    {
      name: 'p',
      sections: [
        { name: 'One', steps: [send('1'), fork([send('2'), fork([send('3')])], []), send('4')] },
        { name: 'Two', steps: [] },
      ],
    },
  ],
};
const one: Path = ['playbooks', 0, 'sections', 0, 'steps'];
const branch = (index: number): Path => [...one, 1, 'branches', index, 'steps'];

describe('an item that moves', () => {
  test('goes into a branch that stands behind it, whose own place has moved up by then', () => {
    const moved = relocated(document, [...one, 0], { list: branch(1), index: 0 });
    expect(moved?.path).toEqual([...one, 0, 'branches', 1, 'steps', 0]);
    expect(valueAt(moved?.document, moved?.path ?? [])).toEqual(send('1'));
    expect(valueAt(moved?.document, [...one, 1])).toEqual(send('4'));
  });

  test('never goes into itself, to where it stands, or beyond a list', () => {
    expect(relocated(document, [...one, 1], { list: branch(0), index: 0 })).toBeNull();
    expect(relocated(document, [...one, 1], { list: one, index: 1 })).toBeNull();
    expect(relocated(document, [...one, 1], { list: one, index: 2 })).toBeNull();
    expect(relocated(document, [...one, 1], { list: one, index: 9 })).toBeNull();
    expect(relocated(document, ['tools', 7], { list: ['tools'], index: 0 })).toBeNull();
  });

  test('is lost nowhere and doubled nowhere, whatever is moved where; a path leads to the same value as before', () => {
    const lists = sisterLists(document, one).map(({ path }) => path);
    const items = lists.flatMap((list) => (valueAt(document, list) as Value[]).map((_, index) => [...list, index]));
    const texts = (value: Value): string[] => [...JSON.stringify(value).matchAll(/"text":"(\w+)"/g)].map(([, text = '']) => text).toSorted();
    assert(
      property(
        constantFrom(...items),
        constantFrom(...lists),
        integer({ min: 0, max: 3 }),
        array(constantFrom(...items)),
        (item, list, index, others) => {
          const moved = relocated(document, item, { list, index });
          if (!moved) return;
          expect(texts(moved.document)).toEqual(texts(document));
          expect(valueAt(moved.document, moved.path)).toEqual(valueAt(document, item));
          for (const other of others) {
            const value = valueAt(moved.document, pathAfterMove(other, item, moved.path)) as { type: string; text?: string };
            expect([value.type, value.text]).toEqual([
              (valueAt(document, other) as { type: string }).type,
              (valueAt(document, other) as { text?: string }).text,
            ]);
          }
        },
      ),
    );
  });
});

describe('the lists that exchange items', () => {
  test('are all steps of one playbook, and all actions; anything else stays in its list', () => {
    expect(sisterLists(document, one).map(({ name }) => name)).toEqual([
      'section One',
      'branch 1 of step 2',
      'branch 1 of step 2',
      'else of step 2',
      'branch 2 of step 2',
      'else of step 2',
      'section Two',
    ]);
    expect(sisterLists(document, ['globalActions']).map(({ name }) => name)).toEqual(['stage start', 'stage end', 'global actions']);
    const alone: Path[] = [['tools'], ['stages', 0, 'actions', 0, 'effects'], ['globalActions', 0, 'effects'], [...one, 0, 'inputs']];
    for (const list of alone) expect(sisterLists(document, list).map(({ path }) => path)).toEqual([list]);
    expect(spotBeside(document, ['tools', 0], 1)).toBeNull();
  });

  test('are walked in reading order; out of a branch one lands just before its IF/ELSE', () => {
    expect(spotBeside(document, [...one, 0], 1)).toEqual({ list: branch(0), index: 0 });
    expect(spotBeside(document, [...branch(0), 0], -1)).toEqual({ list: one, index: 1 });
    expect(spotBeside(document, [...one, 1], 1)).toEqual({ list: ['playbooks', 0, 'sections', 1, 'steps'], index: 0 });
    expect(spotBeside(document, [...one, 0], -1)).toBeNull();
    expect(spotBeside(document, ['stages', 0, 'actions', 1], 1)).toEqual({ list: ['stages', 1, 'actions'], index: 0 });
    expect(spotBeside(document, ['globalActions', 0], -1)).toEqual({ list: ['stages', 1, 'actions'], index: 0 });
  });
});
