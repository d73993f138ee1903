import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdminConversation } from '../../shared/admin.ts';
import type { Event } from '../../shared/event.ts';
import type { Answer, Api } from '../api.ts';

export type OpenedConversation = { conversation: AdminConversation; events: Event[] };

export type ConversationsState = {
  list: AdminConversation[];
  isListed: boolean;
  hasOlder: boolean;
  open: OpenedConversation | null;
  /** The one that was open last, as far as it was read; it stays when it is closed. */
  last: OpenedConversation | null;
  trouble: string;
};

/** The conversations of one project, read again while they are looked at. */
export interface Conversations {
  store: StoreApi<ConversationsState>;
  /** Starts over with another project. */
  choose(project: string): void;
  refresh(): Promise<void>;
  older(): Promise<void>;
  /** Opens one and follows it; `null` closes it. */
  open(id: string | null): void;
  /** Reads again every few seconds until the answer is called. */
  watch(): () => void;
}

const empty: ConversationsState = { list: [], isListed: false, hasOlder: false, open: null, last: null, trouble: '' };
const page = 50;
const interval = 2_000;

/** The conversations over the operator's API. */
export function createConversations(api: Api, after: (milliseconds: number, then: () => void) => () => void): Conversations {
  const store = createStore<ConversationsState>(() => empty);
  let project = '';
  let opened: string | null = null;

  const list = async (): Promise<void> => {
    const asked = project;
    const answer = await api.conversations(asked);
    if (asked !== project) return;
    if (!answer.ok) return store.setState({ trouble: answer.message });
    const fresh = answer.value.conversations;
    const ids = new Set(fresh.map(({ id }) => id));
    const older = store.getState().list.filter(({ id, changedAt }) => !ids.has(id) && changedAt <= (fresh.at(-1)?.changedAt ?? 0));
    const hasOlder = store.getState().isListed ? store.getState().hasOlder : fresh.length >= page;
    store.setState({ list: [...fresh, ...older], isListed: true, hasOlder, trouble: '' });
  };

  /** All that is new of the opened conversation, page by page. */
  const follow = async (): Promise<void> => {
    const id = opened;
    for (let hasMore = id !== null; hasMore && id !== null; ) {
      const known = store.getState().open;
      const events = known?.conversation.id === id ? known.events : [];
      const answer = await api.events(project, id, events.at(-1)?.seq ?? 0);
      if (opened !== id) return;
      if (!answer.ok) return store.setState({ trouble: answer.message });
      // Two readers may follow at once; what the other has brought meanwhile is left out here.
      const now = store.getState().open?.events ?? [];
      const fresh = answer.value.events.filter(({ seq }) => seq > (now.at(-1)?.seq ?? 0));
      const read = { conversation: answer.value.conversation, events: [...now, ...fresh] };
      store.setState({ open: read, last: read, trouble: '' });
      hasMore = answer.value.hasMore && fresh.length > 0;
    }
  };

  const refresh = async (): Promise<void> => void (await Promise.all([list(), follow()]));

  return {
    store,
    choose: (chosen) => {
      project = chosen;
      opened = null;
      store.setState(empty);
    },
    refresh,
    older: async () => {
      const before = store.getState().list.at(-1)?.changedAt;
      const answer: Answer<{ conversations: AdminConversation[] }> = await api.conversations(project, before);
      if (!answer.ok) return store.setState({ trouble: answer.message });
      const more = answer.value.conversations;
      store.setState({ list: [...store.getState().list, ...more], hasOlder: more.length >= page });
    },
    open: (id) => {
      if (opened === id) return;
      opened = id;
      store.setState({ open: null, trouble: '' });
      void follow();
    },
    watch: () => {
      let stop = (): void => {};
      let isWatched = true;
      const again = async (): Promise<void> => {
        if (!document.hidden) await refresh();
        if (isWatched) stop = after(interval, () => void again());
      };
      void again();
      return () => {
        isWatched = false;
        stop();
      };
    },
  };
}
