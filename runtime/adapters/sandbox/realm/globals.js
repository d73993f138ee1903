// @ts-check

import { reasonOf } from './describe.js';
import { formatDate } from './format-date.js';
import { uuid } from './luck.js';
import { copy } from './values.js';

const maximumLines = 100;
const maximumLine = 1_000;
const maximumSignals = 100;

/**
 * @typedef {{ kind: string, stage?: string, reason?: string, text?: string }} Signal
 * @typedef {{ logs: string[], signals: Signal[], random: () => number }} Outbox
 * @typedef {{ history?: { role: string, text: string }[], time?: Record<string, unknown> } & Record<string, any>} Scope
 */

/** Names whose value is a fresh copy of the scope's. */
const copied = new Set([
  ...['vars', 'userProfile', 'userInput', 'originalUserInput', 'params', 'stage', 'stageVars', 'constants'],
  ...['history', 'events', 'actions', 'results', 'time', 'faq', 'conversationId'],
]);

/**
 * One global, made for one call alone.
 * @param {string} name @param {Scope} scope @param {Outbox} outbox
 */
export function freshGlobal(name, scope, outbox) {
  if (copied.has(name)) return copy(scope[name]);
  return makers[name]?.(outbox, scope);
}

/** @type {Record<string, (outbox: Outbox, scope: Scope) => unknown>} */
const makers = {
  console: (outbox) => ({
    log: logger(outbox, ''),
    info: logger(outbox, ''),
    warn: logger(outbox, 'warning: '),
    error: logger(outbox, 'error: '),
  }),
  goToStage: (outbox) => (/** @type {unknown} */ stage) =>
    signal(outbox, { kind: 'go_to_stage', stage: needed(stage, 'goToStage', 'the name of a stage') }),
  endConversation: (outbox) => (/** @type {unknown} */ reason) => signal(outbox, { kind: 'end', reason: optional(reason) }),
  abortConversation: (outbox) => (/** @type {unknown} */ reason) => signal(outbox, { kind: 'abort', reason: optional(reason) }),
  respond: (outbox) => (/** @type {unknown} */ text) => signal(outbox, { kind: 'respond', text: needed(text, 'respond', 'a text') }),
  suppressResponse: (outbox) => () => signal(outbox, { kind: 'suppress_response' }),
  uuid: (outbox) => () => uuid(outbox.random),
  formatDate: (_, scope) => (/** @type {unknown} */ date, /** @type {unknown} */ how, /** @type {unknown} */ zone) =>
    formatDate(date, how, String(zone ?? scope.time?.zone ?? 'UTC')),
  historyText: (_, scope) => (/** @type {unknown} */ count) => historyText(scope.history ?? [], count),
};

/** @param {Outbox} outbox @param {Signal} given */
function signal(outbox, given) {
  if (outbox.signals.length >= maximumSignals) throw new RangeError(`a script may give at most ${maximumSignals} signals`);
  outbox.signals.push(given);
}

/** @param {unknown} given @param {string} who @param {string} what */
function needed(given, who, what) {
  const text = given === undefined || given === null ? '' : String(given);
  if (text === '') throw new TypeError(`${who} needs ${what}`);
  return text;
}

/** @param {unknown} given */
const optional = (given) => (given === undefined || given === null ? '' : String(given));

/** @param {Outbox} outbox @param {string} prefix */
function logger(outbox, prefix) {
  return (/** @type {unknown[]} */ ...parts) => {
    if (outbox.logs.length >= maximumLines) return;
    const isLast = outbox.logs.length === maximumLines - 1;
    outbox.logs.push(isLast ? '(further lines are left out)' : (prefix + parts.map(inWords).join(' ')).slice(0, maximumLine));
  };
}

/** @param {unknown} part @returns {string} */
function inWords(part) {
  if (typeof part === 'string') return part.slice(0, maximumLine);
  if (typeof part === 'function') return '[function]';
  if (typeof part !== 'object' || part === null) return String(part);
  try {
    if (part instanceof Error) return reasonOf(part);
    return (JSON.stringify(part) ?? 'undefined').slice(0, maximumLine);
  } catch {
    return '[cannot be shown]';
  }
}

/** Each message on one line, so that none can pass for two. @param {{ role: string, text: string }[]} history @param {unknown} count */
function historyText(history, count) {
  const wanted = count === undefined ? history.length : Math.max(0, Math.floor(Number(count) || 0));
  const last = wanted === 0 ? [] : history.slice(-wanted);
  return last.map(({ role, text }) => `${role}: ${text.replace(/[\r\n\u2028\u2029]+/g, ' ')}`).join('\n');
}
