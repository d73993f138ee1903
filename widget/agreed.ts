import type { Connection } from './connection/connection.ts';
import type { Keep } from './connection/keep.ts';
import { awaitsConsent } from './connection/outbox.ts';
import type { State } from './connection/state.ts';

export type Consent = {
  /** The visitor's yes: said to the server, and remembered in this browser until the text changes. */
  agree(hash: string): void;
  /** A new conversation hears the yes to the same text without the visitor being asked again; one that it is refused in asks. */
  again(talk: State): void;
};

/** Says the visitor's yes where it has to be heard, once in each conversation by itself. */
export function consenting(connection: Connection, keep: Keep): Consent {
  let heard = '';
  const agree = (hash: string): void => {
    heard = `${connection.state.conversation} ${hash}`;
    keep.set('consent', hash);
    connection.tell('consent', { hash });
  };
  return {
    agree,
    again(talk) {
      const hash = talk.widget?.consent?.hash;
      if (!hash || talk.link.is !== 'open' || !isAsked(talk) || keep.get('consent') !== hash || heard === `${talk.conversation} ${hash}`) return;
      heard = `${talk.conversation} ${hash}`;
      queueMicrotask(() => agree(hash));
    },
  };
}

/** Whether the visitor is to be asked now: nothing of the history that may hold their yes is missing, and none is on its way. */
export const isAsked = (talk: State): boolean => awaitsConsent(talk) && !talk.isCatchingUp && !talk.outbox.some(({ kind }) => kind === 'consent');
