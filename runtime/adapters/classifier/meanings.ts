import type { Language } from './languages/language.ts';
import { fold } from './normalise.ts';
import { remembered } from './remember.ts';
import { stem } from './stem.ts';

/** The groups of words with one meaning that a stem belongs to, by number. */
export function meaningsOf(stemmed: string, language: Language): readonly number[] {
  return remembered(tables, language, () => tableOf(language)).get(stemmed) ?? none;
}

const tables = new WeakMap<Language, ReadonlyMap<string, readonly number[]>>();
const none: readonly number[] = [];

function tableOf(language: Language): Map<string, number[]> {
  const table = new Map<string, number[]>();
  for (const [group, words] of language.synonyms.entries()) {
    for (const word of fold(words).split(' ')) {
      const stemmed = stem(word, language);
      const groups = table.get(stemmed) ?? [];
      if (!groups.includes(group)) table.set(stemmed, [...groups, group]);
    }
  }
  return table;
}
