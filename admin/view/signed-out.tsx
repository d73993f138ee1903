import type { JSX } from 'preact';
import type { AdminSession } from '../../shared/admin.ts';
import type { SessionState } from '../session.ts';
import { FormField, SentForm } from '../settings/sent-form.tsx';
import { useDraft, usePage } from './page-context.ts';

/** Says how to come in, and that nothing that was typed is lost. */
export function SignedOut({ session }: { session: Extract<SessionState, { message: string }> }): JSX.Element {
  const page = usePage();
  const hasUnsaved = useDraft(({ document, base }) => document !== base);
  const isOut = session.is === 'out';
  return (
    <main class="screen">
      <h1>{isOut ? 'You are signed out' : 'The server is away'}</h1>
      <p role="status">{session.message}</p>
      {hasUnsaved ? <p class="calm">What you typed is kept in this browser and is saved as soon as you are signed in again.</p> : null}
      {isOut ? <SignIn /> : null}
      {isOut ? (
        <p class="hint">
          No account yet? The first link is printed in the terminal where the server was started; open it in this browser and this page goes on by
          itself. Forgotten the password? <code>npx promptside link</code> prints a new link for the first owner; everybody else asks an owner for a
          new account.
        </p>
      ) : null}
      <button type="button" class={isOut ? 'quiet' : undefined} onClick={() => void page.retry()}>
        Try again
      </button>
    </main>
  );
}

function SignIn(): JSX.Element {
  const page = usePage();
  return (
    <SentForm
      label="Sign in"
      button="Sign in"
      send={({ login = '', password = '' }) =>
        page.enter(() => page.api.call<AdminSession>('/session', { method: 'POST', body: { login, password } }))
      }
    >
      <FormField label="Login" name="login" autocomplete="username" />
      <FormField label="Password" name="password" type="password" autocomplete="current-password" />
    </SentForm>
  );
}
