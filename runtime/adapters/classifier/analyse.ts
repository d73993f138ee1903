import { type Features, featuresOf } from './features.ts';
import type { Language } from './languages/language.ts';
import { meaningsOf } from './meanings.ts';
import { read } from './normalise.ts';
import { stem } from './stem.ts';

/** A text as the learner sees it: its features, its folded words and how many of them carry content. */
export type Analysis = { features: Features; words: readonly string[]; content: number };

/** Reads a text; `spelling` may replace a misspelt word before its stem is taken. */
export function analyse(text: string, language: Language, spelling?: (word: string) => string): Analysis {
  const { words, chunks } = read(text, language);
  const stems: string[] = [];
  const meanings: number[] = [];
  let content = 0;
  for (const word of words) {
    if (!language.stopWords.has(word)) content++;
    const stemmed = stem(spelling ? spelling(word) : word, language);
    stems.push(stemmed);
    meanings.push(...meaningsOf(stemmed, language));
  }
  return { features: featuresOf({ stems, meanings, chunks }), words, content };
}
