import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AdminSession, AdminSessions } from '../../shared/admin.ts';
import { usePage } from '../view/page-context.ts';
import { useOperator } from '../view/use-may.ts';
import { When } from '../view/when.tsx';
import { PersonFields, personIn } from './person-fields.tsx';
import { FormField, SentForm } from './sent-form.tsx';
import { useAnswer } from './use-answer.ts';

/** One's own name, password and browsers; for whoever came by the first link, the way to an account. */
export function Account(): JSX.Element {
  const who = useOperator();
  return (
    <>
      <h1 tabIndex={-1}>My account</h1>
      {who.id === '' ? <FirstAccountForm /> : <OwnAccount key={who.id} who={who} />}
      <Sessions key={who.id} />
    </>
  );
}

function FirstAccountForm(): JSX.Element {
  const page = usePage();
  return (
    <section>
      <h2>Make the first account</h2>
      <p>You are here by the link that the server printed. With an account you come back without it, and can invite others. You will be an owner.</p>
      <SentForm
        label="The first account"
        button="Make my account"
        send={(texts) => page.enter(() => page.api.call<AdminSession>('/account', { method: 'POST', body: personIn(texts) }))}
      >
        <PersonFields />
      </SentForm>
    </section>
  );
}

function OwnAccount({ who }: { who: AdminSession }): JSX.Element {
  const page = usePage();
  const send = async (path: string, body: unknown, done: string): Promise<string | null> => {
    const refusal = await page.enter(() => page.api.call<AdminSession>(path, { method: 'PUT', body }));
    if (refusal === null) page.draft.notify(done);
    return refusal;
  };
  return (
    <>
      <section>
        <p>
          {who.name} · {who.login} · <span class="tag">{who.role}</span>
        </p>
        <SentForm key={who.name} label="Name" button="Change my name" send={({ name = '' }) => send('/account', { name }, 'Your name is changed.')}>
          <FormField label="Name" name="name" autocomplete="name" value={who.name} />
        </SentForm>
      </section>
      <section>
        <h2>Password</h2>
        <SentForm
          label="A new password"
          button="Change my password"
          send={({ current, password = '' }) =>
            send('/account/password', { ...(current ? { current } : {}), password }, 'Your password is changed; your other browsers are signed out.')
          }
        >
          {who.isByLink ? (
            <p class="hint">You came by a link of the server, so the old password is not asked for.</p>
          ) : (
            <FormField label="The password until now" name="current" type="password" autocomplete="current-password" />
          )}
          <FormField
            label="The new password"
            name="password"
            hint="Ten characters or more; a sentence is easiest."
            type="password"
            autocomplete="new-password"
            minLength={10}
          />
        </SentForm>
      </section>
    </>
  );
}

function Sessions(): JSX.Element {
  const page = usePage();
  const { value, trouble, read } = useAnswer<AdminSessions>('/sessions');
  const [refusal, setRefusal] = useState('');
  const end = async (id: string): Promise<void> => {
    const answer = await page.api.call<null>(`/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
    setRefusal(answer.ok ? '' : answer.message);
    await read();
  };
  return (
    <section>
      <h2>Where you are signed in</h2>
      {trouble || refusal ? <p class="error">{refusal || trouble}</p> : null}
      <ul class="rows" aria-label="Your sessions">
        {value?.sessions.map(({ id, agent, startedAt, seenAt, isThis }) => (
          <li key={id}>
            <span>
              {browserIn(agent)} · since <When at={startedAt} /> · last seen <When at={seenAt} />
            </span>
            {isThis ? (
              <span class="tag live-tag">this browser</span>
            ) : (
              <button type="button" class="quiet" onClick={() => void end(id)}>
                End<span class="quietly"> the session of {browserIn(agent)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The browser and the system that an agent text names, for recognizing one's own. */
function browserIn(agent: string): string {
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? '';
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent)?.[0] ?? '';
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS' };
  const found = [browser, system].filter(Boolean).map((name) => names[name] ?? name);
  return found.length > 0 ? found.join(' on ') : agent || 'an unknown browser';
}
