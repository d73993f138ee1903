import type { Values } from '../../shared/value.ts';

/** What scripts and templates see as `time`, in the project's zone: the moment, the next days by name, a short calendar. */
export function timeContext(now: number, zone: string): Values {
  const iso = localIso(now, zone);
  return { ...calendar(iso.slice(0, 10), zone), iso, hour: Number(iso.slice(11, 13)), minute: Number(iso.slice(14, 16)), epoch: now };
}

const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
let lastCalendar: { date: string; zone: string; values: Values } | undefined;

/** The days around a date; the same all day, so it is kept until the date changes. */
function calendar(date: string, zone: string): Values {
  if (lastCalendar?.date === date && lastCalendar.zone === zone) return lastCalendar.values;
  const noon = Date.parse(`${date}T12:00:00Z`);
  const at = (offset: number) => ({ date: new Date(noon + offset * day).toISOString().slice(0, 10), weekday: weekday(noon + offset * day) });
  const next: Values = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map(at).map((it) => [it.weekday.toLowerCase(), it.date]));
  const { weekday: today } = at(0);
  const values: Values = {
    date,
    weekday: today,
    zone,
    next,
    calendar: Array.from({ length: 14 }, (_, offset) => at(offset)),
    anchor: `Today is ${today}, ${date} (${zone}).`,
  };
  lastCalendar = { date, zone, values };
  return values;
}

const weekday = (at: number): string =>
  ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][new Date(at).getUTCDay()] ?? '';

/** The moment as the zone's clocks show it, with its offset. */
function localIso(now: number, zone: string): string {
  const parts = Object.fromEntries(
    format(zone)
      .formatToParts(now)
      .map((part) => [part.type, part.value]),
  );
  const local = `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
  const offset = Math.round((Date.parse(`${local}Z`) - Math.floor(now / 1000) * 1000) / 60_000);
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const two = (count: number): string => String(count).padStart(2, '0');

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}
