import { type Conversation, isWithHuman } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { Delta, VisitorEvent } from '../../shared/protocol.ts';
import type { Outlet } from '../ports.ts';
import { visitorEvent } from './visitor-view.ts';

/** Somebody who reads a conversation over a connection. */
export interface Reader {
  event(event: VisitorEvent): void;
  delta(delta: Delta): void;
  working(working: boolean): void;
  stage(stage: string): void;
  /** An operator is writing. */
  typing(by: string): void;
}

/** Whether a visitor is connected, and the page they are on. */
export type Presence = { online: boolean; page: string | null };

/** Somebody who looks at all conversations of a project: the operators' live feed. */
export interface Watcher {
  events(conversation: Conversation, events: readonly Event[]): void;
  delta(conversation: string, delta: Delta): void;
  working(conversation: string, working: boolean): void;
  typing(conversation: string, typing: boolean): void;
  presence(conversation: string, presence: Presence): void;
}

/** Who reads which conversation, and the replies that are being written right now. */
export interface Hub extends Outlet {
  join(conversation: string, reader: Reader, of?: { project: string; page: string | null }): () => void;
  /** Tells a watcher of everything in a project; the answer ends that. */
  watch(project: string, watcher: Watcher): () => void;
  presence(conversation: string): Presence;
  /** The visitor has gone to another page. */
  visits(conversation: string, page: string): void;
  /** The visitor writes, or has stopped. Nothing of it is kept. */
  visitorTypes(conversation: string, typing: boolean): void;
  operatorTypes(conversation: string, by: string): void;
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
  const watchers = new Map<string, Set<Watcher>>();
  const present = new Map<string, { project: string; page: string | null }>();
  const presence = (conversation: string): Presence => ({ online: readers.has(conversation), page: present.get(conversation)?.page ?? null });
  const eachWatcher = (project: string | undefined, tell: (watcher: Watcher) => void): void => {
    for (const watcher of watchers.get(project ?? '') ?? []) tell(watcher);
  };
  const tellPresence = (conversation: string, project = present.get(conversation)?.project): void =>
    eachWatcher(project, (watcher) => watcher.presence(conversation, presence(conversation)));
  const each = (conversation: string, tell: (reader: Reader) => void): void => {
    for (const reader of readers.get(conversation) ?? []) tell(reader);
  };
  return {
    join(conversation, reader, of) {
      const set = readers.get(conversation) ?? new Set();
      readers.set(conversation, set.add(reader));
      if (of) present.set(conversation, of);
      tellPresence(conversation);
      return () => {
        set.delete(reader);
        if (set.size > 0 || readers.get(conversation) !== set) return;
        readers.delete(conversation);
        const project = present.get(conversation)?.project;
        present.delete(conversation);
        tellPresence(conversation, project);
      };
    },
    watch(project, watcher) {
      const set = watchers.get(project) ?? new Set();
      watchers.set(project, set.add(watcher));
      return () => {
        set.delete(watcher);
        if (set.size === 0 && watchers.get(project) === set) watchers.delete(project);
      };
    },
    presence,
    visits(conversation, page) {
      const known = present.get(conversation);
      if (!known || known.page === page) return;
      present.set(conversation, { ...known, page });
      tellPresence(conversation);
    },
    visitorTypes: (conversation, typing) => eachWatcher(present.get(conversation)?.project, (watcher) => watcher.typing(conversation, typing)),
    operatorTypes: (conversation, by) => each(conversation, (reader) => reader.typing(by)),
    streaming: (conversation) => streams.get(conversation),
    isWorking: (conversation) => busy.has(conversation),
    events(conversation, events) {
      // Whoever comes after a human has stepped in sees nothing of the reply that was being written (P-44).
      if (isWithHuman(conversation.status) || events.some((event) => event.type === 'turn_ended')) streams.delete(conversation.id);
      eachWatcher(conversation.project, (watcher) => watcher.events(conversation, events));
      if (!readers.has(conversation.id)) return;
      for (const event of events) {
        if (event.type === 'stage_changed') each(conversation.id, (reader) => reader.stage(event.to));
        const seen = event.shown === undefined ? null : visitorEvent(event, imageHosts(conversation));
        if (seen) each(conversation.id, (reader) => reader.event(seen));
      }
    },
    delta({ id, project }, { message, from, text }) {
      const known = streams.get(id);
      const before = known?.message === message ? known.text.slice(0, from) : '';
      streams.set(id, { message, text: before + text });
      each(id, (reader) => reader.delta({ message, from, text }));
      eachWatcher(project, (watcher) => watcher.delta(id, { message, from, text }));
    },
    working({ id, project }, working) {
      if (working) busy.add(id);
      else busy.delete(id);
      each(id, (reader) => reader.working(working));
      eachWatcher(project, (watcher) => watcher.working(id, working));
    },
  };
}
