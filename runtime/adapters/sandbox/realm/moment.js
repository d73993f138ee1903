// @ts-check
/**
 * What the running call knows of time and luck. Set before each call; scripts reach it through `Date` and `Math.random` alone.
 * @type {{ now: number, random: () => number }}
 */
export const moment = { now: 0, random: () => 0 };
