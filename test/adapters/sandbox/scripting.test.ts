import { afterAll, describe, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import type { ScopeChanges } from '../../../runtime/ports.ts';
import { expression, now, one, outcome, scope, script, trip } from './trip.ts';

const sandbox = childSandbox();
afterAll(() => sandbox.close());

const run = async (code: string, params?: Parameters<typeof script>[1]) => one(sandbox, script(code, params));
const value = async (code: string, params?: Parameters<typeof script>[1]) => outcome(await run(code, params));
const nothing: ScopeChanges = { vars: { set: {}, removed: [] }, userProfile: { set: {}, removed: [] } };

async function after(code: string) {
  const result = await run(code);
  if (!result.ok) throw new Error(result.problem.message);
  return result;
}

describe('what a script gives back', () => {
  test('P-21 an assigned result counts, a returned value wins, and objects come back whole', async () => {
    expect(await value('result = { total: 3 }')).toEqual({ total: 3 });
    expect(await value('result = 1; return { items: [{ id: 7 }] }')).toEqual({ items: [{ id: 7 }] });
    expect(await value('let result = 5')).toBe(5);
    expect(await value('result = 1; return')).toBe(1);
    expect(await value('vars.count')).toBeNull();
    expect(await value('return new Date()')).toBe('2026-03-01T12:30:05.070Z');
    expect(await value('return NaN')).toBeNull();
  });

  test('a promise is awaited where it can settle by itself', async () => {
    expect(await value('return (async () => { await null; return userInput.length; })()')).toBe(19);
    expect(await value('return Promise.all([1, Promise.resolve(2)]).then((all) => { vars.count = all.length; result = 1; })')).toBe(1);
    expect(await value('return Promise.reject(new RangeError("no such order"))')).toBe('script.failed: RangeError: no such order');
  });

  test('a rejected promise that nobody looks after is no failure', async () => {
    expect(await value('Promise.reject(new Error("a")); vars.count = 2; return 1')).toBe(1);
    expect(await value('Promise.reject(1); return Promise.resolve(2)')).toBe(2);
    expect(await value('Promise.reject({ get message() { throw 1; } }); return 3')).toBe(3);
    const calls = [
      script('Promise.reject(1)'),
      script('Promise.reject(2); return Promise.resolve({ get a() { Promise.reject(3); return 4; } })'),
      expression('5'),
    ];
    expect((await sandbox.run(trip(calls))).map(outcome)).toEqual([null, { a: 4 }, 5]);
  });

  test('a call that awaits does not change what stands beside it in the trip', async () => {
    const answers = await sandbox.run(
      trip([expression('1'), script('return Promise.resolve(2)'), script('return Promise.resolve(3)'), expression('4')]),
    );
    expect(answers.map(outcome)).toEqual([1, 2, 3, 4]);
  });
});

describe('what a script changes', () => {
  test('variables and profile fields are reported by their top-level name, deep changes too', async () => {
    expect((await after('vars.count += 1; vars.order.open = false; delete vars.list; userProfile.city = "Graz"')).changes).toEqual({
      vars: { set: { count: 2, order: { id: 7, open: false } }, removed: ['list'] },
      userProfile: { set: { city: 'Graz' }, removed: [] },
    });
    expect((await after('vars = { fresh: [1] }')).changes.vars).toEqual({ set: { fresh: [1] }, removed: ['count', 'list', 'order'] });
    expect((await after('vars.count = undefined')).changes.vars).toEqual({ set: {}, removed: ['count'] });
    expect((await after('vars.count = 1; vars.order = { open: true, id: 7 }; return vars.list')).changes).toEqual(nothing);
    expect((await after('vars.at = new Date(0)')).changes.vars.set).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect((await after('eval("va" + "rs").count = 9')).changes.vars.set).toEqual({ count: 9 });
    expect((await after('v\\u0061rs.count = 9')).changes.vars.set).toEqual({ count: 9 });
  });

  test('the input may be replaced; everything else is a copy whose changes are dropped', async () => {
    expect((await after('userInput = userInput.toUpperCase()')).changes).toEqual({ ...nothing, userInput: 'WHERE IS MY PARCEL?' });
    const code =
      'constants.shop = "x"; params.a = 1; stageVars.checkout.total = 0; history.length = 0; actions.push("b"); time = 1; return originalUserInput';
    const result = await after(code);
    expect([result.value, result.changes]).toEqual(['Where is my parcel???', nothing]);
    expect(await value('return [constants, params, stageVars.checkout, history.length, actions, events, results, stage, conversationId]')).toEqual([
      scope.constants,
      scope.params,
      { total: 12 },
      2,
      ['track_order'],
      [{ kind: 'message' }],
      { tools: {}, webhooks: {} },
      'support',
      'c1',
    ]);
  });

  test('a call has parameters of its own, also under their names', async () => {
    expect(await value('return [params, orderNumber, typeof city]', { orderNumber: '9' })).toEqual([{ orderNumber: '9' }, '9', 'undefined']);
    expect(await value('return [stage, params.stage, params["order-number"], params.class]', { stage: 'x', 'order-number': 1, class: 2 })).toEqual([
      'support',
      'x',
      1,
      2,
    ]);
  });

  test('P-11 a condition sees what a script sees, and changes nothing', async () => {
    const seen =
      '[vars, userProfile, userInput, originalUserInput, params, stage, stageVars, constants, history, events, actions, results, time, conversationId]';
    expect(outcome(await one(sandbox, expression(seen)))).toEqual(await value(`return ${seen}`));
    const [first, second] = await sandbox.run(
      trip([expression('(vars.count = 5, userInput = "x", goToStage("a"), vars.count)'), expression('vars.count')]),
    );
    expect(first).toMatchObject({ ok: true, value: 5, changes: nothing, signals: [] });
    expect(outcome(second)).toBe(1);
  });
});

describe('what a script can do', () => {
  test('R003-28 R003-29 P-04 signals are listed in their order and the script goes on', async () => {
    const code =
      'goToStage("checkout"); endConversation(); abortConversation("abuse"); respond("Hi " + userProfile.name); suppressResponse(); return 1';
    expect((await after(code)).signals).toEqual([
      { kind: 'go_to_stage', stage: 'checkout' },
      { kind: 'end', reason: '' },
      { kind: 'abort', reason: 'abuse' },
      { kind: 'respond', text: 'Hi Ada' },
      { kind: 'suppress_response' },
    ]);
    expect(await value('goToStage()')).toBe('script.failed: TypeError: goToStage needs the name of a stage');
  });

  test('log lines are kept in order, a hundred of them, each cut', async () => {
    expect(
      (await after('console.log("a", 1, { b: [2] }, undefined); console.warn("w"); console.error(new TypeError("t")); console.info(null)')).logs,
    ).toEqual(['a 1 {"b":[2]} undefined', 'warning: w', 'error: TypeError: t', 'null']);
    const { logs } = await after('for (let i = 0; i < 500; i++) console.log(i + "x".repeat(2000))');
    expect([logs.length, logs[98]?.length, logs[99]]).toEqual([100, 1_000, '(further lines are left out)']);
    const failing = await run('console.log("before"); throw 1');
    expect(failing.logs).toEqual(['before']);
  });

  test('dates are the turn’s own, and are written by pattern or by options', async () => {
    expect(
      await value('return [Date.now(), new Date().getTime(), +new Date(0), new Date(2026, 0, 2).getDate(), new Date() instanceof Date]'),
    ).toEqual([now, now, 0, 2, true]);
    expect(
      await value('return typeof Date() + Date.prototype.constructor.now() + new Intl.DateTimeFormat("en", { dateStyle: "short" }).format()'),
    ).toBe(`string${now}3/1/26`);
    expect(await value('return [new Date(0).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone]')).toEqual([0, 'UTC']);
    expect(await value(`return formatDate(new Date(), "EEEE, d. MMMM yyyy HH:mm:ss.SSS 'h'")`)).toBe('Sunday, 1. March 2026 13:30:05.070 h');
    expect(await value('return [formatDate(0, "yy-M-dd h:mm a", "America/New_York"), formatDate("2026-07-01T00:30:00Z")]')).toEqual([
      '69-12-31 7:00 PM',
      '2026-07-01',
    ]);
    expect(await value('return formatDate(0, { dateStyle: "long", locale: "de" }, "UTC")')).toBe('1. Januar 1970');
    expect(await value('return formatDate("soon")')).toMatch(/^script.failed: RangeError: formatDate needs/);
  });

  test('P-19 the history as text keeps each message on one line', async () => {
    expect(await value('return historyText()')).toBe('user: hello\nassistant: Hello! How can I help?');
    expect(await value('return [historyText(1), historyText(0)]')).toEqual(['assistant: Hello! How can I help?', '']);
  });

  test('the usual ways to write classes, errors and own methods work in the frozen realm', async () => {
    const code = `
      class Refused extends Error { constructor(m) { super(m); this.name = 'Refused'; } }
      function Old() {} Old.prototype.toString = function () { return 'old'; }; Old.prototype.constructor = Old;
      const own = { hasOwnProperty: 1 }; own.toString = () => 'own'; own.constructor = 2;
      const e = new TypeError('a'); e.message = 'b'; e.name = 'C';
      const f = function () {}; f.call = 3; f.toString = () => 'f';
      return [String(new Refused('x')), String(new Old()), String(own), String(e), f.call, String(f), Object.keys(own)];`;
    expect(await value(code)).toEqual(['Refused: x', 'old', 'own', 'C: b', 3, 'f', ['hasOwnProperty', 'toString', 'constructor']]);
  });
});

describe('what goes wrong', () => {
  test('P-29 C-15 a failure names its line and column in the author’s code', async () => {
    const result = await run('const a = 1;\nconst order = vars.order;\n  order.customer.name;');
    expect(result).toMatchObject({ ok: false, problem: { code: 'script.failed', line: 3, column: 18, details: { line: 3 } } });
    expect(await one(sandbox, expression('vars.a.b'))).toMatchObject({ ok: false, problem: { line: 1, column: 8 } });
    expect(await run('function deep() {\n  throw new RangeError("deep");\n}\n[1].map(deep)')).toMatchObject({ problem: { line: 2, column: 9 } });
    expect(await run('let a = 1;\nlet b = ;')).toMatchObject({ problem: { code: 'script.syntax', line: 2, column: 9 } });
    const late = await run('return Promise.resolve().then(() => {\n  missing();\n})');
    expect(late).toMatchObject({ problem: { code: 'script.failed', line: 2, column: 3, message: expect.stringContaining('line 2, column 3') } });
  });

  test('an undeclared name is refused and a failed script changes nothing', async () => {
    const result = await run('vars.count = 2; goToStage("x"); total = 3');
    expect(outcome(result)).toBe('script.failed: ReferenceError: total is not defined');
    expect(result).not.toHaveProperty('changes');
  });

  test('each call of a trip stands or falls alone', async () => {
    const calls = [expression('1'), script('throw new Error("no")'), expression('2'), script('x'.repeat(70_000)), expression('3'), expression('a b')];
    const answers = await sandbox.run(trip(calls));
    expect(answers.map((it) => (it.ok ? it.value : it.problem.code))).toEqual([1, 'script.failed', 2, 'script.too_large', 3, 'script.syntax']);
    expect(await sandbox.run(trip([]))).toEqual([]);
  });

  test('64 KiB of code and 256 KiB of answer are allowed, a byte more is not', async () => {
    const padded = (size: number) => `return 1${' '.repeat(size - 8)}`;
    expect([await value(padded(65_536)), await value(padded(65_537))]).toEqual([1, 'script.too_large: ']);
    expect(await value(`return 1//${'€'.repeat(30_000)}`)).toBe('script.too_large: ');
    expect(await value('return "x".repeat(262_000)')).toHaveLength(262_000);
    expect(await value('return "x".repeat(262_144)')).toBe('script.result_too_large: ');
  });
});
