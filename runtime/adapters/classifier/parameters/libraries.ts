import type { ParsedResult, ParsingOption, ParsingReference } from 'chrono-node';
import type { CountryCode, NumberFound } from 'libphonenumber-js/min';
import type { ExtractionContext, Parameter } from './types.ts';
import { codeOf } from './words.ts';

type DateParser = { parse(text: string, reference?: ParsingReference, option?: ParsingOption): ParsedResult[] };
type PhoneFinder = (text: string, options: { defaultCountry?: CountryCode; v2: true }) => NumberFound[];

const dateParsers = new Map<string, DateParser>();
let phones: { find: PhoneFinder } | null = null;

const dateTypes = new Set(['date', 'time', 'datetime']);

/** Loads what the parameters need; null where everything is there already, so that the caller need not wait. */
export function loadFor(parameters: readonly Parameter[], context: ExtractionContext): Promise<unknown> | null {
  const needed: Promise<unknown>[] = [];
  if (parameters.some(({ type }) => dateTypes.has(type)) && !dateParsers.has(dateKey(context))) needed.push(loadDates(context));
  if (parameters.some(({ type }) => type === 'phone') && !phones) needed.push(loadPhones());
  return needed.length ? Promise.all(needed) : null;
}

/** The date parser for a language, if it is loaded. */
export const dateParser = (context: ExtractionContext): DateParser | null => dateParsers.get(dateKey(context)) ?? null;

/** The finder of phone numbers, if it is loaded. */
export const phoneFinder = (): PhoneFinder | null => phones?.find ?? null;

const dayFirst = /^(?:Europe|Africa|Asia|Australia|Pacific|Indian)\//;

/** English dates in figures begin with the month in America and with the day elsewhere. */
function dateKey({ language, timezone }: ExtractionContext): string {
  const code = codeOf(language);
  if (code !== 'en' && Object.hasOwn(modules, code)) return code;
  const region = language.split(/[-_]/)[1]?.toUpperCase();
  const isDayFirst = code !== 'en' || (region ? region !== 'US' : dayFirst.test(timezone));
  return isDayFirst ? 'en-GB' : 'en-US';
}

// The names are written out so that a bundler and the reader can see what is loaded.
const modules: Readonly<Record<string, () => Promise<{ casual: DateParser }>>> = {
  de: () => import('chrono-node/de'),
  es: () => import('chrono-node/es'),
  fr: () => import('chrono-node/fr'),
  pt: () => import('chrono-node/pt'),
  it: () => import('chrono-node/it'),
  nl: () => import('chrono-node/nl'),
  ja: () => import('chrono-node/ja'),
  ru: () => import('chrono-node/ru'),
  uk: () => import('chrono-node/uk'),
  sv: () => import('chrono-node/sv'),
};

async function loadDates(context: ExtractionContext): Promise<void> {
  const key = dateKey(context);
  const load = modules[key];
  if (load) dateParsers.set(key, (await load()).casual);
  else {
    const english = await import('chrono-node/en');
    dateParsers.set(key, key === 'en-GB' ? english.GB : english.casual);
  }
}

async function loadPhones(): Promise<void> {
  const { findPhoneNumbersInText } = await import('libphonenumber-js/min');
  phones = { find: (text, options) => findPhoneNumbersInText(text, options) };
}
