import { afterAll, describe, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import { hostileScripts } from './hostile-scripts.ts';
import { expression, one, outcome, script } from './trip.ts';

const sandbox = childSandbox();
afterAll(() => sandbox.close());

const hanging = { milliseconds: 150, megabytes: 32 };
const patient = { milliseconds: 3_000, megabytes: 32 };

describe('G-32 a hostile script ends in a coded problem or a harmless answer, and its neighbours do not notice', () => {
  test('there are at least sixty of them', () => {
    expect(hostileScripts.length).toBeGreaterThanOrEqual(60);
  });

  test.each(hostileScripts)('$name', async ({ code, gives }) => {
    const wanted = Array.isArray(gives) && gives.some((it) => typeof it === 'string' && it.startsWith('script.')) ? gives : [gives];
    const limits = wanted.includes('script.time') ? hanging : patient;
    const [hostile, neighbour] = await Promise.all([one(sandbox, script(code), { limits }), one(sandbox, expression('vars.count + 1'))]);
    const got = outcome(hostile);
    expect(wanted.some((it) => matches(got, it)) ? 'as wanted' : got).toBe('as wanted');
    expect(hostile.logs.length).toBeLessThanOrEqual(100);
    expect(hostile.logs.every((line) => line.length <= 1_000)).toBe(true);
    expect(outcome(neighbour)).toBe(2);
    const probe = script('vars.list.push("b"); return [vars.list, Object.keys({}).length, JSON.stringify({ a: [1] }), typeof [][0], {} + ""]');
    expect(outcome(await one(sandbox, probe))).toEqual([['a', 'b'], 0, '{"a":[1]}', 'undefined', '[object Object]']);
  });
});

function matches(got: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'string' && wanted.startsWith('script.')) return typeof got === 'string' && got.startsWith(wanted);
  return JSON.stringify(got) === JSON.stringify(wanted);
}
