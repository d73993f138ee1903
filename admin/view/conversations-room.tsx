import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AdminConversation } from '../../shared/admin.ts';
import { hashOf } from '../route.ts';
import { useStore } from '../use-store.ts';
import { InboxViews } from './inbox-views.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { useDraft, usePage } from './page-context.ts';
import { Transcript } from './transcript.tsx';
import { When } from './when.tsx';

/** All conversations, newest first, and the opened one with a card for each turn; both follow what happens. */
export function ConversationsRoom({ id }: { id: string | null }): JSX.Element {
  const { conversations } = usePage();
  const project = useDraft((state) => state.project);
  const { list, isListed, hasOlder, open, trouble } = useStore(conversations.store, (state) => state);
  useEffect(() => conversations.open(id), [conversations, id, project]);
  useEffect(() => conversations.watch(), [conversations, project]);
  return (
    <div class="conversations">
      <div class="room-side">
        <InboxViews current="conversations" />
        <nav aria-label="Conversations">
          {trouble ? <p class="error">{trouble}</p> : null}
          {isListed ? null : <p class="hint">Reading…</p>}
          {isListed && list.length === 0 ? <NobodyYet /> : null}
          <ul>
            {list.map((conversation) => (
              <li key={conversation.id}>
                <ConversationLink conversation={conversation} isCurrent={conversation.id === id} />
              </li>
            ))}
          </ul>
          {hasOlder ? (
            <button type="button" class="quiet" onClick={() => void conversations.older()}>
              Show older ones
            </button>
          ) : null}
        </nav>
      </div>
      <main>
        {id === null ? (
          <>
            <h1 class="quietly">Conversations</h1>
            <p class="empty">Choose a conversation to see what was said, and why.</p>
          </>
        ) : null}
        {id !== null && open ? <Transcript key={open.conversation.id} conversation={open.conversation} events={open.events} /> : null}
        {id !== null && !open ? <h1 class="hint">{trouble || 'Reading the log…'}</h1> : null}
      </main>
    </div>
  );
}

function ConversationLink({ conversation, isCurrent }: { conversation: AdminConversation; isCurrent: boolean }): JSX.Element {
  const { id, preview, status, stage, turns, changedAt, version } = conversation;
  return (
    <a href={hashOf({ room: 'conversations', id })} aria-current={isCurrent ? 'page' : undefined}>
      <span class="preview">{preview || 'no messages yet'}</span>
      <span class="facts">
        <When at={changedAt} /> · {stage} · {turns} {turns === 1 ? 'turn' : 'turns'} · v{version}
        {status === 'active' ? null : <span class={`tag ${status === 'failed' ? 'error' : ''}`}>{status.replaceAll('_', ' ')}</span>}
      </span>
    </a>
  );
}
