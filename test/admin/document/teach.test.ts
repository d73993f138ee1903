import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../admin/document/path.ts';
import { lessonOf, pupilsOf, taught } from '../../../admin/document/teach.ts';
import type { Value } from '../../../shared/value.ts';

const document: Value = {
  stages: [
    { name: 'start', actions: [{ name: 'track', examples: ['where is it'] }, { name: 'help' }] },
    { name: 'other', actions: [{ name: 'else' }] },
  ],
  globalActions: [{ name: 'hours', examples: [''] }, { name: 'help' }],
};
const track = ['stages', 0, 'actions', 0];

describe('teaching an action', () => {
  test('a stage offers its own actions, then the global ones that none of them replaces', () => {
    expect(pupilsOf(document, 'start')).toEqual([
      { name: 'track', path: track },
      { name: 'help', path: ['stages', 0, 'actions', 1] },
      { name: 'hours', path: ['globalActions', 0] },
    ]);
    expect(pupilsOf(document, 'gone').map(({ name }) => name)).toEqual(['hours', 'help']);
    expect(pupilsOf('no document', 'start')).toEqual([]);
  });

  test('adds a text once, and fills the empty line of a new action', () => {
    const once = taught(document, track, { lesson: 'examples', text: ' parcel? ' });
    expect(valueAt(once, [...track, 'examples'])).toEqual(['where is it', 'parcel?']);
    expect(taught(once, track, { lesson: 'examples', text: 'PARCEL?' })).toBe(once);
    expect(valueAt(taught(document, ['globalActions', 0], { lesson: 'examples', text: 'open?' }), ['globalActions', 0, 'examples'])).toEqual([
      'open?',
    ]);
    expect(taught(document, ['globalActions', 7], { lesson: 'examples', text: 'open?' })).toBe(document);
  });

  test('a text is never example and counter-example of one action', () => {
    const against = taught(document, track, { lesson: 'counterExamples', text: 'Where is it' });
    expect(valueAt(against, track)).toEqual({ name: 'track', examples: [], counterExamples: ['Where is it'] });
    expect(lessonOf(against, track, 'where is it')).toBe('counterExamples');
    expect(lessonOf(document, track, 'where is it')).toBe('examples');
    expect(lessonOf(document, track, 'something else')).toBeNull();
  });
});
