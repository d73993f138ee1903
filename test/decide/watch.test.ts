import { describe, expect, test } from 'vitest';
import type { Offer } from '../../runtime/decide/offers.ts';
import { watching } from '../../runtime/decide/watch.ts';
import { action, type WatchMode } from '../../shared/project/action.ts';
import type { Values } from '../../shared/value.ts';

const fires = (mode: WatchMode, before: Values, after: Values): boolean => {
  const offer: Offer = { action: action.parse({ name: 'Watcher', watchedVariables: { city: mode } }), path: '', kind: 'action' };
  return watching([offer], before, after).length === 1;
};

describe('R003-12 and R003-13 which change of a watched variable triggers', () => {
  const set = [{}, { city: 'Rome' }] as const;
  const updated = [{ city: 'Rome' }, { city: 'Oslo' }] as const;
  const cleared = [{ city: 'Rome' }, {}] as const;
  const untouched = [{ city: 'Rome' }, { city: 'Rome' }] as const;
  const rows: [WatchMode, readonly [Values, Values], string, boolean][] = [
    ['new', set, 'set for the first time', true],
    ['new', updated, 'updated', false],
    ['changed', updated, 'updated', true],
    ['changed', set, 'set for the first time', false],
    ['removed', cleared, 'cleared', true],
    ['removed', updated, 'updated', false],
    ['any', set, 'set for the first time', true],
    ['any', updated, 'updated', true],
    ['any', cleared, 'cleared', true],
    ['any', untouched, 'written anew with the same value', false],
    ['new', untouched, 'left alone', false],
    ['removed', set, 'set for the first time', false],
  ];
  test.each(rows)('%s: %j is %s → %s', (mode, [before, after], _what, expected) => {
    expect(fires(mode, before, after)).toBe(expected);
  });
});

test('C-12 and P-12 any watches its own variable alone', () => {
  expect(fires('any', { other: 1 }, { other: 2 })).toBe(false);
});

test('a value that is null is a value: it is set', () => {
  expect(fires('new', {}, { city: null })).toBe(true);
});
