import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { useShown } from '../view/use-shown.ts';
import { type PartStrings, partStrings } from './part-strings.ts';

const packs: Record<string, () => Promise<{ words: PartStrings }>> = {
  ar: () => import('./parts/ar.ts'),
  de: () => import('./parts/de.ts'),
  es: () => import('./parts/es.ts'),
  fr: () => import('./parts/fr.ts'),
  it: () => import('./parts/it.ts'),
  ja: () => import('./parts/ja.ts'),
  nl: () => import('./parts/nl.ts'),
  pl: () => import('./parts/pl.ts'),
  pt: () => import('./parts/pt.ts'),
  sv: () => import('./parts/sv.ts'),
  tr: () => import('./parts/tr.ts'),
};

/** The words of the lazy parts in a language; English where there is none or its part does not load. */
export async function partStringsOf(language: string): Promise<PartStrings> {
  const name = language.toLowerCase().split('-')[0] ?? '';
  const pack = Object.hasOwn(packs, name) ? packs[name] : undefined;
  try {
    return pack ? (await pack()).words : partStrings;
  } catch {
    return partStrings;
  }
}

/** The words that a lazy part says now; what the page calls otherwise comes first. */
export function usePartStrings(store: Store): PartStrings {
  const language = useShown(store, (shown) => shown.language);
  const own = useShown(store, (shown) => shown.strings);
  const [words, setWords] = useState<PartStrings>(partStrings);
  useEffect(() => {
    let isCurrent = true;
    void partStringsOf(language).then((found) => isCurrent && setWords(found));
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return { ...words, ...replaced(own) };
}

const replaced = (own: object): Partial<PartStrings> =>
  // Only names of ours are taken, and the page's words are texts.
  Object.fromEntries(Object.entries(own).filter(([name]) => Object.hasOwn(partStrings, name))) as Partial<PartStrings>;

/** A sentence with its blanks filled in. */
export const filled = (sentence: string, blanks: { name?: string; n?: number; count?: number; size?: string }): string =>
  // Only the blanks that the sentences have are looked up.
  sentence.replaceAll(/\{(name|n|count|size)\}/g, (whole, name: keyof typeof blanks) => String(blanks[name] ?? whole));
