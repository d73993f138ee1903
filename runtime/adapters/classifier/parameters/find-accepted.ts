import { fold } from '../normalise.ts';
import { isOneEdit } from '../spelling.ts';
import type { AcceptedValue, Candidate, Finder, Parameter } from './types.ts';
import { valueWordsOf } from './words.ts';

type Word = { start: number; end: number; folded: string };

/** The accepted values that a message names, by the value, a synonym, a plural or with one typo. */
export const findAccepted: Finder = (parameter, text, { language }) => {
  const words = wordsOf(text);
  const without = new Set(valueWordsOf(language).without.split(' '));
  const found = namesOf(parameter).flatMap(({ value, words: name }) =>
    words.flatMap((word, at): Candidate[] => {
      const closeness = matchAt(words, at, name);
      if (closeness === 0) return [];
      const isRefused = words
        .slice(Math.max(0, at - 2), at)
        .some((other) => without.has(other.folded) && !/[,;.]/.test(text.slice(other.end, word.start)));
      const strength = closeness * (1 + name.length) * (isRefused ? 0.1 : 1);
      return [{ start: word.start, end: (words[at + name.length - 1] ?? word).end, value, strength }];
    }),
  );
  return longestFirst(found);
};

/** The accepted value that a text names as a whole, or null. */
export function acceptedValue(parameter: Parameter, text: string): string | null {
  const words = wordsOf(text);
  const exact = (least: number) => namesOf(parameter).find(({ words: name }) => name.length === words.length && matchAt(words, 0, name) >= least);
  return (exact(1) ?? exact(0.5))?.value ?? null;
}

const nameOf = (accepted: AcceptedValue): string => (typeof accepted === 'string' ? accepted : accepted.value);

function namesOf({ acceptedValues = [] }: Parameter): { value: string; words: string[] }[] {
  return acceptedValues.flatMap((accepted) => {
    const value = nameOf(accepted);
    const names = [value, value.replace(/[_-]+/g, ' '), ...(typeof accepted === 'string' ? [] : (accepted.synonyms ?? []))];
    return [...new Set(names)].map((name) => ({ value, words: wordsOf(name).map((word) => word.folded) })).filter(({ words }) => words.length > 0);
  });
}

const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(/[\p{L}\p{N}\p{M}+]+/gu), (match) => ({ start: match.index, end: match.index + match[0].length, folded: fold(match[0]) }));

/** How well a name stands at a place: 1 for letter by letter, less for another ending or a typo, 0 for not at all. */
function matchAt(words: readonly Word[], at: number, name: readonly string[]): number {
  let closeness = 1;
  for (const [offset, part] of name.entries()) {
    const word = words[at + offset]?.folded;
    if (word === undefined) return 0;
    closeness = Math.min(closeness, likeness(word, part));
    if (closeness === 0) return 0;
  }
  return closeness;
}

function likeness(word: string, name: string): number {
  if (word === name) return 1;
  const isInflected = name.length >= 3 && word.startsWith(name) && /^(?:s|es|e|en|er|n|x)$/.test(word.slice(name.length));
  if (isInflected) return 0.9;
  const isLong = name.length >= 5 && word.length >= 4 && !/\d/.test(name);
  return isLong && word[0] === name[0] && isOneEdit(word, name) ? 0.6 : 0;
}

/** Where two names overlap, the longer and closer one was meant. */
function longestFirst(found: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of [...found].sort((one, other) => other.strength - one.strength)) {
    if (kept.every((other) => candidate.end <= other.start || candidate.start >= other.end)) kept.push(candidate);
  }
  return kept.filter((candidate) => candidate.strength >= 0.5).sort((one, other) => one.start - other.start);
}
