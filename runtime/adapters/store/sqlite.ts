import { resolve } from 'node:path';
import type { SQLTagStore } from 'node:sqlite';
import type { ConversationStore, KeepStore, ProjectStore, Store } from '../../ports.ts';
import { plainText } from './plain-text.ts';
import { prepareCommit } from './prepare-commit.ts';
import { accountStore, auditStore } from './sqlite/account-store.ts';
import * as conversationReads from './sqlite/conversation-reads.ts';
import { inboxStore } from './sqlite/inbox-store.ts';
import type { Job } from './sqlite/job.ts';
import { openForReading } from './sqlite/open-database.ts';
import * as projectReads from './sqlite/project-reads.ts';
import type { Reads } from './sqlite/reads.ts';
import { startThread, threadFile } from './sqlite/start-thread.ts';
import { storeProblem } from './sqlite/store-problem.ts';
import { Writer } from './sqlite/writer.ts';

/** What may be set differently; the defaults are right for a server. */
export type SqliteOptions = {
  /** So many writes may wait; further ones are refused with `store.unavailable`. */
  queueLimit?: number;
  /** The file may have so many pages of 4 KiB; a write that needs more is refused with `store.full`. */
  pageLimit?: number;
  /** Another entry for the writer thread, so that a test can let it die. */
  thread?: URL;
};

/** Everything in one SQLite file, written by a thread of its own; made where there is none, and migrated where it is older. */
export async function sqliteStore(path: string, { queueLimit = 10_000, pageLimit, thread = threadFile }: SqliteOptions = {}): Promise<Store> {
  const file = resolve(path);
  const database = openForReading(file);
  const sql = database.createTagStore();
  const writer = new Writer({
    start: () => startThread(thread, { file, pageLimit }),
    isStored: (job) => isStored(sql, job),
    queueLimit,
  });
  const reads: Reads = async (read) => {
    try {
      return read(sql);
    } catch (error) {
      throw storeProblem(error);
    }
  };
  return {
    ...conversationStore(reads, writer),
    ...inboxStore(reads, writer),
    ...projectStore(reads, writer),
    ...keepStore(reads, writer),
    ...accountStore(reads, writer),
    ...auditStore(reads, writer),
    close: async () => {
      await writer.close();
      if (database.isOpen) database.close();
    },
  };
}

function conversationStore(reads: Reads, writer: Writer): ConversationStore {
  return {
    commit: async (commit) => void (await writer.submit({ kind: 'commit', commit: prepareCommit(commit) })),
    load: (id) => reads((sql) => conversationReads.load(sql, id)),
    events: (id, after, limit) => reads((sql) => conversationReads.eventsAfter(sql, id, { after, limit })),
    shown: (id, after, limit) => reads((sql) => conversationReads.shownAfter(sql, id, { after, limit })),
    input: (conversation, id) => reads((sql) => conversationReads.input(sql, conversation, id)),
    unfinished: () => reads(conversationReads.unfinished),
    latest: (project, visitor) => reads((sql) => conversationReads.latest(sql, project, visitor)),
    profile: (project, visitor) => reads((sql) => conversationReads.profile(sql, project, visitor)),
    conversations: (project, page) => reads((sql) => conversationReads.conversations(sql, project, page)),
    conversation: (id) => reads((sql) => conversationReads.conversation(sql, id)),
  };
}

function projectStore(reads: Reads, writer: Writer): ProjectStore {
  return {
    projects: () => reads(projectReads.projects),
    current: (project) => reads((sql) => projectReads.current(sql, project)),
    version: (project, version) => reads((sql) => projectReads.numbered(sql, project, version)),
    versions: (project) => reads((sql) => projectReads.versions(sql, project)),
    running: (project) => reads((sql) => projectReads.running(sql, project)),
    publish: async ({ project, document, note, author, at, moveRunning }) => {
      const text = { document: JSON.stringify(document), note: plainText(note), author: plainText(author) };
      return Number(await writer.submit({ kind: 'publish', project, ...text, at, moveRunning }));
    },
    draft: (project) => reads((sql) => projectReads.draft(sql, project)),
    saveDraft: async ({ project, revision, document, changedAt }) =>
      Number(await writer.submit({ kind: 'saveDraft', project, revision, document: JSON.stringify(document), changedAt })),
  };
}

function keepStore(reads: Reads, writer: Writer): KeepStore {
  return {
    keep: async (kind, key, value, expiresAt) =>
      void (await writer.submit({ kind: 'keep', name: kind, key, value: JSON.stringify(value), expiresAt })),
    kept: (kind, key, now) => reads((sql) => projectReads.kept(sql, { kind, key }, now)),
    take: async (kind, key, now) => {
      const taken = await writer.submit({ kind: 'take', name: kind, key, now });
      return taken === null ? undefined : JSON.parse(String(taken));
    },
  };
}

/** Whether a commit whose answer got lost is on disk: its last event then stands there, word for word. */
function isStored(sql: SQLTagStore, job: Job): boolean {
  if (job.kind !== 'commit') return false;
  const { row, follows, bodies } = job.commit;
  try {
    return conversationReads.eventText(sql, row.id, follows.seq + bodies.length) === bodies.at(-1);
  } catch {
    return false;
  }
}
