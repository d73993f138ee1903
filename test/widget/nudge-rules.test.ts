import { expect, test } from 'vitest';
import { packs } from '../../widget/language/languages.ts';
import { fits, isDue, type Now } from '../../widget/nudge/rules.ts';
import { dismissIn, languages } from '../../widget/nudge/words.ts';

const now: Now = { path: '/', seconds: 0, scrolled: 0, events: new Set(), attributes: {}, isPhone: false };

test('a path pattern means whole parts: * one of them, ** all that follow', () => {
  const cases: [string, string, boolean][] = [
    ['/', '/', true],
    ['/', '/cart', false],
    ['/cart', '/cart/', true],
    ['/cart', '/carts', false],
    ['/products/*', '/products/7', true],
    ['/products/*', '/products', false],
    ['/products/*', '/products/7/reviews', false],
    ['/products/**', '/products', true],
    ['/products/**', '/products/7/reviews', true],
    ['/*/sale', '/shoes/sale', true],
    ['**', '/anything/at/all', true],
    ['/a.c', '/abc', false],
  ];
  expect(cases.map(([pattern, path]) => fits(pattern, path))).toEqual(cases.map(([, , wanted]) => wanted));
});

test('a message comes when everything holds that it asks for, and not before', () => {
  const rule = {
    when: { page: '/cart', afterSeconds: 10, scrolledPercent: 50, event: 'coupon_failed', attribute: { name: 'plan', is: 'pro' } },
    device: 'phone',
  } as const;
  const full: Now = { path: '/cart', seconds: 10, scrolled: 50, events: new Set(['coupon_failed']), attributes: { plan: 'pro' }, isPhone: true };
  expect(isDue(rule, full)).toBe(true);
  const short: Partial<Now>[] = [
    { path: '/' },
    { seconds: 9 },
    { scrolled: 49 },
    { events: new Set(['other']) },
    { attributes: { plan: 'free' } },
    { attributes: Object.create({ plan: 'pro' }) },
    { isPhone: false },
  ];
  for (const less of short) expect(isDue(rule, { ...full, ...less }), Object.keys(less).join()).toBe(false);
});

test('a message that asks for nothing comes at once', () => {
  expect(isDue({ when: {} }, now)).toBe(true);
});

test('the button that closes a message has a word in every language that the widget speaks', () => {
  expect(languages.toSorted()).toEqual(['en', ...Object.keys(packs)].toSorted());
  expect([dismissIn('pt-BR'), dismissIn('tlh'), dismissIn('constructor')]).toEqual(['Fechar mensagem', 'Close message', 'Close message']);
});
