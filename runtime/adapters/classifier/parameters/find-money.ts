import { fold } from '../normalise.ts';
import { parseFigures } from './find-number.ts';
import type { Finder } from './types.ts';
import { spokenNumbers } from './words.ts';

const signs: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  zł: 'PLN',
  us$: 'USD',
  r$: 'BRL',
  a$: 'AUD',
  c$: 'CAD',
};
const names: readonly (readonly [RegExp, string])[] = [
  [/^(?:euros?|eur)$/, 'EUR'],
  [/^(?:dollars?|dolares?|dollari|dolarow|dolary|usd|bucks?)$/, 'USD'],
  [/^(?:pounds?|quid|gbp|libras?|sterling)$/, 'GBP'],
  [/^(?:yens?|jpy)$/, 'JPY'],
  [/^(?:zlotys?|zlote|zlotych|pln|zl)$/, 'PLN'],
  [/^(?:francs?|franken|chf)$/, 'CHF'],
  [/^(?:rupees?|inr)$/, 'INR'],
  [/^(?:reais|real|brl)$/, 'BRL'],
  [/^(?:crowns?|kronor|sek)$/, 'SEK'],
  [/^(?:nok|dkk|aud|cad|nzd|czk|huf|ron|cny|mxn|try|sgd|hkd|zar)$/, ''],
];

const sign = '(?:us\\$|r\\$|a\\$|c\\$|[€$£¥₹₽₺₴])';
const figures = "\\d+(?:[.,'\\u00a0\\u202f]\\d+)*";
const before = new RegExp(`(?<![\\p{L}\\d])(${sign})\\s?(${figures})(k|m)?(?![\\p{L}\\d])`, 'giu');
const after = new RegExp(`(?<![\\p{L}\\d.,])(${figures}|\\p{L}+(?:-\\p{L}+)?)(k|m)?\\s?(${sign}|zł|\\p{L}{2,8})(?![\\p{L}\\d])`, 'giu');
const codeFirst = new RegExp(`(?<![\\p{L}\\d])([A-Z]{3})\\s?(${figures})(?![\\p{L}\\d])`, 'gu');

/** Amounts of money by sign, code or name of the currency; a bare number only where nothing else is found. */
export const findMoney: Finder = (_parameter, text, { language }) => {
  const found = [
    ...Array.from(text.matchAll(before), (match) => ({
      match,
      currency: signs[(match[1] ?? '').toLowerCase()] ?? null,
      figures: match[2] ?? '',
      scale: match[3],
    })),
    ...Array.from(text.matchAll(codeFirst), (match) => ({
      match,
      currency: currencyNamed(match[1] ?? ''),
      figures: match[2] ?? '',
      scale: undefined,
    })),
    ...Array.from(text.matchAll(after), (match) => ({ match, currency: currencyNamed(match[3] ?? ''), figures: match[1] ?? '', scale: match[2] })),
  ];
  return found.flatMap(({ match, currency, figures: written, scale }) => {
    const amount = /\d/.test(written) ? parseFigures(written, language) : amountInWords(written, language);
    if (currency === null || amount === null) return [];
    const times = { k: 1000, m: 1_000_000 }[scale?.toLowerCase() ?? ''] ?? 1;
    return [{ start: match.index, end: match.index + match[0].length, value: { amount: amount * times, currency }, strength: 2 }];
  });
};

function currencyNamed(name: string): string | null {
  const folded = fold(name);
  const known = signs[name.toLowerCase()];
  if (known) return known;
  const row = names.find(([pattern]) => pattern.test(folded));
  return row ? row[1] || folded.toUpperCase() : null;
}

function amountInWords(words: string, language: string): number | null {
  const table = spokenNumbers(language);
  const [first, second] = fold(words).split('-');
  const one = table.get(first ?? '');
  if (one === undefined) return null;
  return second === undefined ? one : one + (table.get(second) ?? 0);
}
