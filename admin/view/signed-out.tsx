import type { JSX } from 'preact';
import type { SessionState } from '../session.ts';
import { useDraft, usePage } from './page-context.ts';

/** Says how to come in, and that nothing that was typed is lost. */
export function SignedOut({ session }: { session: Extract<SessionState, { message: string }> }): JSX.Element {
  const page = usePage();
  const hasUnsaved = useDraft(({ document, base }) => document !== base);
  const isOut = session.is === 'out';
  return (
    <main class="screen">
      <h1>{isOut ? 'You are signed out' : 'The server is away'}</h1>
      <p>{session.message}</p>
      {isOut ? (
        <p>The link is printed in the terminal where the server was started. Open it in this browser and this page goes on by itself.</p>
      ) : null}
      {hasUnsaved ? <p class="calm">What you typed is kept in this browser and is saved as soon as you are signed in again.</p> : null}
      <button type="button" onClick={() => void page.retry()}>
        Try again
      </button>
    </main>
  );
}
