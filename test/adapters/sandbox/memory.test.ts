import { afterAll, describe, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import type { ScriptCall } from '../../../runtime/ports.ts';
import { outcome, script, trip } from './trip.ts';

const sandbox = childSandbox();
afterAll(() => sandbox.close());
const weighed = async (...calls: ScriptCall[]) => sandbox.run(trip(calls, { weighs: true }));
const eightMegabytes = script('const held = new Float64Array(1024 * 1024).fill(0.5); return held.length');

describe('how much memory a script takes', () => {
  test('is told where it is asked: one that allocates 8 MB takes so much more than an empty one, run after run', async () => {
    const [empty] = await weighed(script('return 1'));
    expect(empty?.kilobytes).toBeGreaterThan(0);
    for (let run = 0; run < 3; run += 1) {
      const [large] = await weighed(eightMegabytes);
      expect(outcome(large)).toBe(1024 * 1024);
      expect((large?.kilobytes ?? 0) - (empty?.kilobytes ?? 0)).toBeGreaterThan(8 * 1024 - 512);
      const [after] = await weighed(script('return 1'));
      expect(after?.kilobytes).toBeLessThan(2 * 1024);
    }
  });

  test('is not told where nobody asked, nor of a script that had to be stopped, and the next one runs as ever', async () => {
    const [plain] = await sandbox.run(trip([script('return 1')]));
    expect(plain).not.toHaveProperty('kilobytes');
    const stopped = await sandbox.run(trip([script('for (;;);')], { weighs: true, limits: { milliseconds: 50, megabytes: 32 } }));
    expect(stopped.map(outcome)).toEqual(['script.time: ']);
    expect(stopped[0]).not.toHaveProperty('kilobytes');
    expect((await weighed(script('return 2'))).map(outcome)).toEqual([2]);
  });
});
