import { fold } from '../normalise.ts';
import type { Candidate, Finder, Parameter } from './types.ts';
import { valueWordsOf } from './words.ts';

/** Yes or no: said as such, or by naming what the parameter is about, with or without "without". */
export const findBooleans: Finder = (parameter, text, { language }) => {
  const words = Array.from(text.matchAll(/[\p{L}'’]+/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    folded: fold(match[0]).replace(/'/g, ''),
  }));
  const table = valueWordsOf(language);
  const without = new Set(table.without.split(' '));
  const names = namesOf(parameter);
  const named = words.flatMap((word, at): Candidate[] => {
    if (!names.some((name) => word.folded === name || (name.length >= 4 && word.folded.startsWith(name) && word.folded.length - name.length <= 3)))
      return [];
    const isRefused = words.slice(Math.max(0, at - 3), at).some((other) => without.has(other.folded));
    return [{ start: word.start, end: word.end, value: !isRefused, strength: 2 }];
  });
  return named.length > 0 ? named : answer(words[0], table);
};

type Word = { start: number; end: number; folded: string };

function answer(first: Word | undefined, { yes, no }: { yes: string; no: string }): Candidate[] {
  if (!first) return [];
  const isYes = yes.split(' ').includes(first.folded);
  const isNo = no.split(' ').includes(first.folded);
  return isYes || isNo ? [{ start: first.start, end: first.end, value: isYes, strength: 1 }] : [];
}

const auxiliary = new Set(['is', 'has', 'with', 'want', 'wants', 'need', 'needs', 'include', 'includes', 'should', 'use', 'send', 'the']);

/** What a parameter such as wantsGiftWrap is about: gift, wrap. */
function namesOf({ name }: Parameter): string[] {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(fold);
  return words.filter((word) => word.length > 2 && !auxiliary.has(word));
}
