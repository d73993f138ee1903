import type { Response } from 'express';
import type { Clock, Store } from '../ports.ts';

const sweepMilliseconds = 30_000;

/** Answers that are not finished yet, such as streams: they end with the session that they were opened in (G-26). */
export interface OpenAnswers {
  hold(session: string, response: Response): void;
  /** Ends those that have begun and whose session has ended; also happens by itself, for sessions that expire. */
  sweep(): Promise<void>;
}

/** Open answers by the sessions in a store. */
export function openAnswersOf({ store, clock }: { store: Pick<Store, 'session'>; clock: Clock }): OpenAnswers {
  const open = new Map<Response, string>();
  let isScheduled = false;
  const sweep = async (): Promise<void> => {
    // An answer that has not begun was asked for by somebody who might: it is one sentence, and says what became of it.
    for (const [response, session] of [...open]) if (response.headersSent && !(await store.session(session, clock.now()))) response.destroy();
  };
  const schedule = (): void => {
    if (isScheduled || open.size === 0) return;
    isScheduled = true;
    clock.after(sweepMilliseconds, () => {
      isScheduled = false;
      // A store that is away now is asked again the next time.
      void sweep()
        .catch(() => undefined)
        .then(schedule);
    });
  };
  return {
    sweep,
    hold(session, response) {
      if (response.destroyed) return;
      open.set(response, session);
      response.once('close', () => open.delete(response));
      schedule();
    },
  };
}
