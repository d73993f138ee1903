import { fold } from '../normalise.ts';
import { extract } from './extract.ts';
import { acceptedValue } from './find-accepted.ts';
import { parseFigures } from './find-number.ts';
import { compile } from './find-shapes.ts';
import type { ExtractionContext, Money, Parameter, Value } from './types.ts';
import { valueWordsOf } from './words.ts';

/** A value of the parameter's type, or why the given one cannot be one. */
export type Coerced = { ok: true; value: Value } | { ok: false; problem: string };

/** Turns a value from a client command or a model into one of the parameter's type; a promise only while a library loads. */
export function coerce(parameter: Parameter, given: unknown, context: ExtractionContext): Coerced | Promise<Coerced> {
  if (!parameter.list) return coerceOne(parameter, given, context);
  const parts = Array.isArray(given) ? given : typeof given === 'string' && given.includes(',') ? given.split(/\s*,\s*/) : [given];
  const results = parts.map((part) => coerceOne(parameter, part, context));
  const ready = results.filter((result): result is Coerced => !(result instanceof Promise));
  return ready.length === results.length ? together(ready) : Promise.all(results).then(together);
}

function together(results: readonly Coerced[]): Coerced {
  const failed = results.find((result) => !result.ok);
  return failed ?? { ok: true, value: results.flatMap((result) => (result.ok ? [result.value] : [])) };
}

type Rule = (given: unknown, parameter: Parameter, context: ExtractionContext) => Value | null | undefined | Promise<Value | null>;

function coerceOne(parameter: Parameter, given: unknown, context: ExtractionContext): Coerced | Promise<Coerced> {
  if (given === null || given === undefined || given === '') return refuse(parameter, given);
  const rule = parameter.acceptedValues?.length
    ? acceptedRule
    : Object.hasOwn(rules, parameter.type)
      ? (rules[parameter.type] ?? textRule)
      : textRule;
  const found = rule(given, parameter, context);
  const result = (value: Value | null | undefined): Coerced =>
    value === null || value === undefined ? refuse(parameter, given) : { ok: true, value };
  return found instanceof Promise ? found.then(result) : result(found);
}

function refuse({ name, type, acceptedValues = [] }: Parameter, given: unknown): Coerced {
  const wanted = acceptedValues.length
    ? `one of ${acceptedValues.map((accepted) => (typeof accepted === 'string' ? accepted : accepted.value)).join(', ')}`
    : `a ${type}`;
  const shown = given === null || given === undefined || given === '' ? 'nothing' : (JSON.stringify(given)?.slice(0, 80) ?? typeof given);
  return { ok: false, problem: `"${name}" takes ${wanted}, and was given ${shown}.` };
}

const acceptedRule: Rule = (given, parameter) =>
  typeof given === 'string' || typeof given === 'number' ? acceptedValue(parameter, String(given)) : null;

const textRule: Rule = (given, { pattern }) => {
  if (typeof given !== 'string' && typeof given !== 'number') return null;
  const text = String(given).trim();
  const wanted = pattern === undefined ? null : compile(pattern);
  return text === '' || (wanted && text.match(wanted)?.[0] !== text) ? null : text;
};

const numberRule: Rule = (given, { type }, { language }) => {
  const figures = typeof given === 'string' && /^\s*-?\d[\d.,'\s]*$/.test(given) ? parseFigures(given.trim(), language) : null;
  const value = typeof given === 'number' ? given : figures;
  return value === null || !Number.isFinite(value) || (type === 'integer' && !Number.isInteger(value)) ? null : value;
};

const booleanRule: Rule = (given, _parameter, { language }) => {
  if (typeof given === 'boolean') return given;
  const { yes, no } = valueWordsOf(language);
  const word = fold(String(given).trim());
  if ([...yes.split(' '), 'true', '1', 'yes'].includes(word)) return true;
  return [...no.split(' '), 'false', '0', 'no'].includes(word) ? false : null;
};

const moneyRule: Rule = (given, parameter, context) => {
  if (isMoney(given)) return { amount: given.amount, currency: given.currency };
  if (typeof given === 'number') return Number.isFinite(given) ? { amount: given, currency: null } : null;
  const amount = numberRule(given, { ...parameter, type: 'number' }, context);
  return typeof amount === 'number' ? { amount, currency: null } : read(given, parameter, context);
};

const isMoney = (given: unknown): given is Money =>
  typeof given === 'object' &&
  given !== null &&
  'amount' in given &&
  'currency' in given &&
  typeof given.amount === 'number' &&
  (given.currency === null || typeof given.currency === 'string');

/** A date, time, phone number and the like are read as they would be in a message. */
const read: Rule = (given, parameter, context) => {
  if (typeof given !== 'string') return null;
  const { name } = parameter;
  const extraction = extract([{ name, type: parameter.type }], given, context);
  return extraction instanceof Promise ? extraction.then(({ values }) => values[name] ?? null) : extraction.values[name];
};

const iso: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d$/,
  datetime: /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/,
};

/** What is written as we write it ourselves needs no library, but must be a day that exists. */
const momentRule: Rule = (given, parameter, context) => {
  if (typeof given !== 'string' || !iso[parameter.type]?.test(given)) return read(given, parameter, context);
  if (parameter.type === 'time') return given;
  const day = given.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) ? given : null;
};

const wholeRule: Rule = (given, parameter, context) => {
  const value = read(given, parameter, context);
  return typeof given === 'string' && typeof value === 'string' && /\s/.test(given.trim()) ? null : value;
};

const rules: Readonly<Record<string, Rule>> = {
  number: numberRule,
  integer: numberRule,
  boolean: booleanRule,
  currency: moneyRule,
  email: wholeRule,
  url: wholeRule,
  phone: read,
  date: momentRule,
  time: momentRule,
  datetime: momentRule,
  code: textRule,
  string: textRule,
};
