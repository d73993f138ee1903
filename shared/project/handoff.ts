import { z } from 'zod';
import { secretName } from './settings.ts';
import { template } from './words.ts';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as "09:00", at most "24:00"');
const openFor = z.strictObject({ from: clockTime, to: clockTime }).refine(({ from, to }) => from < to, {
  message: 'a time after "from"; what goes past midnight is written as two spans, each on its day',
  path: ['to'],
});

/** The days as schedules name them, in the order of `Date`'s days. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** When humans can be fetched, by the clocks of a time zone; what is not listed is closed. */
const schedule = z.strictObject({
  timezone: z.string().refine(isTimezone, 'a time zone such as "Europe/Berlin"').optional(),
  days: z.partialRecord(z.enum(weekdays), z.array(openFor).max(6)),
  closedOn: z.array(z.iso.date()).max(400).default([]),
});

/** What happens when a human is fetched: what is said, when somebody is there, and who else is told. */
export const handoff = z.strictObject({
  waiting: template.min(1).default('I am getting somebody from our team. This can take a moment.'),
  closed: template.min(1).default('Nobody from our team is here right now.'),
  unavailable: template.min(1).default('I am sorry, nobody could take over. I will go on helping as well as I can.'),
  schedule: schedule.optional(),
  askEmail: z.boolean().default(true),
  thanks: template.min(1).default('Thank you. We will write to you.'),
  waitMinutes: z.number().min(0.1).max(1_440).optional(),
  whenNobody: z.enum(['stay', 'return']).default('stay'),
  offer: z.boolean().default(false),
  webhook: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000), secret: secretName }).optional(),
});

export type Schedule = z.infer<typeof schedule>;

function isTimezone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
