import type { Conversation } from '../../shared/conversation.ts';
import type { Delta, VisitorEvent } from '../../shared/protocol.ts';
import type { Outlet } from '../ports.ts';
import { visitorEvent } from './visitor-view.ts';

/** Somebody who reads a conversation over a connection. */
export interface Reader {
  event(event: VisitorEvent): void;
  delta(delta: Delta): void;
  working(working: boolean): void;
  stage(stage: string): void;
}

/** Who reads which conversation, and the replies that are being written right now. */
export interface Hub extends Outlet {
  join(conversation: string, reader: Reader): () => void;
  /** The part of a reply that was streamed so far, for those who come in the middle. */
  streaming(conversation: string): { message: string; text: string } | undefined;
  /** Whether readers were told of work that is not over; who comes in the middle is told the same, and no more than that. */
  isWorking(conversation: string): boolean;
}

/** A hub for one process; `imageHosts` says from where a project's messages may show images. */
export function hubOf(imageHosts: (conversation: Conversation) => readonly string[]): Hub {
  const readers = new Map<string, Set<Reader>>();
  const streams = new Map<string, { message: string; text: string }>();
  const busy = new Set<string>();
  const each = (conversation: string, tell: (reader: Reader) => void): void => {
    for (const reader of readers.get(conversation) ?? []) tell(reader);
  };
  return {
    join(conversation, reader) {
      const set = readers.get(conversation) ?? new Set();
      readers.set(conversation, set.add(reader));
      return () => {
        set.delete(reader);
        if (set.size === 0 && readers.get(conversation) === set) readers.delete(conversation);
      };
    },
    streaming: (conversation) => streams.get(conversation),
    isWorking: (conversation) => busy.has(conversation),
    events(conversation, events) {
      if (events.some((event) => event.type === 'turn_ended')) streams.delete(conversation.id);
      if (!readers.has(conversation.id)) return;
      for (const event of events) {
        if (event.type === 'stage_changed') each(conversation.id, (reader) => reader.stage(event.to));
        const seen = event.shown === undefined ? null : visitorEvent(event, imageHosts(conversation));
        if (seen) each(conversation.id, (reader) => reader.event(seen));
      }
    },
    delta(conversation, message, from, text) {
      const known = streams.get(conversation);
      const before = known?.message === message ? known.text.slice(0, from) : '';
      streams.set(conversation, { message, text: before + text });
      each(conversation, (reader) => reader.delta({ message, from, text }));
    },
    working(conversation, working) {
      if (working) busy.add(conversation);
      else busy.delete(conversation);
      each(conversation, (reader) => reader.working(working));
    },
  };
}
