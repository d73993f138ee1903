import type { Clock } from '../../runtime/ports.ts';
import { startOfTime } from '../world.ts';
import { breath } from './handoff-world.ts';

/** A clock that stands still until it is moved; what is due is called then. */
export function handClock(): HandClock {
  let now = startOfTime;
  let timers: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    soon: (then) => void setImmediate(then),
    after(milliseconds, then) {
      const timer = { at: now + milliseconds, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    armed: () => timers.length,
    async move(milliseconds) {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { then } of due) then();
      await breath();
    },
  };
}

type HandClock = Clock & { move(milliseconds: number): Promise<void>; armed(): number };
