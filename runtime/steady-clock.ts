/** What a steady clock is made of, all in milliseconds. */
export type TimeSources = {
  /** What the system's clock says; somebody may set it at any moment. */
  wall(): number;
  /** How long the machine has been running, exactly; never goes back. */
  running(): number;
  /** The same with the time that the machine was asleep, as coarse as a second. */
  withSleep(): number;
};

/** A clock that is further off than this was set by somebody, and is not followed. */
const mostCorrection = 60_000;
/** A correction takes one part in so many of the time that passes. */
const slew = 200;
const lookEvery = 1_000;
/** Less than this is no sleep but the coarseness of the source. */
const leastSleep = 2_000;

/**
 * The time that passes, counted from what the system's clock says at the start: it never goes back and never jumps, whatever that clock is set to,
 * and follows small corrections of it so gently that no duration is wrong by more than half a percent (G-15). Only a machine that slept goes ahead at once.
 */
export function steadyNow({ wall, running, withSleep }: TimeSources): () => number {
  let [looked, steady] = [running(), wall()];
  let awake = withSleep() - looked;
  return () => {
    const passed = running() - looked;
    if (passed < lookEvery) return Math.floor(steady + passed);
    looked += passed;
    steady += passed;
    const off = wall() - steady;
    const asleep = Math.abs(off) > mostCorrection ? withSleep() - looked - awake : 0;
    if (asleep > leastSleep) {
      steady += asleep;
      awake += asleep;
    } else if (Math.abs(off) <= mostCorrection) steady += Math.sign(off) * Math.min(Math.abs(off), passed / slew);
    return Math.floor(steady);
  };
}
