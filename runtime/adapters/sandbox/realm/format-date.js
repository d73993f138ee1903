// @ts-check
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();
const maximumFormats = 100;
const pattern = /'([^']*)'|yyyy|yy|MMMM|MMM|MM|M|dd|d|EEEE|EEE|HH|H|hh|h|mm|m|ss|s|SSS|a/g;

/**
 * A date in words: by a pattern such as `dd.MM.yyyy HH:mm`, or by the options of `Intl.DateTimeFormat`.
 * @param {unknown} date a Date, milliseconds, or text that `Date` can read
 * @param {unknown} how
 * @param {string} zone
 */
export function formatDate(date, how, zone) {
  const moment = new Date(/** @type {string} */ (date)); // the constructor reads numbers and dates as well
  if (Number.isNaN(moment.getTime())) throw new RangeError('formatDate needs a date, milliseconds or text such as "2026-03-01"');
  if (how === undefined) return formatDate(moment, 'yyyy-MM-dd', zone);
  if (typeof how === 'string') return byPattern(moment, how, zone);
  if (typeof how !== 'object' || how === null) throw new TypeError('formatDate needs a pattern such as "dd.MM.yyyy", or options');
  const { locale = 'en', ...options } = /** @type {Record<string, unknown>} */ (how); // any object can be read by name
  return formatOf(String(locale), { timeZone: zone, ...options }).format(moment);
}

/** @param {Date} moment @param {string} how @param {string} zone */
function byPattern(moment, how, zone) {
  const at = partsOf(moment, zone);
  const hour = Number(at.hour);
  /** @type {Record<string, () => string>} */
  const say = {
    yyyy: () => at.year.padStart(4, '0'),
    yy: () => at.year.slice(-2).padStart(2, '0'),
    MMMM: () => formatOf('en', { timeZone: zone, month: 'long' }).format(moment),
    MMM: () => formatOf('en', { timeZone: zone, month: 'short' }).format(moment),
    EEEE: () => formatOf('en', { timeZone: zone, weekday: 'long' }).format(moment),
    EEE: () => formatOf('en', { timeZone: zone, weekday: 'short' }).format(moment),
    SSS: () => String(moment.getUTCMilliseconds()).padStart(3, '0'),
    a: () => (hour < 12 ? 'AM' : 'PM'),
  };
  const numbers = { M: at.month, d: at.day, H: hour, h: hour % 12 || 12, m: at.minute, s: at.second };
  return how.replace(pattern, (whole, quoted) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    const number = Number(numbers[/** @type {keyof typeof numbers} */ (whole[0])]); // words that are in `say` are answered there
    return say[whole]?.() ?? String(number).padStart(whole.length, '0');
  });
}

/** @param {Date} moment @param {string} zone */
function partsOf(moment, zone) {
  const numeric = /** @type {const} */ ('numeric');
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  const parts = formatOf('en', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', ...fields }).formatToParts(moment);
  const found = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = found;
  return { year, month, day, hour, minute, second };
}

/** Making a format costs fifty times its use. @param {string} locale @param {Intl.DateTimeFormatOptions} options */
function formatOf(locale, options) {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= maximumFormats) formats.clear();
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}
