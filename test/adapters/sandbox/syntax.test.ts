import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readAnswers } from '../../../runtime/adapters/sandbox/answers.ts';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import { frameReader } from '../../../runtime/adapters/sandbox/wire.ts';
import { expression, one, script } from './trip.ts';

const sandbox = childSandbox();
afterAll(() => sandbox.close());

const good = [
  'vars.retryCount < 3 && userProfile.tier === "premium"',
  '({ a: 1 })',
  '{ a: 1 }',
  '() => 1',
  '1, 2',
  '`a`',
  '1 // why',
  '/* a */ 1',
  'function () {}',
];
const bad: [code: string, line: number, column: number][] = [
  ['', 1, 1],
  ['  // nothing', 1, 13],
  ['1;', 1, 2],
  ['1) + (2', 1, 2],
  ['1] + [2', 1, 2],
  ['...vars', 1, 1],
  ['1,,2', 1, 3],
  ['return 1', 1, 1],
  ['vars.a ===', 1, 11],
  ['a b', 1, 3],
  ['vars.a &&\n  (vars.b', 2, 10],
  ['var a = 1', 1, 1],
  ['yield', 1, 1],
];

describe('P-29 code is checked before it runs, with line and column as the author counts them', () => {
  test.each(good)('an expression may be %s', async (code) => {
    expect(await sandbox.check(expression(code))).toBeNull();
  });

  test.each(bad)('an expression may not be %j', async (code, line, column) => {
    expect(await sandbox.check(expression(code))).toMatchObject({ code: 'script.syntax', line, column });
    expect(await one(sandbox, expression(code))).toMatchObject({ ok: false, problem: { code: 'script.syntax', line, column } });
  });

  test('a script may return, and is strict', async () => {
    expect(await sandbox.check(script('if (vars.a) return 1;\nresult = 2'))).toBeNull();
    expect(await sandbox.check(script('with (vars) { a }'))).toMatchObject({ code: 'script.syntax', line: 1 });
    expect(await sandbox.check(script('const a = 1;\nconst a = 2'))).toMatchObject({ code: 'script.syntax', line: 2, column: 7 });
    expect(await sandbox.check(script('}\n{'))).toMatchObject({ code: 'script.syntax', line: 1, column: 1 });
    const awaiting = await sandbox.check(script('const a = await lookUp()'));
    expect(awaiting?.message).toContain('await stands only inside an async function');
    expect(await sandbox.check(script(' '.repeat(65_537)))).toMatchObject({ code: 'script.too_large' });
  });

  test('what the check lets through also compiles, and what it stops does not', async () => {
    const pieces = fc.array(
      fc.constantFrom(
        '1',
        'vars.a',
        ')',
        '(',
        '}',
        '{',
        '[',
        ']',
        ';',
        ',',
        '+',
        '/',
        '`',
        '"',
        '*/',
        '//',
        '\n',
        '=>',
        'return',
        'function',
        '-->',
        '<!--',
        '...',
      ),
      {
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(pieces, fc.constantFrom(script, expression), async (parts, make) => {
        const call = make(parts.join(' '));
        const checked = await sandbox.check(call);
        const result = await one(sandbox, call);
        const isRefused = !result.ok && result.problem.code === 'script.syntax';
        expect([call.code, isRefused]).toEqual([call.code, checked !== null]);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('G-32 what a child sends is not trusted', () => {
  const limits = { milliseconds: 100, megabytes: 32 };
  const untouched = { set: {}, removed: [] };
  const right = { ok: true, value: 1, changes: { vars: untouched, userProfile: untouched }, signals: [], logs: [] };
  const wrong: unknown[] = [
    1,
    null,
    [],
    {},
    { ...right, value: undefined },
    { ...right, ok: 'true' },
    { ...right, logs: [1] },
    { ...right, logs: undefined },
    { ...right, signals: [{ kind: 'go_to_stage' }] },
    { ...right, signals: [{ kind: 'constructor', stage: 'x' }] },
    { ...right, signals: 'x' },
    { ...right, changes: { vars: untouched } },
    { ...right, changes: { vars: { set: [], removed: [] }, userProfile: untouched } },
    { ...right, changes: { vars: { set: {}, removed: [1] }, userProfile: untouched } },
    { ...right, changes: { ...right.changes, userInput: 1 } },
    { ok: false, code: 'turn.failed', reason: '', logs: [] },
    { ok: false, code: 'script.failed', logs: [] },
  ];

  const frameOf = (text: string) => ({ kind: 'done' as const, microseconds: 1, kilobytes: 0, text });

  test.each(wrong)('not %j', (answer) => {
    expect(readAnswers(frameOf(JSON.stringify(right)), limits)).toHaveLength(1);
    expect(readAnswers(frameOf(`${JSON.stringify(right)},${JSON.stringify(answer)}`), limits)).toBeNull();
  });

  test('no text that is no JSON, no frame of an unknown kind, none beyond all measure', () => {
    expect(readAnswers(frameOf('1],[2'), limits)).toBeNull();
    const frame = (size: number, kind: number) => Buffer.from(new Uint32Array([size, kind, 0, 0]).buffer);
    expect([frameReader(() => {})(frame(0, 3)), frameReader(() => {})(frame(0, 9)), frameReader(() => {})(frame(2 ** 31, 3))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('frames are put together however they are cut', () => {
    const bytes = Buffer.concat(
      ['a', '', 'é€'].flatMap((text) => [Buffer.from(new Uint32Array([Buffer.byteLength(text), 3, 7, 9]).buffer), Buffer.from(text)]),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const texts: string[] = [];
        const read = frameReader(({ text }) => texts.push(text));
        const places = [0, ...cuts.toSorted((left, right) => left - right), bytes.length];
        places.slice(1).forEach((end, at) => {
          read(bytes.subarray(places[at], end));
        });
        expect(texts).toEqual(['a', '', 'é€']);
      }),
    );
  });
});
