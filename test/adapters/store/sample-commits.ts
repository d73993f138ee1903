import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Commit } from '../../../runtime/ports.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { Event } from '../../../shared/event.ts';

type Choice = Partial<Omit<Commit, 'row' | 'events' | 'snapshot'>> & { row?: Partial<Commit['row']>; snapshot?: boolean; pad?: number };

/** Where a conversation stands: what the next sample commit follows. */
export type Place = { id: string; seq: number; shown: number };

export const startOf = (id: string): Place => ({ id, seq: 0, shown: 0 });

/** A commit of events, one for each mark: `s` is shown to visitors, `.` is not. Moves the place on. */
export function sampleCommit(place: Place, marks: string, { row, snapshot, pad = 0, ...rest }: Choice = {}): Commit {
  const events = [...marks].map((mark) => sampleEvent(place, mark === 's', pad));
  return {
    row: {
      id: place.id,
      project: 'shop',
      version: 1,
      visitor: 'visitor-1',
      status: 'active',
      stage: 'hello',
      turns: place.seq,
      startedAt: 1_000,
      changedAt: 1_000 + place.seq,
      preview: 'good day',
      inbox: { human: null, contact: null, unread: 0, approvals: 0, name: null, email: null },
      ...row,
    },
    events,
    isOpen: false,
    inputs: [],
    profile: [],
    ...(snapshot ? { snapshot: sampleConversation(place) } : {}),
    ...rest,
  };
}

function sampleEvent(place: Place, isShown: boolean, pad: number): Event {
  place.seq += 1;
  if (isShown) place.shown += 1;
  const fact = { type: 'profile_loaded', profile: { text: `number ${place.seq} of ${place.id}${'-'.repeat(pad)}` } } as const;
  return { ...fact, seq: place.seq, at: 1_000 + place.seq, turn: 1, ...(isShown ? { shown: place.shown } : {}) };
}

/** A folded state with a little of everything that a store has to give back unharmed. */
export function sampleConversation({ id, seq, shown }: Place): Conversation {
  return {
    id,
    project: 'shop',
    version: 1,
    visitor: 'visitor-1',
    status: 'active',
    language: 'en',
    stage: 'hello',
    stageVars: { hello: { name: 'Ann', odd: 'a\0b \ud800 \u{1f600}' } },
    profile: {},
    messages: [],
    queue: [],
    turn: null,
    waiting: null,
    counters: {},
    turns: 1,
    seq,
    shown,
    startedAt: 1,
    changedAt: 2,
  };
}

/** A folder of its own, and how to be rid of it. */
export function temporaryFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'promptside-store-'));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
