// @ts-check
import { moment } from './moment.js';

/** Makes `Date`, `Intl.DateTimeFormat` and `Math.random` know the call's time and luck, and no other. Runs once, before the realm is frozen. */
export function installClock() {
  const RealDate = Date;
  /** @param {unknown[]} parts */
  function TripDate(...parts) {
    if (new.target === undefined) return new RealDate(moment.now).toString();
    return Reflect.construct(RealDate, parts.length === 0 ? [moment.now] : parts, new.target);
  }
  define(TripDate, 'prototype', RealDate.prototype);
  define(TripDate, 'name', 'Date');
  define(TripDate, 'length', 7);
  define(TripDate, 'now', () => moment.now);
  define(TripDate, 'parse', RealDate.parse);
  define(TripDate, 'UTC', RealDate.UTC);
  define(RealDate.prototype, 'constructor', TripDate);
  define(globalThis, 'Date', TripDate);
  define(Math, 'random', () => moment.random());
  installFormats();
}

/** Without an argument the formats of `Intl` would tell the machine's own time. */
function installFormats() {
  const formats = Intl.DateTimeFormat.prototype;
  const format = Object.getOwnPropertyDescriptor(formats, 'format')?.get;
  const { formatToParts } = formats;
  if (!format) throw new Error('Intl.DateTimeFormat.prototype.format is no accessor');
  Object.defineProperty(formats, 'format', {
    configurable: true,
    get() {
      const bound = Reflect.apply(format, this, []);
      return (/** @type {unknown} */ date) => bound(date === undefined ? moment.now : date);
    },
  });
  define(formats, 'formatToParts', function tripFormatToParts(/** @type {any} */ date) {
    // @ts-expect-error `this` is whatever the script calls it on; the real method refuses strangers.
    return Reflect.apply(formatToParts, this, [date === undefined ? moment.now : date]);
  });
}

/** @param {object} holder @param {string} name @param {unknown} value */
function define(holder, name, value) {
  Object.defineProperty(holder, name, { value, writable: name !== 'prototype', enumerable: false, configurable: name !== 'prototype' });
}
