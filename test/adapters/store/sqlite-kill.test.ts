import { afterAll, expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';
import { temporaryFolder } from './sample-commits.ts';

/** More of them: `KILL_ROUNDS=200 npx vitest run test/adapters/store/sqlite-kill.test.ts`. */
const rounds = Number(process.env.KILL_ROUNDS ?? 20);
const folder = temporaryFolder();
afterAll(folder.remove);

test(
  `G-01 after ${rounds} kills at random moments every acknowledged commit is stored, whole and without a gap`,
  async () => {
    const report = await killRounds(folder.path('killed.db'), rounds);
    expect(report.broken).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(rounds);
  },
  20_000 + rounds * 3_000,
);
