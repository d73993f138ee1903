import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AdminSession, InvitationSeen } from '../../shared/admin.ts';
import { usePage } from '../view/page-context.ts';
import { PersonFields, personIn } from './person-fields.tsx';
import { SentForm } from './sent-form.tsx';

/** Where an invitation leads: an account of one's own. */
export function Invited({ token }: { token: string }): JSX.Element {
  const page = usePage();
  const [seen, setSeen] = useState<InvitationSeen | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    void page.api.call<InvitationSeen>('/invitation', { method: 'POST', body: { token } }).then((answer) => {
      setTrouble(answer.ok ? '' : answer.message);
      setSeen(answer.ok ? answer.value : null);
    });
  }, [page, token]);
  const send = (texts: Record<string, string>): Promise<string | null> =>
    page.enter(() => page.api.call<AdminSession>('/invitation', { method: 'PUT', body: { token, ...personIn(texts) } }));
  return (
    <main class="screen">
      <h1>You are invited</h1>
      {trouble ? <p role="alert">{trouble}</p> : null}
      {seen ? (
        <>
          <p>
            {seen.by} invites you to this Promptside as {seen.role}.
          </p>
          <SentForm label="Your account" button="Make my account" send={send}>
            <PersonFields />
          </SentForm>
        </>
      ) : null}
      <button type="button" class="quiet" onClick={() => void page.retry()}>
        Go to the page without it
      </button>
    </main>
  );
}
