import { recipe } from '../recipe.ts';
import { cueStrength, cuesOf, slotBefore, wordsIn } from './cues.ts';
import { findAccepted } from './find-accepted.ts';
import { findBooleans } from './find-boolean.ts';
import { findDates, findMoments, findTimes } from './find-dates.ts';
import { findFreeText, isCodeName } from './find-free-text.ts';
import { findMoney } from './find-money.ts';
import { findNumbers } from './find-number.ts';
import { findPhones } from './find-phones.ts';
import { compile, findByPattern, findCodes, findEmails, findLinks } from './find-shapes.ts';
import { loadFor } from './libraries.ts';
import type { Candidate, Extraction, ExtractionContext, ExtractionProblem, Finder, Parameter, Value } from './types.ts';

/** Takes the parameters of an action out of a message; a promise only the first time a library must be loaded. */
export function extract(parameters: readonly Parameter[], text: string, context: ExtractionContext): Extraction | Promise<Extraction> {
  const loading = loadFor(parameters, context);
  return loading ? loading.then(() => extractNow(parameters, text, context)) : extractNow(parameters, text, context);
}

/** Loads ahead of time what these parameters will need. */
export async function prepare(parameters: readonly Parameter[], context: ExtractionContext): Promise<void> {
  await loadFor(parameters, context);
}

const finders: Readonly<Record<string, Finder>> = {
  number: findNumbers,
  integer: findNumbers,
  boolean: findBooleans,
  email: findEmails,
  url: findLinks,
  phone: findPhones,
  currency: findMoney,
  date: findDates,
  time: findTimes,
  datetime: findMoments,
  code: findCodes,
  enum: findAccepted,
};

// What has the clearest shape is taken first, so that a number inside an address is not read as a count.
const order = ['email', 'url', 'phone', 'pattern', 'datetime', 'date', 'time', 'currency', 'enum', 'code', 'number', 'integer', 'boolean', 'string'];

/** The kind of a parameter that decides how it is found. */
function kindOf(parameter: Parameter): string {
  if (parameter.acceptedValues?.length) return 'enum';
  if (parameter.pattern !== undefined) return 'pattern';
  if (!Object.hasOwn(finders, parameter.type)) return isCodeName(parameter) ? 'code' : 'string';
  return parameter.type;
}

type Claim = { start: number; end: number; kind: string };
type Found = { parameter: Parameter; candidate: Candidate; strength: number };

function extractNow(parameters: readonly Parameter[], whole: string, context: ExtractionContext): Extraction {
  const text = whole.slice(0, recipe.textLength);
  const values = new Map<string, Value>();
  const claims: Claim[] = [];
  for (const kind of order) {
    const alike = parameters.filter((parameter) => kindOf(parameter) === kind);
    if (alike.length === 0) continue;
    const reserved =
      kind === 'string' || kind === 'number' || kind === 'integer' || kind === 'code' ? [...claims, ...shapes(text, kind, context)] : claims;
    const found = alike
      .flatMap((parameter) => candidatesOf(parameter, kind, text, context))
      .filter(({ candidate }) => isFree(candidate, kind, reserved));
    for (const { parameter, candidate } of assign(inSlotOrder(found, text, context))) {
      claims.push({ start: candidate.start, end: candidate.end, kind });
      const { name, list } = parameter;
      values.set(name, list ? [...listOf(values.get(name)), ...split(candidate, kind)] : candidate.value);
    }
  }
  return {
    values: Object.fromEntries(values),
    missing: parameters.filter(({ name, required }) => required && !values.has(name)).map(({ name }) => name),
    problems: problemsOf(parameters),
  };
}

type Span = { start: number; end: number };

const isApart = (one: Span, other: Span): boolean => one.end <= other.start || one.start >= other.end;
const moments = new Set(['date', 'time', 'datetime']);

/** One phrase may give both a date and a time. */
const isFree = (candidate: Candidate, kind: string, claims: readonly Claim[]): boolean =>
  claims.every((claim) => isApart(candidate, claim) || (kind !== claim.kind && moments.has(kind) && moments.has(claim.kind)));
const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

/** Figures that belong to an address, a link or an amount are no number or code, even if nobody asked for those. */
function shapes(text: string, kind: string, context: ExtractionContext): Claim[] {
  const asked: Parameter = { name: '', type: kind };
  const addresses = [...findEmails(asked, text, context), ...findLinks(asked, text, context)];
  const amounts = kind === 'code' ? findMoney(asked, text, context).filter(({ start, end }) => !/^\d+\s\p{L}/u.test(text.slice(start, end))) : [];
  return kind === 'string' ? [] : [...addresses, ...amounts].map(({ start, end }) => ({ start, end, kind: 'shape' }));
}

function candidatesOf(parameter: Parameter, kind: string, text: string, context: ExtractionContext): Found[] {
  const find = kind === 'pattern' ? findByPattern : kind === 'string' ? findFreeText : (finders[kind] ?? findFreeText);
  const cues = cuesOf(parameter, context.examples);
  return find(parameter, text, context).map((candidate) => ({
    parameter,
    candidate,
    strength: candidate.strength + cueStrength(candidate, text, cues),
  }));
}

/** A value that stands where its slot follows another in the examples is worth more than one that stands alone. */
function inSlotOrder(found: readonly Found[], text: string, { examples }: ExtractionContext): Found[] {
  return found.map((one) => {
    const before = slotBefore(one.parameter, examples);
    const follows =
      before !== null &&
      found.some(
        ({ parameter, candidate }) =>
          parameter.name === before &&
          candidate.end <= one.candidate.start &&
          wordsIn(text.slice(candidate.end, one.candidate.start)).length <= nearSlots,
      );
    return follows ? { ...one, strength: one.strength + 1 } : one;
  });
}

const nearSlots = 4;

/** The strongest pairing first; a parameter that is no list is filled once, and no text is used twice. */
function assign(found: readonly Found[]): Found[] {
  const chosen: Found[] = [];
  const byStrength = [...found].sort((one, other) => other.strength - one.strength || one.candidate.start - other.candidate.start);
  for (const one of byStrength) {
    const isFilled = !one.parameter.list && chosen.some((other) => other.parameter === one.parameter);
    if (!isFilled && chosen.every((other) => isApart(one.candidate, other.candidate))) chosen.push(one);
  }
  return chosen.sort((one, other) => one.candidate.start - other.candidate.start);
}

function split({ value }: Candidate, kind: string): Value[] {
  if (kind !== 'string' || typeof value !== 'string') return [value];
  return value.split(/\s*[,/;]\s*|\s+(?:and|und|y|et|e|en|i|&)\s+/iu).filter((part) => part !== '');
}

/** A pattern that is no regular expression never finds anything, which its author should know. */
function problemsOf(parameters: readonly Parameter[]): ExtractionProblem[] {
  return parameters.flatMap(({ name, pattern }): ExtractionProblem[] => {
    if (pattern === undefined || compile(pattern)) return [];
    return [{ name, code: 'bad_pattern', message: `The pattern of "${name}" is not a regular expression.` }];
  });
}
