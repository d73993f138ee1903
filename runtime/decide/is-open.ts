import { type Schedule, weekdays } from '../../shared/project/handoff.ts';
import { timeContext } from './time.ts';

/** Whether somebody is there at a moment, by the clocks of the schedule's zone (its own, else the project's). Without a schedule always. */
export function isOpen(schedule: Schedule | undefined, zone: string, now: number): boolean {
  if (!schedule) return true;
  const { iso } = timeContext(now, schedule.timezone ?? zone);
  // The zone's own calendar and clock: 2026-03-02T09:30:00+01:00.
  const [date, time] = [String(iso).slice(0, 10), String(iso).slice(11, 16)];
  if (schedule.closedOn.includes(date)) return false;
  const day = weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()];
  return (day ? (schedule.days[day] ?? []) : []).some(({ from, to }) => from <= time && time < to);
}
