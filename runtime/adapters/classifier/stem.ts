import type { Language } from './languages/language.ts';
import { remembered } from './remember.ts';

const caches = new WeakMap<Language, Map<string, string>>();
const cacheSize = 20_000;

/** The stem of a folded word by the endings of its language: light, so that it never loses the word. */
export function stem(word: string, language: Language): string {
  const cache = remembered(caches, language, () => new Map<string, string>());
  const known = cache.get(word);
  if (known !== undefined) return known;
  const found = word.length < 4 || word.startsWith('#') ? word : cut(word, language);
  if (cache.size < cacheSize) cache.set(word, found);
  return found;
}

function cut(word: string, language: Language): string {
  for (const [ending, replacement, before] of language.endings) {
    if (!word.endsWith(ending) || word.length - ending.length < before) continue;
    return finish(word.slice(0, word.length - ending.length) + replacement, language);
  }
  return finish(word, language);
}

/** A final mute vowel or doubled consonant differs between forms of one word. */
function finish(stemmed: string, language: Language): string {
  if (!language.undouble || stemmed.length < 4) return stemmed;
  if (stemmed.endsWith('e')) return stemmed.slice(0, -1);
  if (stemmed.endsWith('y')) return `${stemmed.slice(0, -1)}i`;
  const last = stemmed.at(-1) ?? '';
  return last === stemmed.at(-2) && !'aeiou'.includes(last) ? stemmed.slice(0, -1) : stemmed;
}
