import { fold } from '../normalise.ts';
import { languagesWithStopWords, stopWordsOf } from './stop-words.ts';

const enoughWords = 400;

/** The language whose stop words the texts hold most of, or null where none stands out. */
export function guessLanguage(texts: readonly string[]): string | null {
  const words = texts
    .slice(0, enoughWords)
    .flatMap((text) => fold(text.slice(0, 200)).match(/\p{L}+/gu) ?? [])
    .slice(0, enoughWords);
  const counts = languagesWithStopWords.map((code) => ({ code, count: words.filter((word) => stopWordsOf(code).has(word)).length }));
  const [best, second] = counts.sort((one, other) => other.count - one.count);
  if (!best || !second || best.count < words.length / 8) return null;
  return best.count > second.count ? best.code : null;
}
