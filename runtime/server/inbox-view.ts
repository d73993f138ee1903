import type { Event } from '../../shared/event.ts';
import type { InboxEntry, InboxRow } from '../../shared/inbox.ts';
import type { ConversationRow } from '../ports.ts';
import type { Presence } from './hub.ts';
import { visitorEvent } from './visitor-view.ts';

/** A row of the store as the inbox shows it, with what is known of the visitor right now. */
export const inboxRow = ({ project: _project, inbox, ...row }: ConversationRow, presence: Presence): InboxRow => ({ ...row, ...inbox, ...presence });

/** What the transcript shows of an event: most show nothing; what operators see beside the visitor is said in words. */
export function entryOf(event: Event, imageHosts: readonly string[]): InboxEntry | null {
  const place = { seq: event.seq, at: event.at, turn: event.turn };
  const seen = visitorEvent(event, imageHosts);
  if (seen?.type === 'message') return { ...place, type: 'message', message: seen.message };
  switch (event.type) {
    case 'input_received':
      return event.input.kind === 'command' ? { ...place, type: 'command', command: event.input.command, parameters: event.input.parameters } : null;
    case 'status_changed':
      return { ...place, type: 'status', status: event.status, reason: event.reason, ...(event.by ? { by: event.by } : {}) };
    case 'handed_back':
      return {
        ...place,
        type: 'status',
        status: 'active',
        reason: event.by ? 'handed back' : 'nobody came in time',
        ...(event.by ? { by: event.by } : {}),
        ...(event.summary ? { summary: event.summary } : {}),
      };
    case 'wait_overdue':
      return { ...place, type: 'status', status: 'waiting_for_human', reason: 'nobody came in time' };
    case 'stage_changed':
      return event.from === event.to ? null : { ...place, type: 'stage', from: event.from, to: event.to };
    case 'contact_left':
      return { ...place, type: 'contact', email: event.email };
    case 'turn_failed':
      return { ...place, type: 'failure', problem: event.problem };
    case 'effect_done':
      return seen?.type === 'page' ? { ...place, type: 'page', event: seen.event, data: seen.data } : null;
    default:
      return null;
  }
}
