import { afterAll, describe, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import { expression, outcome, script, trip } from './trip.ts';

const sandbox = childSandbox();
afterAll(() => sandbox.close());

/** What one call tries to leave behind, and how the next would find it; `undefined` or an error is as good as nothing. */
const leaks: [name: string, leave: string, find: string][] = [
  ['a global', 'globalThis.leak = 1', 'globalThis.leak'],
  ['a global by a loose function', 'Function("leak = 1")()', 'globalThis.leak'],
  ['a global var by indirect eval', '(0, eval)("var leak = 1")', 'globalThis.leak'],
  ['a global function by indirect eval', '(0, eval)("function leak() {}")', 'globalThis.leak'],
  ['a global let by indirect eval', '(0, eval)("let leak = 1")', '(0, eval)("typeof leak === `undefined` ? undefined : leak")'],
  ['a global class by a loose script', 'Function("eval(`var leak = 1`)")()', 'globalThis.leak'],
  ['a member of Object', 'Object.leak = 1', 'Object.leak'],
  ['a member of Object.prototype', 'Object.prototype.leak = 1', '({}).leak'],
  ['a member of a loose this', 'Function("this.leak = 1")()', 'Function("return this.leak")()'],
  ['a member of Math', 'Math.leak = 1', 'Math.leak'],
  ['a member of Date', 'Date.leak = 1; Date.prototype.leak = 1', 'Date.leak ?? new Date().leak'],
  ['a member of the function prototype', '(() => {}).__proto__.leak = 1', '(() => {}).leak'],
  ['a member of the generator prototype', 'Object.getPrototypeOf(function* () {}).leak = 1', 'Object.getPrototypeOf(function* () {}).leak'],
  [
    'a member of the generator object prototype',
    'Object.getPrototypeOf((function* () {})()).__proto__.leak = 1',
    'Object.getPrototypeOf((function* () {})()).leak',
  ],
  ['a member of the async function prototype', 'Object.getPrototypeOf(async () => {}).leak = 1', 'Object.getPrototypeOf(async () => {}).leak'],
  ['a member of the list iterator prototype', 'Object.getPrototypeOf([].values()).leak = 1', 'Object.getPrototypeOf([].values()).leak'],
  [
    'a member of the regular expression iterator',
    'Object.getPrototypeOf("".matchAll(/a/g)).leak = 1',
    'Object.getPrototypeOf("".matchAll(/a/g)).leak',
  ],
  [
    'a member of the iterator helpers',
    'Object.getPrototypeOf([].values().map((a) => a)).leak = 1',
    'Object.getPrototypeOf([].values().map((a) => a)).leak',
  ],
  [
    'a member of the async generator prototype',
    'Object.getPrototypeOf(async function* () {}).prototype.leak = 1',
    'Object.getPrototypeOf(async function* () {}).prototype.leak',
  ],
  ['a member of typed arrays', 'Object.getPrototypeOf(Int8Array).leak = 1', 'Object.getPrototypeOf(Int8Array).leak'],
  ['a member of Intl', 'Intl.leak = 1; Intl.NumberFormat.prototype.leak = 1', 'Intl.leak ?? new Intl.NumberFormat().leak'],
  ['a member of segments', 'Object.getPrototypeOf(new Intl.Segmenter().segment("a")).leak = 1', 'new Intl.Segmenter().segment("a").leak'],
  [
    'a member of the segment iterator',
    'Object.getPrototypeOf(new Intl.Segmenter().segment("a")[Symbol.iterator]()).leak = 1',
    'new Intl.Segmenter().segment("a")[Symbol.iterator]().leak',
  ],
  ['a member of console', 'console.leak = 1; console.log.leak = 1', 'console.leak ?? console.log.leak'],
  ['a member of a given function', 'formatDate.leak = 1; uuid.leak = 1', 'formatDate.leak ?? uuid.leak'],
  ['a replaced function', 'goToStage = 1', 'typeof goToStage === "function" ? undefined : 1'],
  [
    'a change of the scope',
    'vars.leak = 1; constants.leak = 1; history.push(1); time.leak = 1',
    'vars.leak ?? constants.leak ?? history[2] ?? time.leak',
  ],
  ['a change deep in the scope', 'vars.order.leak = 1; stageVars.support.leak = 1', 'vars.order.leak ?? stageVars.support.leak'],
  ['the last match', '/(secret)/.exec("secret")', 'RegExp.$1 ?? RegExp.lastMatch ?? RegExp["$&"] ?? RegExp.input ?? RegExp.$_ ?? RegExp.leftContext'],
  ['the place of a regular expression', 'const r = /a/g; r.exec("aa"); r.leak = 1', '/a/g.lastIndex || undefined'],
  ['a template’s list of texts', '((t) => { try { t.leak = 1 } catch {} try { t.raw.leak = 1 } catch {} })`a`', '((t) => t.leak ?? t.raw.leak)`a`'],
  ['a frame limit', 'Error.stackTraceLimit = 0', 'Error.stackTraceLimit === 10 ? undefined : 1'],
  ['a prepared stack', 'Error.prepareStackTrace = () => 1', 'typeof new Error().stack === "string" ? undefined : 1'],
  ['an assigned result', 'result = "leak"', 'typeof result === "undefined" ? undefined : result'],
  ['a member of the arguments', 'arguments[0] = 1; arguments.leak = 1', 'arguments[0] ?? arguments.leak'],
  ['a microtask', 'Promise.resolve().then(() => { vars.leak = 1; console.log("leak"); goToStage("leak"); })', 'vars.leak'],
  ['a registered symbol’s member', 'globalThis[Symbol.for("leak")] = 1', 'globalThis[Symbol.for("leak")]'],
  ['a thrower', 'Object.getOwnPropertyDescriptor(arguments, "callee").get.leak = 1', 'Object.getOwnPropertyDescriptor(arguments, "callee").get.leak'],
  ['a frozen realm thawed', 'Object.defineProperty(Array.prototype, "leak", { value: 1 })', '[].leak'],
];

describe('G-32 what one call leaves behind, the next does not find', () => {
  test.each(leaks)('%s', async (_, leave, find) => {
    const finder = expression(`(() => { try { return (${find}) ?? null } catch { return null } })()`);
    const together = await sandbox.run(trip([script(leave), finder, script(`${leave}\n;`), finder]));
    const later = await sandbox.run(trip([finder]));
    expect([together[1], together[3], later[0]].map(outcome)).toEqual([null, null, null]);
    expect([...together, ...later].slice(1).flatMap((it) => it.logs)).toEqual([]);
  });

  test('the same code leaves nothing to itself', async () => {
    const code = 'const seen = (f) => f; seen.count = (seen.count ?? 0) + 1; return [seen.count, vars.count++, typeof result, (result = 1)]';
    const answers = await sandbox.run(trip([script(code), script(code), script(code)]));
    expect(answers.map(outcome)).toEqual(Array(3).fill([1, 1, 'undefined', 1]));
  });

  test('nothing that a script can reach in the realm can be changed', async () => {
    const audit = `
      const seen = new Set([globalThis, Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(async () => {}), Object.getPrototypeOf([].values())]);
      const open = [];
      for (const it of seen) {
        if (!Object.isFrozen(it)) open.push(String(it.name ?? it));
        for (const key of Reflect.ownKeys(it)) {
          const member = Object.getOwnPropertyDescriptor(it, key);
          for (const next of [member.value, member.get, member.set]) if (Object(next) === next) seen.add(next);
        }
        const above = Object.getPrototypeOf(it);
        if (above) seen.add(above);
      }
      return { open, isMany: seen.size > 500 || seen.size };`;
    expect((await sandbox.run(trip([script(audit)]))).map(outcome)).toEqual([{ open: [], isMany: true }]);
  });
});
