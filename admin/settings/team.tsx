import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AdminInvitation, AdminPeople, AdminPerson, InvitationMade } from '../../shared/admin.ts';
import { type Role, roles } from '../../shared/roles.ts';
import { CopyLine } from '../view/copy-line.tsx';
import { Dialog } from '../view/dialog.tsx';
import { EmptyState } from '../view/empty-state.tsx';
import { usePage } from '../view/page-context.ts';
import { useOperator } from '../view/use-may.ts';
import { When } from '../view/when.tsx';
import { useAnswer } from './use-answer.ts';

const roleTexts: Record<Role, string> = {
  owner: 'everything, also people and this page',
  editor: 'change, try and publish the project',
  operator: 'look at everything, write to visitors and decide about calls',
  viewer: 'look at everything',
};

/** Who works here, with which role, and who is invited. */
export function Team(): JSX.Element {
  const { value, trouble, read } = useAnswer<AdminPeople>('/people');
  const [refusal, setRefusal] = useState('');
  const done = async (said: string): Promise<void> => {
    setRefusal(said);
    await read();
  };
  return (
    <>
      <h1 tabIndex={-1}>Team</h1>
      {trouble || refusal ? (
        <p class="error" role="alert">
          {refusal || trouble}
        </p>
      ) : null}
      {value === null ? <p class="hint">Reading…</p> : <People people={value.people} done={done} />}
      {value === null ? null : <Invitations invitations={value.invitations} hasPeople={value.people.length > 0} done={done} />}
      <section>
        <h2>What the roles may do</h2>
        <dl class="roles">
          {roles.map((role) => (
            <div key={role}>
              <dt>{role}</dt>
              <dd>{roleTexts[role]}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

type Done = (refusal: string) => Promise<void>;

function People({ people, done }: { people: AdminPerson[]; done: Done }): JSX.Element {
  const page = usePage();
  const [leaving, setLeaving] = useState<AdminPerson | null>(null);
  const act = async ({ id }: AdminPerson, method: 'PUT' | 'DELETE', body?: unknown): Promise<void> => {
    const answer = await page.api.call<null>(`/people/${encodeURIComponent(id)}`, { method, ...(body === undefined ? {} : { body }) });
    await done(answer.ok ? '' : answer.message);
  };
  if (people.length === 0)
    return (
      <EmptyState text="Nobody has an account yet. With yours you can invite others.">
        <button type="button" class="primary" onClick={() => page.go({ room: 'settings', part: 'account' })}>
          Make an account
        </button>
      </EmptyState>
    );
  return (
    <>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Login</th>
            <th scope="col">Role</th>
            <th scope="col">
              <span class="quietly">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} onRole={(role) => void act(person, 'PUT', { role })} onLeave={() => setLeaving(person)} />
          ))}
        </tbody>
      </table>
      <LeaveDialog
        person={leaving}
        onAnswer={(isSure) => {
          setLeaving(null);
          if (isSure && leaving) void act(leaving, 'DELETE');
        }}
      />
    </>
  );
}

function PersonRow({ person, onRole, onLeave }: { person: AdminPerson; onRole: (role: Role) => void; onLeave: () => void }): JSX.Element {
  const { id: ownId } = useOperator();
  return (
    <tr>
      <th scope="row">
        {person.name}
        {person.id === ownId ? <span class="tag">you</span> : null}
      </th>
      <td>{person.login}</td>
      <td>
        <RoleChoice label={`Role of ${person.name}`} value={person.role} onChange={onRole} />
      </td>
      <td>
        <button type="button" class="quiet danger" onClick={onLeave}>
          Remove<span class="quietly"> {person.name}</span>
        </button>
      </td>
    </tr>
  );
}

function LeaveDialog({ person, onAnswer }: { person: AdminPerson | null; onAnswer: (isSure: boolean) => void }): JSX.Element {
  return (
    <Dialog title={`Remove ${person?.name ?? ''}?`} isOpen={person !== null} onClose={() => onAnswer(false)}>
      <p>Their sessions end at once. What they published and decided stays on record under their name.</p>
      <footer>
        <button type="button" class="quiet" onClick={() => onAnswer(false)}>
          Cancel
        </button>
        <button type="button" class="primary" onClick={() => onAnswer(true)}>
          Remove {person?.name}
        </button>
      </footer>
    </Dialog>
  );
}

function RoleChoice({ label, value, onChange }: { label: string; value: Role; onChange: (role: Role) => void }): JSX.Element {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const wanted = roles.find((role) => role === event.currentTarget.value);
        // A role that is refused must not look as if it had been given.
        event.currentTarget.value = value;
        if (wanted) onChange(wanted);
      }}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </select>
  );
}

function Invitations({ invitations, hasPeople, done }: { invitations: AdminInvitation[]; hasPeople: boolean; done: Done }): JSX.Element {
  const page = usePage();
  const [role, setRole] = useState<Role>('editor');
  const [made, setMade] = useState<InvitationMade | null>(null);
  const invite = async (): Promise<void> => {
    const answer = await page.api.call<InvitationMade>('/invitations', { method: 'POST', body: { role } });
    if (answer.ok) setMade(answer.value);
    await done(answer.ok ? '' : answer.message);
  };
  const withdraw = async (id: string): Promise<void> => {
    const answer = await page.api.call<null>(`/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' });
    if (made?.invitation.id === id) setMade(null);
    await done(answer.ok ? '' : answer.message);
  };
  return (
    <section>
      <h2>Invite somebody</h2>
      <form
        class="invite"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <InviteRole value={role} onChange={setRole} />
        <button type="submit" class="primary" disabled={!hasPeople}>
          Make an invitation link
        </button>
      </form>
      {made ? <InvitationLink made={made} /> : null}
      {invitations.length > 0 ? (
        <ul class="rows" aria-label="Open invitations">
          {invitations.map((invitation) => (
            <li key={invitation.id}>
              <span>
                For one {invitation.role}, made by {invitation.by} · until <When at={invitation.expiresAt} />
              </span>
              <button type="button" class="quiet" onClick={() => void withdraw(invitation.id)}>
                Withdraw<span class="quietly"> the invitation for one {invitation.role}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function InviteRole({ value, onChange }: { value: Role; onChange: (role: Role) => void }): JSX.Element {
  return (
    <span class="invite-role">
      <span aria-hidden="true">as</span>
      <RoleChoice label="Role of the invited person" value={value} onChange={onChange} />
    </span>
  );
}

function InvitationLink({ made }: { made: InvitationMade }): JSX.Element {
  return (
    <CopyLine
      label={`The link for one ${made.invitation.role}`}
      hint="Send it to one person, in private. It is shown only now, works once, and lasts seven days."
      text={`${location.origin}${location.pathname}#invitation=${made.token}`}
      copied="The link is copied."
    />
  );
}
