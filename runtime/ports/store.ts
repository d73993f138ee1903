import type { Conversation } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value, Values } from '../../shared/value.ts';
import type { AccountStore, AuditStore } from './accounts.ts';
import type { ConversationRow } from './conversation-row.ts';
import type { InboxStore, Outgoing } from './inbox.ts';

/** What changed on a visitor's profile, field by field, so that two conversations lose nothing (P-23). */
export type ProfileChange = { field: string; operation: 'set' | 'reset' | 'add' | 'remove'; value?: Value };

/** The events of one conversation that become durable together or not at all. */
export type Commit = {
  row: ConversationRow;
  /** Gapless, in order; the first follows the last stored one, else `conversation.moved`. */
  events: Event[];
  /** Whether a turn or a queued input is left to do: what `unfinished` finds after a crash. */
  isOpen: boolean;
  /** Client-made ids that these events answer, with a digest of what was said under them (G-02). */
  inputs: StoredInput[];
  profile: ProfileChange[];
  /** What an external desk is told of these events: on disk with them, or neither. */
  outgoing?: Outgoing[];
  /** The folded state after the last of the events, where it is worth storing. */
  snapshot?: Conversation;
};

export type StoredInput = { id: string; digest: string; seq: number };

/** Where conversations are kept. Everything acknowledged is on disk. */
export interface ConversationStore {
  /** At least one event. Resolves once durable; throws `conversation.moved`, `message.conflict`, `store.full` or `store.unavailable`, and then nothing was stored. */
  commit(commit: Commit): Promise<void>;
  /** The latest snapshot and the events after it, or nothing where there is no such conversation. */
  load(conversation: string): Promise<{ snapshot: Conversation | null; events: Event[] } | null>;
  /** Events with `seq` above `after`, oldest first. */
  events(conversation: string, after: number, limit: number): Promise<Event[]>;
  /** Events with `shown` above `after`, oldest first. */
  shown(conversation: string, after: number, limit: number): Promise<Event[]>;
  input(conversation: string, id: string): Promise<StoredInput | null>;
  /** Conversations with work left, oldest change first. */
  unfinished(): Promise<string[]>;
  /** The visitor's latest conversation in a project. */
  latest(project: string, visitor: string): Promise<{ id: string; status: string } | null>;
  profile(project: string, visitor: string): Promise<Values>;
  /** Newest change first; `before` is a `changedAt`. */
  conversations(project: string, page: { before?: number; limit: number }): Promise<ConversationRow[]>;
  conversation(id: string): Promise<ConversationRow | null>;
}

/** A published document; versions count from 1 and are never changed. */
export type Version = {
  project: string;
  version: number;
  document: AuthoredProject;
  note: string;
  author: string;
  at: number;
  /** Whether conversations that run on an older version move to this one at their next turn. */
  moveRunning: boolean;
};
export type VersionRow = Omit<Version, 'document'>;
export type Draft = { project: string; revision: number; document: Value; changedAt: number };

export interface ProjectStore {
  projects(): Promise<string[]>;
  current(project: string): Promise<Version | null>;
  version(project: string, version: number): Promise<Version | null>;
  versions(project: string): Promise<VersionRow[]>;
  /** How many conversations that have not ended run on which version, oldest version first. */
  running(project: string): Promise<{ version: number; conversations: number }[]>;
  /** Stores the next version and makes it the current one. */
  publish(version: Omit<Version, 'version'>): Promise<number>;
  draft(project: string): Promise<Draft | null>;
  /** Answers the new revision; throws `project.conflict` unless `revision` is the stored one (0: none yet). */
  saveDraft(draft: Draft): Promise<number>;
}

/** What the house itself remembers: the signing key, sign-in links and sessions, all with an expiry (0: never). */
export interface KeepStore {
  keep(kind: string, key: string, value: Value, expiresAt: number): Promise<void>;
  kept(kind: string, key: string, now: number): Promise<Value | undefined>;
  /** Removes it and answers it, atomically: of two takers one gets it. */
  take(kind: string, key: string, now: number): Promise<Value | undefined>;
}

export interface Store extends ConversationStore, InboxStore, ProjectStore, KeepStore, AccountStore, AuditStore {
  /** Finishes what was handed over, then lets go of the file. */
  close(): Promise<void>;
}
