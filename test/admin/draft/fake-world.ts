import type { Answer, Api } from '../../../admin/api.ts';
import { createDraft, type Draft } from '../../../admin/draft/draft.ts';
import { createJournal } from '../../../admin/draft/journal.ts';
import type { AdminDraft } from '../../../shared/admin.ts';
import type { Value } from '../../../shared/value.ts';

/** A server with one draft, held in memory; a test plays the network and the other editor through it. */
export type FakeServer = {
  document: Value;
  revision: number;
  live: Value;
  /** What every call meets; 200 answers. */
  status: number;
  losesAnswers: boolean;
  saves: number;
};

/** A browser's storage; `room` is how many characters fit. */
export function memoryStorage(room = Number.POSITIVE_INFINITY): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > room) throw new Error('QuotaExceededError');
      entries.set(key, text);
    },
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

/** Time that passes only when a test says so. */
export function fakeTime() {
  let now = 0;
  let timers: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds: number, then: () => void) => {
      const timer = { at: now + milliseconds, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((it) => it !== timer);
      };
    },
    /** Lets time pass, and everything that was started by it settle. */
    pass: async (milliseconds: number): Promise<void> => {
      const end = now + milliseconds;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((left, right) => left.at - right.at)[0];
        now = next?.at ?? end;
        timers = timers.filter((it) => it !== next);
        next?.then();
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
        if (!next) return;
      }
    },
  };
}

/** An editor's tab on a server: its own storage for the tab, a shared one for the browser. */
export function openTab(server: FakeServer, time: ReturnType<typeof fakeTime>, storage: { lasting: Storage; tabbed: Storage }): Draft {
  return createDraft({ api: apiOf(server), journal: createJournal(storage.lasting, storage.tabbed), now: time.now, after: time.after });
}

/** The routes of a draft; the others are not called by it. */
function apiOf(server: FakeServer): Api {
  const draft = (): AdminDraft => ({
    revision: server.revision,
    document: server.document,
    published: 1,
    isChanged: JSON.stringify(server.document) !== JSON.stringify(server.live),
    findings: [],
  });
  const answer = async <T>(value: () => T): Promise<Answer<T>> =>
    server.status === 200 ? { ok: true, value: value() } : { ok: false, status: server.status, message: `status ${server.status}`, findings: [] };
  const refused: Answer<never> = { ok: false, status: 0, message: 'The server cannot be reached.', findings: [] };
  const saveDraft: Api['saveDraft'] = async (_project, { revision, document }) => {
    if (server.status !== 200) return answer(draft);
    if (revision !== server.revision) return { ok: false, status: 409, message: 'changed meanwhile', findings: [] };
    server.document = document;
    server.revision += 1;
    server.saves += 1;
    return server.losesAnswers ? refused : answer(draft);
  };
  const notCalled = async (): Promise<Answer<never>> => refused;
  return {
    draft: () => answer(draft),
    saveDraft,
    version: () => answer(() => ({ document: server.live })),
    publish: () => answer(() => ({ version: 2, findings: [] })),
    session: notCalled,
    signIn: notCalled,
    projects: notCalled,
    versions: notCalled,
    conversations: notCalled,
    events: notCalled,
    signOut: notCalled,
    tryTool: notCalled,
    call: async () => {
      throw new Error('not called here');
    },
    explain: notCalled,
  };
}
