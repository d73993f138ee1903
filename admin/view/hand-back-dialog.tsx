import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { inboxLimits } from '../../shared/inbox-limits.ts';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { Dialog } from './dialog.tsx';
import { usePage } from './page-context.ts';

/** Gives the conversation back to the bot, with what it should know of what was done. */
export function HandBackDialog({ open, isOpen, close }: { open: OpenConversation; isOpen: boolean; close: () => void }): JSX.Element {
  const { inbox } = usePage();
  const [summary, setSummary] = useState('');
  const [stage, setStage] = useState('');
  const [isSending, setSending] = useState(false);
  const handBack = async (): Promise<void> => {
    if (isSending) return;
    setSending(true);
    const isDone = await inbox.act((api) => api.handBack(open.row.id, { summary, ...(stage === '' ? {} : { stage }) }));
    setSending(false);
    if (isDone) setSummary('');
    close();
  };
  return (
    <Dialog title="Hand back to the bot" isOpen={isOpen} onClose={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void handBack();
        }}
      >
        <label>
          <span>What was done (the bot is told, the visitor is not)</span>
          <textarea
            rows={3}
            maxLength={inboxLimits.summaryCharacters}
            value={summary}
            onInput={({ currentTarget: { value } }) => setSummary(value)}
          />
        </label>
        <label>
          <span>It goes on in</span>
          <select value={stage} onChange={({ currentTarget: { value } }) => setStage(value)}>
            <option value="">{`${open.row.stage}, where it is`}</option>
            {open.stages
              .filter((name) => name !== open.row.stage)
              .map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <footer>
          <button type="button" class="quiet" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={isSending}>
            Hand back
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
