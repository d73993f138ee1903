// @ts-check
import { Refusal } from './describe.js';

/** What every piece of code sees, in the order of `globals`. `result` is the script's own to assign. */
export const names = /** @type {const} */ ([
  'vars',
  'userProfile',
  'userInput',
  'originalUserInput',
  'params',
  'stage',
  'stageVars',
  'constants',
  'history',
  'events',
  'actions',
  'results',
  'time',
  'faq',
  'conversationId',
  'console',
  'goToStage',
  'endConversation',
  'abortConversation',
  'respond',
  'suppressResponse',
  'uuid',
  'formatDate',
  'historyText',
  'result',
]);

const maximumPieces = 500;
const maximumCharacters = 1_000_000;
const taken = new Set([...names, 'undefined', 'NaN', 'Infinity', 'globalThis']);
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof ' +
    'var void while with yield'
  ).split(' '),
);

/** @typedef {{ uses: (name: string) => boolean, extras: string[], begin: Function }} Piece */
/** @type {Map<string, Piece>} */
const pieces = new Map();
let characters = 0;

/**
 * The compiled code: `begin(…values)` gives the body to call and, for a script, a way to read what it left. Compiled once, begun afresh for each call.
 * @param {{ kind: string, code: string, params?: Record<string, unknown> }} call
 * @returns {Piece}
 */
export function compile(call) {
  const extras = call.params ? Object.keys(call.params).filter(isFreeName).sort() : [];
  const key = `${call.kind}\n${extras.join(',')}\n${call.code}`;
  const known = pieces.get(key);
  if (known) return known;
  const piece = { uses: mentions(call.code), extras, begin: begin(call, extras) };
  remember(key, piece);
  return piece;
}

/** Whether a parameter can be seen under its own name too. @param {string} name */
const isFreeName = (name) => /^[A-Za-z_$][\w$]*$/.test(name) && !reserved.has(name) && !taken.has(name);

/**
 * A name that the code does not spell out is not filled in. `eval` and escapes could spell it in other ways.
 * @param {string} code
 */
function mentions(code) {
  const isOpen = code.includes('eval') || code.includes('\\u');
  const seen = new Set(names.filter((name) => isOpen || code.includes(name)));
  return (/** @type {string} */ name) => seen.has(/** @type {typeof names[number]} */ (name)); // only a type: a name that is none is not in the set
}

/** @param {{ kind: string, code: string }} call @param {string[]} extras */
function begin({ kind, code }, extras) {
  const isExpression = kind === 'expression';
  standsAlone(isExpression, code);
  const body = isExpression ? `return (\n${code}\n);` : `\n${code}\n;return result;`;
  const rest = isExpression ? '' : ', function () { return [vars, userProfile, userInput, result]; }';
  return Function(...names, ...extras, `"use strict"; return [function () {${body}}${rest}];`);
}

/**
 * Code that parses only inside our wrapper would have closed it. An expression that stands both in round and in square brackets
 * closes neither, and is one expression.
 * @param {boolean} isExpression @param {string} code
 */
function standsAlone(isExpression, code) {
  try {
    if (!isExpression) Function(`"use strict";\n${code}\n`);
    else for (const [open, close] of ['()', '[]']) Function(`"use strict"; return ${open}\n${code}\n${close};`);
  } catch (problem) {
    throw new Refusal('script.syntax', problem);
  }
}

/** @param {string} key @param {Piece} piece */
function remember(key, piece) {
  pieces.set(key, piece);
  characters += key.length;
  for (const oldest of pieces.keys()) {
    if (pieces.size <= maximumPieces && characters <= maximumCharacters) return;
    pieces.delete(oldest);
    characters -= oldest.length;
  }
}
