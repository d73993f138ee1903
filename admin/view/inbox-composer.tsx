import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { inboxLimits } from '../../shared/inbox-limits.ts';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { usePage } from './page-context.ts';

/** How often the server hears that an operator types; it forgets after six seconds. */
const typingMilliseconds = 3_000;

/** Where an operator writes. What is typed is kept until it is sent, also where nobody has taken over yet. */
export function InboxComposer({ open: { row }, isYours }: { open: OpenConversation; isYours: boolean }): JSX.Element {
  const { inbox } = usePage();
  const [text, setText] = useState(() => inbox.drafts.read(row.id));
  const [isSending, setSending] = useState(false);
  const attempt = useRef<{ id: string; text: string } | null>(null);
  const toldAt = useRef(0);
  const write = (next: string): void => {
    setText(next);
    inbox.drafts.write(row.id, next);
    if (!isYours || Date.now() - toldAt.current < typingMilliseconds) return;
    toldAt.current = Date.now();
    void inbox.api().typing(row.id, next !== '');
  };
  const send = async (): Promise<void> => {
    const words = text.trim();
    if (words === '' || isSending || !isYours) return;
    // The same words again after a failure go under the same id: whatever the server has heard is said once.
    const id = attempt.current?.text === words ? attempt.current.id : crypto.randomUUID();
    attempt.current = { id, text: words };
    setSending(true);
    const isSent = await inbox.act((api) => api.reply(row.id, { id, text: words }));
    setSending(false);
    if (!isSent) return;
    attempt.current = null;
    toldAt.current = 0;
    if (inbox.drafts.read(row.id).trim() === words) write('');
  };
  return (
    <form
      class="inbox-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        aria-label="Reply"
        dir="auto"
        rows={2}
        maxLength={inboxLimits.replyCharacters}
        placeholder={isYours ? 'Reply…  Enter sends, Shift+Enter starts a line' : 'Take over to reply; what you type here is kept'}
        value={text}
        onInput={({ currentTarget: { value } }) => write(value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="inbox-composer-row">
        <button type="submit" class="primary" disabled={!isYours || text.trim() === '' || isSending}>
          Send
        </button>
        {isYours ? <Suggest conversation={row.id} take={(words) => write(text === '' ? words : `${text}\n${words}`)} /> : null}
      </div>
    </form>
  );
}

/** What the bot would say, as a suggestion that the operator may use; nothing of it is sent by itself. */
function Suggest({ conversation, take }: { conversation: string; take: (words: string) => void }): JSX.Element {
  const { inbox } = usePage();
  const [state, setState] = useState<'idle' | 'asking' | { reason: string }>('idle');
  const ask = async (): Promise<void> => {
    setState('asking');
    const answer = await inbox.api().suggestion(conversation);
    if (answer.ok && answer.value.text) take(answer.value.text);
    setState(answer.ok && answer.value.text ? 'idle' : { reason: answer.ok ? (answer.value.reason ?? 'The bot has no answer.') : answer.message });
  };
  return (
    <>
      <button type="button" class="quiet" disabled={state === 'asking'} onClick={() => void ask()}>
        {state === 'asking' ? 'Asking the bot…' : 'Suggest'}
      </button>
      <span class="hint" role="status">
        {typeof state === 'object' ? state.reason : ''}
      </span>
    </>
  );
}
