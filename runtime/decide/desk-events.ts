import { type Conversation, isClosed, isWithHuman } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { Value, Values } from '../../shared/value.ts';

/** What an external desk is told, by the names that stand in `promptside-event`. */
export type DeskEvent = { id: string; kind: string; body: Value };

/** The events of a commit that a desk is told of, in their order; the same event has the same id for ever. */
export function deskEvents(now: Conversation, events: readonly Event[]): DeskEvent[] {
  return events.flatMap((event) => {
    const told = toldOf(event, now);
    if (!told) return [];
    const id = `${now.id}-${event.seq}`;
    const { project, visitor, stage } = now;
    const body = { id, event: told.kind, at: event.at, project, conversation: now.id, visitor, stage, ...told.data };
    return [{ id, kind: told.kind, body }];
  });
}

type Told = { kind: string; data: Values };

function toldOf(event: Event, now: Conversation): Told | null {
  switch (event.type) {
    case 'status_changed':
      return ofStatus(event);
    case 'input_received':
      // What is said to the bot is between the visitor and the bot.
      return event.message && isWithHuman(now.status)
        ? { kind: 'visitor.message', data: { message: event.message.id, text: event.message.text } }
        : null;
    case 'operator_said':
      return { kind: 'operator.message', data: { message: event.message.id, text: event.message.text, operator: { ...event.by } } };
    case 'handed_back':
      return { kind: 'handed_back', data: { operator: event.by && { ...event.by }, summary: event.summary } };
    case 'wait_overdue':
      return { kind: 'handoff.overdue', data: {} };
    case 'contact_left':
      return { kind: 'contact.left', data: { email: event.email } };
    default:
      return null;
  }
}

function ofStatus({ status, reason, by, human }: Extract<Event, { type: 'status_changed' }>): Told | null {
  const operator: Values = by ? { operator: { ...by } } : {};
  if (status === 'waiting_for_human')
    return { kind: 'handoff.requested', data: { reason, ...(human?.until === undefined ? {} : { until: human.until }) } };
  if (status === 'with_human') return { kind: 'handoff.taken', data: { reason, ...operator } };
  return isClosed(status) ? { kind: 'closed', data: { status, reason, ...operator } } : null;
}
