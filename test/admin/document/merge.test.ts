import { array, assert, constantFrom, property, record, string, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changed } from '../../../admin/document/changed.ts';
import { differences } from '../../../admin/document/differences.ts';
import { merge, withMine } from '../../../admin/document/merge.ts';
import { parsePath, withValue } from '../../../admin/document/path.ts';
import { placeText } from '../../../admin/document/place.ts';
import type { Value } from '../../../shared/value.ts';
import { sampleProject } from '../sample-project.ts';

const at = (document: Value, path: string, value: Value | undefined): Value => withValue(document, parsePath(path), value);
const words = constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const actions = uniqueArray(record({ name: words, examples: array(words, { maxLength: 3 }), condition: string({ maxLength: 2 }) }), {
  selector: ({ name }) => name,
  maxLength: 5,
});
const documents = record({ language: words, actions });

describe('what differs', () => {
  test('carries one document over to the other, whatever they hold', () => {
    assert(
      property(documents, documents, (left, right) => {
        expect(changed(left, differences(left, right))).toEqual(right);
      }),
    );
  });

  test('counts an edited list, a rename and a move as one change each', () => {
    const document: Value = { actions: [{ name: 'a', examples: ['x'] }, { name: 'b' }, { name: 'c' }] };
    const places = (next: Value): string[] => differences(document, next).map(({ place }) => placeText(place));
    expect(places(at(document, 'actions[0].examples', ['x', 'y']))).toEqual(['actions › a › examples']);
    expect(places(at(document, 'actions[0].name', 'z'))).toEqual(['actions › a › name']);
    expect(places({ actions: [{ name: 'b' }, { name: 'c' }, { name: 'a', examples: ['x'] }] })).toEqual(['actions › order']);
  });

  test('is nothing where only the order of keys differs', () => {
    expect(differences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });
});

describe('two people editing one draft', () => {
  test('changes at different places go together', () => {
    const mine = at(sampleProject, 'stages[0].actions[0].examples', ['mine']);
    const theirs = at(sampleProject, 'stages[0].actions[1].examples', ['theirs']);
    const { document, clashes } = merge(sampleProject, mine, theirs);
    expect(clashes).toEqual([]);
    expect(document).toEqual(at(theirs, 'stages[0].actions[0].examples', ['mine']));
  });

  test('an action that they put before mine does not move my change to another one', () => {
    const document: Value = { actions: [{ name: 'a', text: '1' }] };
    const { document: merged } = merge(document, { actions: [{ name: 'a', text: '2' }] }, { actions: [{ name: 'new' }, { name: 'a', text: '1' }] });
    expect(merged).toEqual({ actions: [{ name: 'new' }, { name: 'a', text: '2' }] });
  });

  test('an action that they renamed still gets what I changed in it', () => {
    const document = { actions: [{ name: 'a', text: '1' }] };
    const { document: merged, clashes } = merge(document, { actions: [{ name: 'a', text: '2' }] }, { actions: [{ name: 'z', text: '1' }] });
    expect([merged, clashes]).toEqual([{ actions: [{ name: 'z', text: '2' }] }, []]);
  });

  test('one place changed by both keeps both texts', () => {
    const { clashes } = merge(sampleProject, at(sampleProject, 'persona', 'mine'), at(sampleProject, 'persona', 'theirs'));
    expect(clashes).toEqual([{ place: ['persona'], mine: 'mine', theirs: 'theirs' }]);
  });

  test('an action that they removed while I changed it is not lost', () => {
    const document: Value = { actions: [{ name: 'a', text: '1' }, { name: 'b' }] };
    const { clashes } = merge(document, { actions: [{ name: 'a', text: '2' }, { name: 'b' }] }, { actions: [{ name: 'b' }] });
    expect(clashes).toEqual([{ place: ['actions', { called: 'a' }], mine: { name: 'a', text: '2' }, theirs: undefined }]);
  });

  test('the same change on both sides is no conflict, as after an answer that was lost on the way', () => {
    const mine = at(sampleProject, 'persona', 'same');
    expect(merge(sampleProject, mine, at(sampleProject, 'persona', 'same'))).toEqual({ document: mine, clashes: [] });
  });

  test('with nothing of mine theirs stands, and with nothing of theirs mine does', () => {
    assert(
      property(documents, documents, (base, other) => {
        expect(merge(base, base, other)).toEqual({ document: other, clashes: [] });
        expect(merge(base, other, base)).toEqual({ document: other, clashes: [] });
      }),
    );
  });

  test('every change of mine is in the merged text or in a clash', () => {
    assert(
      property(documents, documents, documents, (base, mine, theirs) => {
        const { document, clashes } = merge(base, mine, theirs);
        const chosen = withMine(document, clashes);
        const values = (value: Value): string[] => differences(base, value).map(({ after }) => JSON.stringify(after) ?? '');
        const found = JSON.stringify(chosen);
        for (const value of values(mine).filter((text) => text.startsWith('"'))) expect(found).toContain(value);
      }),
    );
  });
});
