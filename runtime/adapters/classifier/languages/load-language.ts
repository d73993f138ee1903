import type { Language } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

const loaders: Readonly<Record<string, () => Promise<{ language: Language }>>> = {
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  pt: () => import('./pt.ts'),
  it: () => import('./it.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
};

/** The codes of the languages with stop words, word endings and a background of their own. */
export const languageCodes = (): string[] => Object.keys(loaders);

/** What is known of a language; one we have no data for still works, on its words and characters alone. */
export async function loadLanguage(tag: string): Promise<Language> {
  const code = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  const load = loaders[code];
  if (load && Object.hasOwn(loaders, code)) return (await load()).language;
  return unknown.get(code) ?? remember({ ...(await plain()), code });
}

// The background only has to be something that no action is about, so English serves where a language has none.
const plain = async (): Promise<Language> => ({
  ...(await import('./en.ts')).language,
  stopWords: stopWordsOf(''),
  contractions: {},
  endings: [],
  undouble: false,
  joiners: [],
  synonyms: [],
});

const unknown = new Map<string, Language>();

function remember(language: Language): Language {
  if (unknown.size < 50) unknown.set(language.code, language);
  return language;
}
