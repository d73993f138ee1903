import type { Event } from './event.ts';

/** All that the assistant said in some events, one message to a paragraph. */
export const saidIn = (events: readonly Event[]): string =>
  events
    .flatMap((event) => {
      if (event.type === 'turn_failed') return event.message ? [event.message] : [];
      return event.type === 'effect_done' ? event.changes.flatMap((change) => (change.type === 'message' ? [change.message] : [])) : [];
    })
    .filter(({ role }) => role === 'assistant')
    .map(({ text }) => text)
    .join('\n\n');
