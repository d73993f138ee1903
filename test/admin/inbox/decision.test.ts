import { describe, expect, test } from 'vitest';
import { asTyped, besideWords, decisionOf, noWishes } from '../../../admin/inbox/decision.ts';
import { inboxKey } from '../../../admin/inbox/keys.ts';
import type { Checkpoint } from '../../../shared/checkpoint.ts';

const checkpoint: Checkpoint = {
  id: 'c1',
  run: 'r1',
  sequence: 'Apology',
  mode: 'approve_before_continuing',
  step: 1,
  stepId: 's1',
  steps: 2,
  base: { version: 1, message: '', turns: 1, stage: 'Main' },
  items: [
    { id: 'i1', kind: 'variable', stage: 'Main', name: 'amount', before: 3, after: 5 },
    { id: 'i2', kind: 'message', text: 'We are sorry.' },
    { id: 'i3', kind: 'call', tool: 'refund', arguments: { order: 7 } },
  ],
  isSuspended: false,
  conflicts: [],
  status: 'pending',
  madeAt: 1,
};

describe('what an operator decides about a checkpoint', () => {
  test('an approval without a change says nothing else, so that what was seen is what is applied', () => {
    expect(decisionOf(checkpoint, 'approve', noWishes)).toEqual({ ok: true, decision: { how: 'approve' } });
    const same = { left: new Set<string>(), typed: { i1: '5', i2: 'We are sorry.', i3: asTyped({ order: 7 }) } };
    expect(decisionOf(checkpoint, 'approve', same)).toEqual({ ok: true, decision: { how: 'approve' } });
  });

  test('values that were edited go along, words as words and everything else as JSON', () => {
    const typed = { i1: '9', i2: '12', i3: '{"order": 8}' };
    expect(decisionOf(checkpoint, 'approve', { left: new Set(), typed })).toEqual({
      ok: true,
      decision: { how: 'approve', edits: { i1: 9, i2: '12', i3: { order: 8 } } },
    });
  });

  test('a part is named by its items; an edit of what is left out is no edit', () => {
    expect(decisionOf(checkpoint, 'approve', { left: new Set(['i3']), typed: { i3: '{"order": 9}' } })).toEqual({
      ok: true,
      decision: { how: 'approve', items: ['i1', 'i2'] },
    });
  });

  test('an edit that is no JSON decides nothing and names its item', () => {
    expect(decisionOf(checkpoint, 'approve', { left: new Set(), typed: { i3: '{order' } })).toEqual({ ok: false, item: 'i3' });
  });

  test('a rejection carries no edits', () => {
    expect(decisionOf(checkpoint, 'reject_and_stop', { left: new Set(['i1']), typed: { i1: '{' } })).toEqual({
      ok: true,
      decision: { how: 'reject_and_stop' },
    });
  });
});

test('what words show beside them is said in a few words', () => {
  const words = { id: 'i1', kind: 'message' as const, text: 'Which one?' };
  const image = { url: 'https://shop.example/mug.png', alt: 'A mug' };
  expect(besideWords(words)).toBe('');
  expect(besideWords({ ...words, buttons: [{ label: 'Yes' }] })).toBe('with the button Yes');
  expect(besideWords({ ...words, buttons: [{ label: 'Yes' }, { label: 'No' }], images: [image] })).toBe('with buttons Yes, No; 1 image');
  expect(besideWords({ ...words, cards: [{ title: 'A mug' }, { title: 'A cup' }] })).toBe('with 2 cards: A mug, A cup');
  const fields = [{ name: 'email', label: 'email', type: 'email' as const, required: true }];
  expect(besideWords({ ...words, form: { command: 'Send', fields } })).toBe('with a form for email');
  expect(besideWords({ id: 'i2', kind: 'note', text: 'Look.' })).toBe('');
});

describe('the keys of the inbox', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    inboxKey({ key, ctrlKey: false, metaKey: false, altKey: false, target: null, ...more });

  test('each key does its one thing, and nothing together with Ctrl, Alt or Command', () => {
    expect(['j', 'k', 't', 'r', 'h', 'a', 'x', '/', 'q'].map((key) => press(key))).toEqual([
      'next',
      'previous',
      'take',
      'reply',
      'hand_back',
      'approve',
      'reject',
      'search',
      null,
    ]);
    expect(press('a', { ctrlKey: true })).toBeNull();
    expect(press('t', { metaKey: true })).toBeNull();
    expect(press('x', { altKey: true })).toBeNull();
  });
});
