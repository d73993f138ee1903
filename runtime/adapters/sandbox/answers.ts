import { type ProblemCode, type ProblemDetails, sentence } from '../../../shared/problem.ts';
import type { Value, Values } from '../../../shared/value.ts';
import type { ScopeChanges, ScriptProblem, ScriptResult, ScriptSignal, ScriptTrip } from '../../ports.ts';
import type { AnswerFrame } from './wire.ts';

/** The largest piece of code and the largest answer, in bytes of UTF-8. */
export const maximumCode = 65_536;
export const maximumAnswer = 262_144;

type Place = { line?: number; column?: number };
type Given = { [key: string]: Value };
const codes: ReadonlySet<string> = new Set<ProblemCode>([
  'script.failed',
  'script.syntax',
  'script.time',
  'script.memory',
  'script.result_too_large',
  'script.result_not_json',
]);

/** The child's answers, checked against the shape that the port promises; nothing where one is not of it. */
export function readAnswers({ text, microseconds, kilobytes }: AnswerFrame, limits: ScriptTrip['limits']): ScriptResult[] | null {
  const given = parsed(text);
  if (!given) return null;
  const share = given.length === 0 ? 0 : Math.round(microseconds / given.length);
  const answers = given.map((one) => readAnswer(one, { microseconds: share, ...(kilobytes > 0 ? { kilobytes } : {}) }, limits));
  return answers.every((one) => one !== null) ? answers : null;
}

/** A problem with a script, worded from the catalogue. */
export function scriptProblem(code: ProblemCode, details: ProblemDetails, { line, column }: Place = {}): ScriptProblem {
  if (line === undefined) return { code, message: sentence(code, details), details };
  const place = { line, column: column ?? 1 };
  const all = { ...details, ...place };
  return { code, message: sentence(code, all), details: all, ...place };
}

/** The result of a call that did not get as far as an answer. */
export const failed = (problem: ScriptProblem, microseconds = 0): ScriptResult => ({ ok: false, problem, logs: [], microseconds });

/** What the limit was, for the codes whose sentence names it. */
export function limitOf(code: string, limits: ScriptTrip['limits']): ProblemDetails {
  if (code === 'script.time') return { limit: limits.milliseconds };
  if (code === 'script.memory') return { limit: limits.megabytes };
  if (code === 'script.result_too_large') return { limit: maximumAnswer };
  return {};
}

function parsed(text: string): Value[] | null {
  try {
    return JSON.parse(`[${text}]`) as Value[]; // a JSON text in brackets is a list of values
  } catch {
    return null;
  }
}

type Figures = Pick<ScriptResult, 'microseconds' | 'kilobytes'>;

function readAnswer(given: Value, figures: Figures, limits: ScriptTrip['limits']): ScriptResult | null {
  if (!isObject(given) || !isTexts(given.logs)) return null;
  const { logs } = given;
  if (given.ok === false) {
    const problem = readProblem(given, limits);
    return problem && { ok: false, problem, logs, ...figures };
  }
  const { value, signals } = given;
  const changes = readChanges(given.changes);
  if (given.ok !== true || value === undefined || !changes || !isSignals(signals)) return null;
  return { ok: true, value, changes, signals, logs, ...figures };
}

function readProblem({ code, reason, line, column }: Given, limits: ScriptTrip['limits']): ScriptProblem | null {
  if (typeof code !== 'string' || !isCode(code) || typeof reason !== 'string') return null;
  const isPlaced = (code === 'script.failed' || code === 'script.syntax') && typeof line === 'number' && typeof column === 'number';
  const details: ProblemDetails = reason === '' ? {} : { reason };
  return scriptProblem(code, { ...details, ...limitOf(code, limits) }, isPlaced ? { line, column } : {});
}

function readChanges(given: Value | undefined): ScopeChanges | null {
  if (!isObject(given)) return null;
  const { userInput } = given;
  const vars = readSet(given.vars);
  const userProfile = readSet(given.userProfile);
  if (!vars || !userProfile || (userInput !== undefined && typeof userInput !== 'string')) return null;
  return userInput === undefined ? { vars, userProfile } : { vars, userProfile, userInput };
}

function readSet(given: Value | undefined): { set: Values; removed: string[] } | null {
  if (!isObject(given) || !isObject(given.set) || !isTexts(given.removed)) return null;
  return { set: given.set, removed: given.removed };
}

const signalText = { go_to_stage: 'stage', end: 'reason', abort: 'reason', respond: 'text' } as const;

function isSignals(given: Value | undefined): given is Extract<ScriptSignal, Value>[] {
  return Array.isArray(given) && given.every(isSignal);
}

function isSignal(given: Value): boolean {
  if (!isObject(given) || typeof given.kind !== 'string') return false;
  if (given.kind === 'suppress_response') return true;
  return Object.hasOwn(signalText, given.kind) && typeof given[signalText[given.kind as keyof typeof signalText]] === 'string'; // an own key, as just asked
}

const isCode = (code: string): code is ProblemCode => codes.has(code);
const isObject = (given: Value | undefined): given is Given => typeof given === 'object' && given !== null && !Array.isArray(given);
const isTexts = (given: Value | undefined): given is string[] => Array.isArray(given) && given.every((one) => typeof one === 'string');
