import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { InboxOperators, OperatorRef } from '../../shared/inbox.ts';
import { usePage } from './page-context.ts';

type Props = { conversation: string; holder: OperatorRef | null };

/** Gives a conversation to another operator; who there is, is asked when the list is opened. */
export function AssignChoice({ conversation, holder }: Props): JSX.Element {
  const { inbox } = usePage();
  const [chosen, setChosen] = useState('');
  const [operators, setOperators] = useState<InboxOperators['operators']>([]);
  const load = async (): Promise<void> => {
    const answer = await inbox.api().operators();
    if (answer.ok) setOperators(answer.value.operators);
  };
  const others = operators.filter(({ id }) => id !== holder?.id);
  // Not with the choice itself: arrow keys choose as they pass.
  const give = async (): Promise<void> => {
    if (await inbox.act((api) => api.assign(conversation, { operator: chosen }))) setChosen('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <select aria-label="Give to" value={chosen} onFocus={() => void load()} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
        <option value="">Give to…</option>
        {others.map(({ id, name, here }) => (
          <option key={id} value={id}>
            {here ? name : `${name} (away)`}
          </option>
        ))}
      </select>
      {chosen === '' ? null : <button type="submit">Give</button>}
    </form>
  );
}
