// @ts-check
import { installClock } from './clock.js';
import { compile, names } from './compile.js';
import { describe, Refusal } from './describe.js';
import { freshGlobal } from './globals.js';
import { harden } from './harden.js';
import { luck } from './luck.js';
import { moment } from './moment.js';
import { changesText, toText } from './values.js';

const maximumAnswer = 262_144;

/**
 * @typedef {{ kind: string, code: string, params?: Record<string, unknown>, place?: number }} Call
 * @typedef {{ scope: Record<string, any>, calls: Call[], seed: number, now: number }} Trip
 * @typedef {{ call: Call, scope: Record<string, any>, piece: import('./compile.js').Piece, outbox: import('./globals.js').Outbox, read: (() => unknown[]) | undefined }} Running
 * @typedef {{ isDone: boolean, failed: boolean, value: unknown }} Settled
 */

installClock();
harden();
/** Taken before a script runs; nothing that a script does changes it. */
const { then } = Promise.prototype;

/** @type {string[]} */
let finished = [];
let index = 0;
let state = 'I';
/** @type {{ running: Running, settled: Settled } | null} */
let pending = null;

/**
 * Runs calls of a trip from the given one on. The answer starts with `D` (all done), `M` (more to run) or `P` (the next call waits for its
 * promise: leave the realm, then `settle`), then the index of the next call, then the finished answers.
 * @param {string} text @param {number} from @param {boolean} alone only this one call
 */
export function run(text, from, alone) {
  /** @type {Trip} */
  const trip = JSON.parse(text);
  finished = [];
  pending = null;
  state = 'I';
  for (index = from; index < trip.calls.length; index += 1) {
    if (alone && index > from) return report('M');
    const answer = perform(trip, index);
    // What earlier calls left in the queue must not run while this one waits: it is done again, alone.
    if (answer === null) return report(index === from ? 'P' : 'M');
    finished.push(answer);
  }
  return report('D');
}

/** Answers the call that waited for its promise, after the queue was worked off. */
export function settle() {
  const waited = pending;
  pending = null;
  state = 'I';
  if (waited) finished.push(settled(waited));
  index += 1;
  return report('M');
}

/** How far it came, for when the answer of `run` or `settle` was lost: `I` and the call that was interrupted, else what they said. */
export const progress = () => report(state);

/** @param {{ running: Running, settled: Settled }} waited */
function settled({ running, settled }) {
  return guard(running.outbox, () => {
    if (!settled.isDone) throw new Refusal('script.failed', 'the promise that it gave back never settles; only what is ready at once can be awaited');
    if (settled.failed) throw settled.value;
    return finish(running, settled.value);
  });
}

/** @param {string} reached */
function report(reached) {
  state = reached;
  return `${state}${index}|${finished.join(',')}`;
}

/** @param {Trip} trip @param {number} place @returns {string | null} nothing where a promise came back */
function perform(trip, place) {
  const call = /** @type {Call} */ (trip.calls[place]); // the loop stays below the length
  const random = luck(trip.seed, call.place ?? place);
  const outbox = { logs: [], signals: [], random };
  moment.now = trip.now;
  moment.random = random;
  let isWaiting = false;
  const answer = guard(outbox, () => {
    const running = start(call, trip, outbox);
    const { body } = running;
    const value = body();
    isWaiting = value instanceof Promise && waitFor(running, value);
    return isWaiting ? '' : finish(running, value);
  });
  return isWaiting ? null : answer;
}

/** @param {Call} call @param {Trip} trip @param {import('./globals.js').Outbox} outbox */
function start(call, trip, outbox) {
  const piece = compile(call);
  const scope = call.params ? { ...trip.scope, params: call.params } : trip.scope;
  const values = names.map((name) => (piece.uses(name) ? freshGlobal(name, scope, outbox) : undefined));
  const extras = piece.extras.length === 0 ? [] : freshExtras(piece.extras, scope, outbox);
  const [body, read] = piece.begin(...values, ...extras);
  return { call, scope, piece, outbox, read, body };
}

/** @param {string[]} extras @param {Record<string, any>} scope @param {import('./globals.js').Outbox} outbox */
function freshExtras(extras, scope, outbox) {
  const params = freshGlobal('params', scope, outbox);
  return extras.map((name) => params[name]);
}

/** @param {Running} running @param {Promise<unknown>} promise */
function waitFor(running, promise) {
  /** @type {Settled} */
  const settled = { isDone: false, failed: false, value: undefined };
  const end = (/** @type {boolean} */ failed) => (/** @type {unknown} */ value) => {
    settled.isDone = true;
    settled.failed = failed;
    settled.value = value;
  };
  try {
    Reflect.apply(then, promise, [end(false), end(true)]);
  } catch {
    return false; // no real promise: its value is taken as it is
  }
  pending = { running, settled };
  return true;
}

/** @param {Running} running @param {unknown} returned */
function finish({ call, scope, piece, outbox, read }, returned) {
  const [vars, userProfile, userInput, result] = read?.() ?? [];
  const value = toText(returned === undefined ? result : returned);
  if (call.kind === 'expression') return limited(`"value":${value},"changes":${noChanges},"signals":[]`);
  const parts = [
    `"vars":${piece.uses('vars') ? changesText(scope.vars, vars, 'vars') : untouched}`,
    `"userProfile":${piece.uses('userProfile') ? changesText(scope.userProfile, userProfile, 'userProfile') : untouched}`,
  ];
  if (piece.uses('userInput') && userInput !== scope.userInput) parts.push(`"userInput":${toText(`${userInput}`)}`);
  return limited(`"value":${value},"changes":{${parts.join(',')}},"signals":${toText(outbox.signals)}`);
}

const untouched = '{"set":{},"removed":[]}';
const noChanges = `{"vars":${untouched},"userProfile":${untouched}}`;

/** @param {string} text */
function limited(text) {
  if (text.length * 3 > maximumAnswer && bytes(text) > maximumAnswer) throw new Refusal('script.result_too_large', '');
  return text;
}

/** How long a text is in UTF-8. @param {string} text */
function bytes(text) {
  let total = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) total += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return total;
}

/** Whatever happens inside becomes one answer in JSON. @param {import('./globals.js').Outbox} outbox @param {() => string} work */
function guard(outbox, work) {
  try {
    return `{"ok":true,${work()},"logs":${JSON.stringify(outbox.logs)}}`;
  } catch (thrown) {
    return JSON.stringify({ ok: false, ...describe(thrown), logs: outbox.logs });
  }
}
