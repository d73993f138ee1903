import type { CountryCode } from 'libphonenumber-js/min';
import { phoneFinder } from './libraries.ts';
import type { Candidate, ExtractionContext, Finder } from './types.ts';
import { codeOf } from './words.ts';

const international = /(?<![\d+])\+\d[\d\s().-]{6,18}\d(?!\d)/g;

/** Phone numbers in the international form +4930123456. */
export const findPhones: Finder = (_parameter, text, context) => {
  const country = countryOf(context);
  const found = (phoneFinder()?.(text, { ...(country ? { defaultCountry: country } : {}), v2: true }) ?? []).map(
    ({ startsAt, endsAt, number }): Candidate => ({ start: startsAt, end: endsAt, value: number.number, strength: 3 }),
  );
  return [...found, ...written(text).filter((other) => found.every(({ start, end }) => other.end <= start || other.start >= end))];
};

/** A number written with its country code is taken as it stands, even where the directory does not know it. */
const written = (text: string): Candidate[] =>
  Array.from(text.matchAll(international)).flatMap((match): Candidate[] => {
    const digits = match[0].replace(/\D/g, '');
    if (digits.length < 8 || digits.length > 15) return [];
    return [{ start: match.index, end: match.index + match[0].length, value: `+${digits}`, strength: 2 }];
  });

const byTimezone: readonly (readonly [RegExp, string])[] = [
  [/^Europe\/London/, 'GB'],
  [/^Europe\/Dublin/, 'IE'],
  [/^Europe\/Vienna/, 'AT'],
  [/^Europe\/Zurich/, 'CH'],
  [/^Europe\/Brussels/, 'BE'],
  [/^Australia\//, 'AU'],
  [/^Pacific\/Auckland/, 'NZ'],
  [/^Asia\/(?:Kolkata|Calcutta)/, 'IN'],
  [/^America\/Toronto|^America\/Vancouver/, 'CA'],
  [/^America\/Sao_Paulo/, 'BR'],
  [/^America\/Mexico/, 'MX'],
  [/^America\/Argentina/, 'AR'],
  [/^Europe\/Berlin/, 'DE'],
  [/^Europe\/Paris/, 'FR'],
  [/^Europe\/Madrid/, 'ES'],
  [/^Europe\/Rome/, 'IT'],
  [/^Europe\/Lisbon/, 'PT'],
  [/^Europe\/Amsterdam/, 'NL'],
  [/^Europe\/Warsaw/, 'PL'],
  [/^America\/(?:New_York|Chicago|Denver|Los_Angeles)/, 'US'],
];
const byLanguage: Readonly<Record<string, string>> = {
  en: 'US',
  de: 'DE',
  es: 'ES',
  fr: 'FR',
  pt: 'PT',
  it: 'IT',
  nl: 'NL',
  pl: 'PL',
  ja: 'JP',
  sv: 'SE',
  ru: 'RU',
  uk: 'UA',
};

function countryOf({ country, language, timezone }: ExtractionContext): CountryCode | undefined {
  const region = language.match(/[-_]([a-z]{2})$/i)?.[1];
  const found = country ?? region ?? byTimezone.find(([pattern]) => pattern.test(timezone))?.[1] ?? byLanguage[codeOf(language)];
  // The library checks the code itself and finds nothing for one it does not know.
  return found?.toUpperCase() as CountryCode | undefined;
}
