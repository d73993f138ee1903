import type { Store } from '../store.ts';
import { type Strings, strings } from './strings.ts';

/** Languages beyond English; each is a part of its own that only its speakers load. */
export const packs: Record<string, () => Promise<{ words: Strings }>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  sv: () => import('./sv.ts'),
  tr: () => import('./tr.ts'),
};

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur', 'yi', 'ps', 'sd', 'ug', 'dv']);

/** Makes the widget speak a language; until its words are there, it goes on in the one before. */
export function speaking(store: Store): (language: string, own?: Partial<Strings>) => void {
  let current = '';
  return (language, own) => {
    if (language === current && !own) return;
    current = language;
    void stringsOf(language).then((words) => {
      if (language !== current) return;
      store.setState({ strings: own ? { ...words, ...own } : words, language, direction: directionOf(language) });
    });
  };
}

/** The words of a language, or of the nearest one that there is; English where there is none or its part does not load. */
export async function stringsOf(language: string): Promise<Strings> {
  const name = languageOf(language);
  const pack = Object.hasOwn(packs, name) ? packs[name] : undefined;
  try {
    return pack ? (await pack()).words : strings;
  } catch {
    return strings;
  }
}

/** Which way a language is written. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(languageOf(language)) ? 'rtl' : 'ltr');

const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
