import { expect, test } from 'vitest';
import { keepIn, remember, writeDown } from '../../widget/connection/keep.ts';
import { type Outgoing, start } from '../../widget/connection/state.ts';

function storage(limit = Number.POSITIVE_INFINITY): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => {
      if (entries.size >= limit && !entries.has(key)) throw new Error('QuotaExceededError');
      entries.set(key, text);
    },
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

const blocked = (): Storage => {
  throw new Error('SecurityError');
};

const item = (id: string, at = 1_000): Outgoing => ({ id, at, kind: 'message', text: `say ${id}`, stage: 'sending' });

test('what was not sent is there again after a reload, as waiting and in its order; what was stored is not', () => {
  const keep = keepIn(storage, 'shop');
  const shelf = storage();
  const same = keepIn(() => shelf, 'shop');
  const state = { ...start(), token: 't', conversation: 'c', outbox: [item('b', 2), item('a', 1)] };
  writeDown(same, start(), state);
  writeDown(same, state, { ...state, outbox: [item('b', 2), { ...item('a', 1), stage: 'sent' }] });
  expect(remember(same, 10)).toMatchObject({ token: 't', conversation: 'c', outbox: [{ id: 'b', stage: 'waiting' }] });
  expect(remember(keep, 10).outbox).toEqual([]);
});

test('two tabs keep their unsent words side by side', () => {
  const shelf = storage();
  const [left, right] = [keepIn(() => shelf, 'shop'), keepIn(() => shelf, 'shop')];
  writeDown(left, start(), { ...start(), outbox: [item('a')] });
  writeDown(right, start(), { ...start(), outbox: [item('b')] });
  expect(remember(left, 2_000).outbox?.map((it) => it.id)).toEqual(['a', 'b']);
});

test('projects on one site do not see each other', () => {
  const shelf = storage();
  keepIn(() => shelf, 'shop').set('token', 'shop-token');
  expect(
    remember(
      keepIn(() => shelf, 'blog'),
      0,
    ).token,
  ).toBeUndefined();
});

test.each([
  ['blocked', blocked],
  [
    'full',
    (
      (full) => () =>
        full
    )(storage(0)),
  ],
])('where storage is %s, memory does for as long as the page lives', (_how, open) => {
  const keep = keepIn(open, 'shop');
  writeDown(keep, start(), { ...start(), token: 't', outbox: [item('a')] });
  expect(remember(keep, 2_000)).toMatchObject({ token: 't', outbox: [{ id: 'a' }] });
});

test('what other scripts left under our names, and what is a day old, is dropped', () => {
  const shelf = storage();
  const keep = keepIn(() => shelf, 'shop');
  for (const text of ['', '{', 'null', '[]', '{"id":1}', '{"id":"x","at":1,"kind":"other"}', '{"id":"x","at":"1","kind":"message","text":"x"}'])
    keep.set('unsent:x', text);
  writeDown(keep, start(), { ...start(), outbox: [item('old', 0)] });
  expect(remember(keep, 25 * 60 * 60 * 1000).outbox).toEqual([]);
  expect(keep.names()).toEqual([]);
});
