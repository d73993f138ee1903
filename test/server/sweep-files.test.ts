import { expect, test } from 'vitest';
import { sweepFiles } from '../../runtime/server/sweep-files.ts';

const day = 86_400_000;

/** A clock that is wound by hand, and what was asked of the files. */
function sweeping(filesDays: number) {
  const asked: { files: number; halves: number }[] = [];
  const logged: string[] = [];
  let now = 100 * day;
  let next: { at: number; then: () => void } | null = null;
  let answer: () => Promise<number> = async () => 2;
  const note = (_: unknown, text: string) => logged.push(text);
  const parts = {
    files: {
      removeBefore: (moment: { files: number; halves: number }) => {
        asked.push(moment);
        return answer();
      },
    },
    clock: {
      now: () => now,
      after(milliseconds: number, then: () => void) {
        const own = { at: now + milliseconds, then };
        next = own;
        return () => {
          if (next === own) next = null;
        };
      },
    },
    settings: { filesDays },
    log: { info: note, error: note },
  };
  const stop = sweepFiles(parts as unknown as Parameters<typeof sweepFiles>[0]); // the few members that are used
  return {
    asked,
    logged,
    stop,
    fails: () => {
      answer = () => Promise.reject(new Error('no such disk'));
    },
    async pass(milliseconds: number) {
      const end = now + milliseconds;
      while (next && next.at <= end) {
        now = next.at;
        next.then();
      }
      now = end;
      await new Promise(setImmediate);
    },
  };
}

test('files that are older than the setting says are removed once a day, half-written ones after a day', async () => {
  const { asked, logged, pass } = sweeping(30);
  await pass(day - 1);
  expect(asked).toEqual([{ files: 70 * day + 60_000, halves: 99 * day + 60_000 }]);
  expect(logged).toEqual(['removed files of visitors that were kept long enough']);
  await pass(2 * day);
  expect(asked).toHaveLength(3);
});

test('without the setting files stay for good, and only half-written ones go', async () => {
  const { asked, pass } = sweeping(0);
  await pass(day);
  expect(asked[0]).toEqual({ files: 0, halves: 99 * day + 60_000 });
});

test('a day on which the folder cannot be read is said and followed by another; a stop ends it', async () => {
  const { asked, logged, pass, stop, fails } = sweeping(1);
  fails();
  await pass(2 * day);
  expect([asked.length, logged[0]]).toEqual([2, 'files of visitors could not be removed; tried again tomorrow']);
  stop();
  await pass(5 * day);
  expect(asked).toHaveLength(2);
});
