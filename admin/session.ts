import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdminSession } from '../shared/admin.ts';
import type { Api } from './api.ts';

/** Whether somebody is signed in, and why not. */
export type SessionState =
  | { is: 'checking' }
  | { is: 'invited'; token: string }
  | { is: 'in'; who: AdminSession }
  | { is: 'out'; message: string }
  | { is: 'away'; message: string };

/** Who works here. Signing out keeps everything on the page; signing in goes on with it. */
export interface Session {
  store: StoreApi<SessionState>;
  /** Takes the token of a one-time link, or, without one, asks whether the cookie still holds. */
  open(token: string | null): Promise<boolean>;
  signedOut(message: string): void;
  /** Somebody came by an invitation. */
  invited(token: string): void;
}

/** The session of this page; `api` is asked for late because it tells the session of every 401. */
export function createSession(api: () => Api): Session {
  const store = createStore<SessionState>(() => ({ is: 'checking' }));
  return {
    store,
    open: async (token) => {
      const answer = token === null ? await api().session() : await api().signIn(token);
      // A link that was used already does no harm where the session from its first use still holds.
      const fallback = !answer.ok && token !== null ? await api().session() : answer;
      if (fallback.ok) store.setState({ is: 'in', who: fallback.value }, true);
      else if (fallback.status !== 401) store.setState({ is: 'away', message: fallback.message }, true);
      else store.setState({ is: 'out', message: answer.ok ? '' : answer.message }, true);
      return fallback.ok;
    },
    signedOut: (message) => store.setState({ is: 'out', message }, true),
    invited: (token) => store.setState({ is: 'invited', token }, true),
  };
}

/** The token of an invitation, where the address carries one. */
export function invitationIn(hash: string): string | null {
  return /^#invitation=(.+)$/.exec(hash)?.[1] ?? null;
}

/** The token of a one-time link, where the address carries one. */
export function tokenIn(hash: string): string | null {
  return /^#token=(.+)$/.exec(hash)?.[1] ?? null;
}
