import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeTime, jumps } from './fake-time.ts';
import { seeded } from './seeded.ts';

const root = join(import.meta.dirname, '..');
const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);

describe('G-15 the clock of a running server', () => {
  test('is the time that passed, whenever and however often the system’s clock is set', () => {
    for (const seed of seeds) {
      const roll = seeded(seed);
      const time = fakeTime();
      const start = time.now();
      let passed = 0;
      for (let step = 0; step < 200; step += 1) {
        if (roll() < 0.3) time.jump(jumps[Math.floor(roll() * jumps.length)] ?? 0);
        const next = Math.floor(roll() * 5_000);
        time.pass(next);
        passed += next;
        // Where the jumps undo each other, the clock is back within what counts as a correction, and exactly right.
        expect(time.now() - start, `seed ${seed}, step ${step}`).toBe(passed);
      }
    }
  });

  test('never goes back, and no duration is wrong by more than half a percent while it is corrected', () => {
    for (const seed of seeds) {
      const roll = seeded(seed);
      const time = fakeTime();
      let before = time.now();
      for (let step = 0; step < 200; step += 1) {
        time.jump((roll() - 0.5) * (roll() < 0.5 ? 1_000 : 100_000));
        const passed = roll() * (roll() < 0.1 ? 3_600_000 : 3_000);
        time.pass(passed);
        const now = time.now();
        expect(now, `seed ${seed}, step ${step}`).toBeGreaterThanOrEqual(before);
        expect(Math.abs(now - before - passed), `seed ${seed}, step ${step}`).toBeLessThanOrEqual(passed / 200 + 6);
        before = now;
      }
    }
  });

  test.each([30_000, -30_000, 400, -400])('follows a correction of %i ms until it agrees, and not at once', (correction) => {
    const time = fakeTime();
    time.jump(correction);
    time.pass(1_000);
    expect(Math.abs(time.now() - time.wall())).toBeGreaterThan(Math.abs(correction) - 10);
    for (let second = 0; second < Math.abs(correction) / 5; second += 1) {
      time.pass(1_000);
      time.now();
    }
    expect(Math.abs(time.now() - time.wall())).toBeLessThanOrEqual(1);
  });

  test('does not follow a clock that was set, and is the system’s time again after a restart', () => {
    for (const jump of jumps) {
      const time = fakeTime();
      time.jump(jump);
      for (let hours = 0; hours < 100; hours += 1) {
        time.pass(3_600_000);
        time.now();
      }
      expect(time.now() - time.wall()).toBe(-jump);
      expect(time.restarted()()).toBe(time.wall());
    }
  });

  test('goes ahead with a machine that slept, also where its clock was set meanwhile', () => {
    for (const jump of [0, ...jumps]) {
      const time = fakeTime();
      const start = time.now();
      time.jump(jump);
      time.pass(1_000);
      time.now();
      time.sleep(8 * 3_600_000);
      time.pass(1_000);
      const passed = 8 * 3_600_000 + 2_000;
      expect(Math.abs(time.now() - start - passed)).toBeLessThanOrEqual(10);
      time.pass(1_000);
      expect(Math.abs(time.now() - start - passed - 1_000)).toBeLessThanOrEqual(20);
    }
  });

  test('is the only one: nothing else in the server reads the system’s clock', () => {
    const source = (file: string): string => withoutComments(readFileSync(join(root, file), 'utf8'));
    const readers = globSync('runtime/**/*.ts', { cwd: root }).filter((file) => /\bDate\.now\b|new Date\(\)|\bDate\(\)/.test(source(file)));
    expect(readers).toEqual(['runtime/main.ts']);
  });
});

const withoutComments = (source: string): string => source.replace(/\/\*\*?[\s\S]*?\*\/|\/\/.*/g, '');
