import { steadyNow, type TimeSources } from '../runtime/steady-clock.ts';
import { startOfTime } from './world.ts';

const hour = 3_600_000;
/** What somebody sets a clock to, from where it stands. */
export const jumps = [hour, -hour, -30 * 24 * hour, 30 * 24 * hour];

/** A machine's time: it passes when a test says so, and its clock shows what somebody sets. */
export function fakeTime() {
  const state = { running: 5_000, asleep: 0, set: startOfTime };
  const sources: TimeSources = {
    wall: () => Math.floor(state.set + state.running + state.asleep),
    running: () => state.running,
    withSleep: () => Math.round((state.running + state.asleep) / 10) * 10,
  };
  return {
    now: steadyNow(sources),
    wall: sources.wall,
    pass(milliseconds: number): void {
      state.running += milliseconds;
    },
    sleep(milliseconds: number): void {
      state.asleep += milliseconds;
    },
    /** Sets the machine's clock ahead, or back. */
    jump(milliseconds: number): void {
      state.set += milliseconds;
    },
    /** Another process that starts now. */
    restarted: () => steadyNow(sources),
  };
}
