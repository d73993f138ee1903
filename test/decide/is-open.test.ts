import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../runtime/decide/is-open.ts';
import { handoff, type Schedule, weekdays } from '../../shared/project/handoff.ts';

const scheduleOf = (given: object): Schedule | undefined => handoff.parse({ schedule: given }).schedule;
const at = (moment: string): number => Date.parse(moment);
const weekday = { monday: [{ from: '09:00', to: '17:00' }] };

describe('opening hours', () => {
  test('without a schedule somebody is always there', () => expect(isOpen(undefined, 'UTC', at('2026-03-02T03:00:00Z'))).toBe(true));

  test.each([
    ['before', '2026-03-02T07:59:59Z', false],
    ['at the first minute', '2026-03-02T08:00:00Z', true],
    ['in the last second', '2026-03-02T15:59:59Z', true],
    ['at the end', '2026-03-02T16:00:00Z', false],
    ['on another day', '2026-03-03T10:00:00Z', false],
  ])('by the clocks of the zone: %s', (_when, moment, open) =>
    expect(isOpen(scheduleOf({ timezone: 'Europe/Berlin', days: weekday }), 'UTC', at(moment))).toBe(open),
  );

  test('the project’s zone counts where the schedule has none', () => {
    expect(isOpen(scheduleOf({ days: weekday }), 'Asia/Tokyo', at('2026-03-02T00:30:00Z'))).toBe(true);
    expect(isOpen(scheduleOf({ days: weekday }), 'America/New_York', at('2026-03-02T00:30:00Z'))).toBe(false);
  });

  test('the same hour of the clock before and after it is changed', () => {
    const schedule = scheduleOf({ timezone: 'Europe/Berlin', days: { sunday: [{ from: '09:00', to: '10:00' }] } });
    // 29 March 2026: from UTC+1 to UTC+2; the Sunday before, nine o'clock was 8:00 UTC.
    expect([isOpen(schedule, 'UTC', at('2026-03-22T08:30:00Z')), isOpen(schedule, 'UTC', at('2026-03-22T07:30:00Z'))]).toEqual([true, false]);
    expect([isOpen(schedule, 'UTC', at('2026-03-29T08:30:00Z')), isOpen(schedule, 'UTC', at('2026-03-29T07:30:00Z'))]).toEqual([false, true]);
  });

  test('an hour that comes twice is open twice, and one that never comes is never open', () => {
    const schedule = scheduleOf({ timezone: 'Europe/Berlin', days: { sunday: [{ from: '02:00', to: '03:00' }] } });
    const openMinutes = (day: string): number =>
      Array.from({ length: 24 * 60 }, (_, minute) => at(`${day}T00:00:00Z`) - 3_600_000 * 2 + minute * 60_000).filter((moment) =>
        isOpen(schedule, 'UTC', moment),
      ).length;
    expect([openMinutes('2026-10-25'), openMinutes('2026-03-29'), openMinutes('2026-07-05')]).toEqual([120, 0, 60]);
  });

  test('a closed day is closed by the calendar of the zone', () => {
    const days = Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]]));
    const schedule = scheduleOf({ timezone: 'Pacific/Auckland', days, closedOn: ['2026-12-25'] });
    expect(isOpen(schedule, 'UTC', at('2026-12-24T10:59:00Z'))).toBe(true);
    expect(isOpen(schedule, 'UTC', at('2026-12-24T11:01:00Z'))).toBe(false);
    expect(isOpen(schedule, 'UTC', at('2026-12-25T11:01:00Z'))).toBe(true);
  });

  test('in any zone and at any moment: open exactly where the zone’s own clock stands inside of a span', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Pacific/Apia',
    ];
    const two = (count: number): string => String(count).padStart(2, '0');
    const moments = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        moments,
        fc.integer({ min: 0, max: 1_438 }),
        fc.integer({ min: 1, max: 600 }),
        (timezone, moment, from, length) => {
          const to = Math.min(1_439, from + length);
          const time = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
          const days = Object.fromEntries(weekdays.map((day) => [day, [{ from: time(from), to: time(to) }]]));
          const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);
          expect(isOpen(scheduleOf({ timezone, days }), 'UTC', moment)).toBe(clock >= time(from) && clock < time(to));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a span that does not end after its beginning is refused', () => {
    for (const span of [
      { from: '17:00', to: '09:00' },
      { from: '09:00', to: '09:00' },
      { from: '9:00', to: '10:00' },
      { from: '24:30', to: '25:00' },
    ])
      expect(handoff.safeParse({ schedule: { days: { monday: [span] } } }).success).toBe(false);
    expect(handoff.safeParse({ schedule: { timezone: 'Mars/Base', days: {} } }).success).toBe(false);
  });
});
