import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { dateParser } from './libraries.ts';
import { inEnglish } from './polish-dates.ts';
import type { Candidate, ExtractionContext, Finder } from './types.ts';
import { codeOf } from './words.ts';

/** Dates as 2026-05-31. */
export const findDates: Finder = (_parameter, text, context) => candidates(text, context, hasDate, dateOf);

/** Times of day as 15:30. */
export const findTimes: Finder = (_parameter, text, context) => candidates(text, context, hasTime, timeOf);

/** A date with a time of day, as 2026-05-31T15:30. */
export const findMoments: Finder = (_parameter, text, context) =>
  candidates(
    text,
    context,
    (part) => hasDate(part) || hasTime(part),
    (part) => `${dateOf(part)}T${timeOf(part)}`,
  );

type Test = (part: ParsedComponents) => boolean;
type Show = (part: ParsedComponents) => string;

function candidates(text: string, context: ExtractionContext, holds: Test, show: Show): Candidate[] {
  return parse(text, context).flatMap(({ result, start, end }) => {
    const whole = { start, end, strength: 2 };
    if (isSmallWord(result.text)) return [];
    const first = holds(result.start) ? [{ ...whole, value: show(result.start) }] : [];
    if (!result.end || !holds(result.end)) return first;
    const middle = whole.start + middleOf(result.text);
    return [...first.map((candidate) => ({ ...candidate, end: middle })), { ...whole, start: middle, value: show(result.end) }];
  });
}

/** Where the second half of "3 May to 7 May" begins. */
function middleOf(range: string): number {
  const between = /\s*(?:[-–—~]|\s(?:to|until|till|through|and|bis|al?|hasta|[àa]u?|até|e|tot|do|y)\s)\s*/iu.exec(range);
  return between ? between.index + between[0].length : Math.floor(range.length / 2);
}

type Placed = { result: ParsedResult; start: number; end: number };

function parse(text: string, context: ExtractionContext): Placed[] {
  const parser = dateParser(context);
  if (!parser) return [];
  // The library reads "from 3 May to 7 May" wrongly, and without "from" rightly.
  const english =
    codeOf(context.language) === 'pl' ? inEnglish(text) : { text: text.replace(/\bfrom\b/gi, '    '), placeOf: (place: number) => place };
  const reference = { instant: context.now, timezone: offsetOf(context.now, context.timezone) };
  return parser.parse(english.text, reference, { forwardDate: true }).map((result) => ({
    result,
    start: english.placeOf(result.index),
    end: english.placeOf(result.index + result.text.length),
  }));
}

/** How many minutes a time zone lies before UTC at a moment. */
export function offsetOf(moment: Date, timezone: string): number {
  const parts = Object.fromEntries(
    formatterOf(timezone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  return Math.round((local - moment.getTime()) / 60_000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known) return known;
  const fields = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  } as const;
  const formatter = create();
  formatters.set(timezone, formatter);
  return formatter;

  function create(): Intl.DateTimeFormat {
    try {
      return new Intl.DateTimeFormat('en-US', { ...fields, timeZone: timezone });
    } catch {
      return new Intl.DateTimeFormat('en-US', { ...fields, timeZone: 'UTC' });
    }
  }
}

// Words that are a month or a weekday only when they stand with more.
const small = /^(?:may|mar|march|sun|sat|second|now|jetzt|ahora|maintenant|agora|adesso|ora|nu|mar|mer|dom|sab|do|so|mi|an|na|sex|set|ma|za|wo|zo)$/i;
const isSmallWord = (text: string): boolean => small.test(text.trim());

const hasDate: Test = (part) => (['day', 'weekday', 'month'] as const).some((component) => part.isCertain(component));
const hasTime: Test = (part) => part.isCertain('hour');

const two = (value: number | null): string => String(value ?? 0).padStart(2, '0');
const dateOf: Show = (part) => `${String(part.get('year') ?? 0).padStart(4, '0')}-${two(part.get('month'))}-${two(part.get('day'))}`;
const timeOf: Show = (part) => `${two(part.get('hour'))}:${two(part.get('minute'))}`;
