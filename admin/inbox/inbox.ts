import { createStore, type StoreApi } from 'zustand/vanilla';
import type { InboxEntry, InboxNeeds, InboxPacket, InboxRow } from '../../shared/inbox.ts';
import type { Answer, Api } from '../api.ts';
import type { Alert } from './alert.ts';
import { openFeed, type Source } from './feed.ts';
import { type InboxApi, inboxApi } from './inbox-api.ts';
import { emptyInbox, type InboxState, joined, received } from './inbox-state.ts';
import type { ReplyDrafts } from './reply-drafts.ts';

/** The conversations of a project as operators work with them; news come by themselves. */
export interface Inbox {
  store: StoreApi<InboxState>;
  drafts: ReplyDrafts;
  alert: Alert;
  /** Starts over with another project. */
  choose(project: string): void;
  /** Shows other rows: those with these needs, or that hold these words. */
  look(at: { needs: InboxNeeds; query: string }): Promise<void>;
  more(): Promise<void>;
  /** Opens one; `null` closes it. */
  open(id: string | null): void;
  /** Reads what was said before the entries that are there. */
  older(): Promise<void>;
  /** Does something and shows what came of it; false, with the reason on the page, where it was refused. */
  act<T>(doing: (api: InboxApi) => Promise<Answer<T>>): Promise<boolean>;
  api(): InboxApi;
  /** Listens until the answer is called. */
  connect(): () => void;
}

export type InboxWorld = {
  api: Pick<Api, 'call'>;
  drafts: ReplyDrafts;
  alert: Alert;
  /** Whether whoever works here may act, and not only look. */
  mayAct(): boolean;
  after(milliseconds: number, then: () => void): () => void;
  connect?: (address: string) => Source;
};

const retryMilliseconds = 3_000;

