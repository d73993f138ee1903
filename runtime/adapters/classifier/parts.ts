import type { Language } from './languages/language.ts';
import { recipe } from './recipe.ts';

const splitters = new WeakMap<Language, RegExp>();

/** The requests a message may be made of: its sentences and clauses, or nothing if there is only one. */
export function partsOf(text: string, language: Language): string[] {
  const parts = text
    .slice(0, recipe.textLength)
    .split(splitterOf(language))
    .filter((part) => part !== undefined && (part.match(word)?.length ?? 0) >= recipe.partWords);
  return parts.length > 1 || (parts[0]?.length ?? text.length) < text.trim().length - 1 ? parts.slice(0, recipe.parts) : [];
}

const word = /[\p{L}\p{N}]+/gu;

function splitterOf(language: Language): RegExp {
  const known = splitters.get(language);
  if (known) return known;
  const joiners = language.joiners.length ? `|(?:^|\\s)(?:${language.joiners.join('|')})(?=\\s)` : '';
  const splitter = new RegExp(`[.?!;,。、？！；，]+(?!\\d)${joiners}`, 'iu');
  splitters.set(language, splitter);
  return splitter;
}
