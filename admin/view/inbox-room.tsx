import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { type InboxKey, inboxKey } from '../inbox/keys.ts';
import { hashOf } from '../route.ts';
import { useStore } from '../use-store.ts';
import { InboxAside } from './inbox-aside.tsx';
import { InboxConversation } from './inbox-conversation.tsx';
import { InboxList } from './inbox-list.tsx';
import { InboxViews } from './inbox-views.tsx';
import { useDraft, usePage } from './page-context.ts';
import { useMay } from './use-may.ts';

/** Where people take over: who waits, what is said right now, and what wants a yes. */
export function InboxRoom({ id }: { id: string | null }): JSX.Element {
  const { inbox } = usePage();
  const project = useDraft((state) => state.project);
  const open = useStore(inbox.store, (state) => state.open);
  const trouble = useStore(inbox.store, (state) => state.refusal || state.trouble);
  const [isHandingBack, setHandingBack] = useState(false);
  const [hasDetails, setDetails] = useDetails(open);
  useEffect(() => {
    inbox.choose(project);
    inbox.open(id);
  }, [inbox, id, project]);
  useEffect(() => setHandingBack(false), [id]);
  useInboxKeys(id, { handBack: () => setHandingBack(true), showDetails: () => setDetails(true) });
  return (
    <div class={`inbox${id === null ? '' : ' is-open'}${hasDetails && open ? ' has-details' : ''}`}>
      <div class="room-side">
        <InboxViews current="inbox" />
        <InboxList current={id} />
      </div>
      <main aria-label="Conversation">
        {id === null ? null : (
          <a class="inbox-back" href={hashOf({ room: 'inbox', id: null })}>
            Back to the list
          </a>
        )}
        {trouble ? (
          <p class="error" role="alert">
            {trouble}
          </p>
        ) : null}
        {id === null ? (
          <>
            <h1 class="quietly">Inbox</h1>
            <p class="empty">Choose a conversation, or press j. The key ? lists the keys.</p>
          </>
        ) : null}
        {id !== null && open === null ? <h1 class="hint">{trouble ? 'It could not be read' : 'Reading…'}</h1> : null}
        {open ? (
          <InboxConversation key={open.row.id} open={open} isHandingBack={isHandingBack} setHandingBack={setHandingBack}>
            <button type="button" class="inbox-details" aria-expanded={hasDetails} onClick={() => setDetails(!hasDetails)}>
              Details
            </button>
          </InboxConversation>
        ) : null}
      </main>
      {open ? <InboxAside key={open.row.id} open={open} /> : null}
    </div>
  );
}

/** In a narrow window, whether the column of details is shown: when it is asked for, and when something comes to wait for a decision. */
function useDetails(open: OpenConversation | null): [boolean, (has: boolean) => void] {
  const [hasDetails, setDetails] = useState(false);
  const id = open?.row.id;
  const isDecisionWaiting = open !== null && (open.calls.length > 0 || open.checkpoints.some(({ status }) => status === 'pending'));
  useEffect(() => setDetails(false), [id]);
  useEffect(() => {
    if (isDecisionWaiting) setDetails(true);
  }, [id, isDecisionWaiting]);
  return [hasDetails, setDetails];
}

type Doing = { handBack: () => void; showDetails: () => void };

/** The keys of the inbox, while nothing is being typed and no dialog is open. */
function useInboxKeys(id: string | null, { handBack, showDetails }: Doing): void {
  const page = usePage();
  const mayAct = useMay('operate');
  const now = useRef({ id, handBack, showDetails, mayAct });
  now.current = { id, handBack, showDetails, mayAct };
  // Before the list can be seen: whoever sees it may press a key.
  useLayoutEffect(() => {
    const doing: Record<InboxKey, () => void> = {
      next: () => step(1),
      previous: () => step(-1),
      take: () => current((open) => void page.inbox.act((api) => api.take(open))),
      reply: () => document.querySelector<HTMLTextAreaElement>('.inbox-composer textarea')?.focus(),
      hand_back: () => current(now.current.handBack),
      approve: () => decide('[data-inbox-approve]'),
      reject: () => decide('[data-inbox-reject]'),
      search: () => document.querySelector<HTMLInputElement>('.inbox-list [type=search]')?.focus(),
    };
    // Nothing is decided that is not in sight: a key shows it first.
    const decide = (which: string): void => {
      const button = document.querySelector<HTMLButtonElement>(which);
      if (button?.checkVisibility()) button.click();
      else if (button) now.current.showDetails();
    };
    const current = (then: (id: string) => void): void => {
      if (now.current.id !== null && now.current.mayAct) then(now.current.id);
    };
    const step = (by: number): void => {
      const { rows } = page.inbox.store.getState();
      const at = rows.findIndex((row) => row.id === now.current.id);
      const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
      if (row) window.location.assign(hashOf({ room: 'inbox', id: row.id }));
    };
    const listener = (event: KeyboardEvent): void => {
      const key = inboxKey(event);
      if (key === null || page.session.store.getState().is !== 'in') return;
      event.preventDefault();
      doing[key]();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [page]);
}
