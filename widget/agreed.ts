import type { Connection } from './connection/connection.ts';
import type { Keep } from './connection/keep.ts';
import { awaitsConsent } from './connection/outbox.ts';
import type { State } from './connection/state.ts';

/** The visitor's yes: said to the server, and remembered in this browser until the text changes. */
export const agreeing =
  (connection: Connection, keep: Keep) =>
  (hash: string): void => {
    keep.set('consent', hash);
    connection.tell('consent', { hash });
  };

/** A new conversation hears the yes to the same text without the visitor being asked again. */
export function agreeAgain(talk: State, keep: Keep, agree: (hash: string) => void): void {
  const hash = talk.widget?.consent?.hash;
  if (!hash || talk.link.is !== 'open' || !isAsked(talk) || keep.get('consent') !== hash) return;
  queueMicrotask(() => agree(hash));
}

/** Whether the visitor is to be asked now: nothing of the history that may hold their yes is missing, and none is on its way. */
export const isAsked = (talk: State): boolean => awaitsConsent(talk) && !talk.isCatchingUp && !talk.outbox.some(({ kind }) => kind === 'consent');
