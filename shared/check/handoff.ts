import type { Finding } from '../finding.ts';
import { weekdays } from '../project/handoff.ts';
import type { Project } from '../project/project.ts';
import { finding } from './catalogue.ts';
import type { Doc } from './holders.ts';

/** Opening hours that are never open. */
export function handoffFindings({ handoff }: Doc): Finding[] {
  const days = handoff?.schedule?.days;
  const isNever = days !== undefined && weekdays.every((day) => (days[day] ?? []).length === 0);
  return isNever ? [finding({ code: 'handoff.never_open', path: 'handoff.schedule.days' })] : [];
}

/** Hours that stand twice, and a rule that never comes to pass. */
export function handoffAdvice({ handoff: { schedule, waitMinutes, whenNobody } }: Project): Finding[] {
  const overlaps = weekdays.flatMap((day) => {
    const spans = (schedule?.days[day] ?? []).toSorted((left, right) => (left.from < right.from ? -1 : 1));
    const isDouble = spans.some((span, index) => index > 0 && span.from < (spans[index - 1]?.to ?? ''));
    return isDouble ? [finding({ code: 'handoff.overlap', path: `handoff.schedule.days.${day}`, details: { day } })] : [];
  });
  const isIdle = whenNobody === 'return' && waitMinutes === undefined;
  return [...overlaps, ...(isIdle ? [finding({ code: 'handoff.no_wait', path: 'handoff.whenNobody' })] : [])];
}
