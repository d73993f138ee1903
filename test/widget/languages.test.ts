import { expect, test } from 'vitest';
import { directionOf, packs, stringsOf } from '../../widget/language/languages.ts';
import { partStrings } from '../../widget/language/part-strings.ts';
import { partStringsOf } from '../../widget/language/parts.ts';
import { strings } from '../../widget/language/strings.ts';

test('English and at least ten more languages, among them Arabic and Japanese, each with every word and no English left', async () => {
  expect(Object.keys(packs).length).toBeGreaterThanOrEqual(10);
  expect(Object.keys(packs)).toEqual(expect.arrayContaining(['ar', 'ja']));
  for (const language of Object.keys(packs)) {
    const words = await stringsOf(language);
    expect(Object.keys(words), language).toEqual(Object.keys(strings));
    const alike = Object.keys(words).filter((name) => words[name as keyof typeof words] === strings[name as keyof typeof strings]);
    // Some words are the same in two languages, whole sentences never.
    expect(
      alike.filter((name) => strings[name as keyof typeof strings].includes(' ')),
      language,
    ).toEqual([]);
    expect(Object.values(words).every((word) => word.trim() === word && word !== '')).toBe(true);
  }
});

test('the parts that are loaded later speak the same languages, with every word, every blank and no English left', async () => {
  const blanks = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
  for (const language of Object.keys(packs)) {
    const words = await partStringsOf(language);
    expect(Object.keys(words), language).toEqual(Object.keys(partStrings));
    for (const name of Object.keys(partStrings) as (keyof typeof partStrings)[]) {
      expect([language, name, blanks(words[name])]).toEqual([language, name, blanks(partStrings[name])]);
      expect([language, name, words[name].trim()]).toEqual([language, name, words[name]]);
      if (partStrings[name].includes(' ') && !/^\W*\{/.test(partStrings[name]))
        expect([language, words[name]]).not.toEqual([language, partStrings[name]]);
    }
  }
  expect(await partStringsOf('constructor')).toBe(partStrings);
});

test('a region has the words of its language, and what nobody speaks is English', async () => {
  expect((await stringsOf('pt-BR')).send).toBe('Enviar');
  for (const unknown of ['', 'tlh', 'constructor', '__proto__']) expect(await stringsOf(unknown)).toBe(strings);
});

test('Arabic and Hebrew run from right to left', () => {
  expect(['ar-EG', 'he', 'en', 'ja'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr']);
});