/** The inbox over the operator's API and its live feed. */
export function createInbox({ api, drafts, alert, mayAct, after, connect }: InboxWorld): Inbox {
  const store = createStore<InboxState>(() => emptyInbox);
  let project = '';
  let opened: string | null = null;
  let listening: (() => void) | null = null;
  let isRefreshing = false;
  let isOutdated = false;
  /** What the feed told of the opened conversation before it was read for the first time. */
  let early: InboxEntry[] = [];
  const routes = (): InboxApi => inboxApi(api, project);
  const update = (next: Partial<InboxState>): void => store.setState(next);

  const list = async (): Promise<void> => {
    const asked = { project, ...filter(store.getState()) };
    const answer = await routes().page(asked);
    if (asked.project !== project || asked.needs !== store.getState().needs || asked.query !== store.getState().query) return;
    if (!answer.ok) return update({ trouble: answer.message, isListed: true });
    update({ ...answer.value, isListed: true, trouble: '' });
    alert.show(answer.value.counts);
  };

  /** What waits for a decision in the opened conversation, once more where it is asked for while it is read. */
  const decisions = async (): Promise<void> => {
    isOutdated = true;
    if (isRefreshing) return;
    isRefreshing = true;
    while (isOutdated) {
      isOutdated = false;
      await readDecisions();
    }
    isRefreshing = false;
  };
  const readDecisions = async (): Promise<void> => {
    const id = opened;
    if (id === null) return;
    const waiting = await routes().sequences(id);
    const { open } = store.getState();
    if (open?.row.id === id && waiting.ok) update({ open: { ...open, ...waiting.value } });
  };

  const conversation = async (): Promise<void> => {
    const id = opened;
    if (id === null) return;
    const answer = await routes().conversation(id);
    if (opened !== id) return;
    if (!answer.ok) return answer.status === 404 ? giveUp(answer.message) : update({ trouble: answer.message });
    const before = store.getState().open;
    const { runs, checkpoints, calls, ...known } = before?.row.id === id ? before : { ...nothingWaits, entries: early, hasMore: false, row: null };
    const row = known.row && known.row.changedAt > answer.value.row.changedAt ? known.row : answer.value.row;
    update({ open: { ...answer.value, ...joined(answer.value, known), row, runs, checkpoints, calls, typing: false }, trouble: '' });
    see(id);
    await decisions();
  };
  /** There is no such conversation; news of the others go on coming. */
  const giveUp = (refusal: string): void => {
    opened = null;
    update({ refusal });
    if (listening) listen();
  };
  const see = (id: string): void => {
    if (mayAct() && alert.isLookedAt()) void routes().seen(id);
  };

  const packet = (news: InboxPacket): void => {
    store.setState(received(store.getState(), news), true);
    if (news.type === 'counts') alert.show(news.counts);
    if (news.type === 'reset' || (news.type === 'ready' && !news.resumed)) void list();
    // Who is there and whether the bot is at work is told once and not kept: after a cut it is read again.
    if (news.type === 'reset' || news.type === 'ready') void conversation();
    if (news.type === 'entry' && news.conversation === opened && store.getState().open === null) early.push(news.entry);
    if (news.type === 'row' && news.row.id === opened) void decisions();
    // What comes while it is looked at is seen.
    if (news.type === 'entry' && news.conversation === opened && isOfVisitor(news)) see(news.conversation);
  };

  const listen = (): void => {
    listening?.();
    let cancel = (): void => undefined;
    const close = openFeed(
      { project, conversation: opened },
      {
        packet,
        down: (isOver) => {
          update({ isLive: false });
          // Asking for the list also finds out whether the session is over.
          if (isOver) cancel = after(retryMilliseconds, () => void list().then(() => listening && listen()));
        },
      },
      connect,
    );
    listening = () => {
      cancel();
      close();
    };
  };

  return {
    store,
    drafts,
    alert,
    api: routes,
    choose: (chosen) => {
      if (project === chosen) return;
      project = chosen;
      opened = null;
      store.setState(emptyInbox, true);
      if (listening) listen();
      else void list();
    },
    look: async ({ needs, query }) => {
      update({ needs, query, rows: [], next: null, isListed: false });
      await list();
    },
    more: async () => {
      const { next, rows } = store.getState();
      if (next === null) return;
      const answer = await routes().page({ ...filter(store.getState()), after: next });
      if (!answer.ok) return update({ trouble: answer.message });
      const known = new Set(rows.map(({ id }) => id));
      update({ rows: [...store.getState().rows, ...answer.value.rows.filter(({ id }) => !known.has(id))], next: answer.value.next });
    },
    open: (id) => {
      if (opened === id) return;
      opened = id;
      early = [];
      update({ open: null, trouble: '', refusal: '' });
      if (listening) listen();
      void conversation();
    },
    older: async () => {
      const { open } = store.getState();
      const first = open?.entries[0]?.seq;
      if (!open || first === undefined) return;
      const answer = await routes().entries(open.row.id, first);
      const now = store.getState().open;
      if (!answer.ok) return update({ trouble: answer.message });
      if (now?.row.id !== open.row.id) return;
      const known = new Set(now.entries.map(({ seq, type }) => `${seq} ${type}`));
      const fresh = answer.value.entries.filter(({ seq, type }) => !known.has(`${seq} ${type}`));
      update({ open: { ...now, entries: [...fresh, ...now.entries], hasMore: answer.value.hasMore } });
    },
    act: async (doing) => {
      const answer = await doing(routes());
      if (!answer.ok) {
        update({ refusal: answer.message });
        // Somebody else may have been first: what is shown is read again.
        if (answer.status === 409) void conversation();
        return false;
      }
      update({ refusal: '' });
      if (isRow(answer.value)) store.setState(received(store.getState(), { type: 'row', row: answer.value }), true);
      void decisions();
      return true;
    },
    connect: () => {
      listen();
      const stop = alert.whenLookedAt(() => opened !== null && see(opened));
      return () => {
        stop();
        listening?.();
        listening = null;
      };
    },
  };
}

const nothingWaits = { runs: [], checkpoints: [], calls: [] };
const filter = ({ needs, query }: InboxState): Pick<InboxState, 'needs' | 'query'> => ({ needs, query });
const isOfVisitor = ({ entry }: Extract<InboxPacket, { type: 'entry' }>): boolean => entry.type === 'message' && entry.message.role === 'user';
const isRow = (value: unknown): value is InboxRow => typeof value === 'object' && value !== null && 'id' in value && 'preview' in value;
