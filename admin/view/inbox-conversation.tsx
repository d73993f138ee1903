import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isClosed } from '../../shared/conversation.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { useStore } from '../use-store.ts';
import { AssignChoice } from './assign-choice.tsx';
import { HandBackDialog } from './hand-back-dialog.tsx';
import { InboxComposer } from './inbox-composer.tsx';
import { InboxEntry } from './inbox-entry.tsx';
import { Speaker } from './inbox-list.tsx';
import { usePage } from './page-context.ts';
import { useMay, useOperator } from './use-may.ts';

type Props = { open: OpenConversation; isHandingBack: boolean; setHandingBack(is: boolean): void; children: ComponentChildren };

/** The opened conversation: who speaks, what is said, and what an operator can do about it; the children end its head. */
export function InboxConversation({ open, isHandingBack, setHandingBack, children }: Props): JSX.Element {
  const { inbox } = usePage();
  const you = useStore(inbox.store, (state) => state.you);
  const { row } = open;
  const mayAct = useMay('operate');
  const isYours = row.status === 'with_human' && row.human?.operator != null && row.human.operator.id === you?.id;
  // Else the dialog would come up by itself with the next take-over.
  useEffect(() => {
    if (isHandingBack && !isYours) setHandingBack(false);
  }, [isHandingBack, isYours, setHandingBack]);
  return (
    <article class="inbox-conversation">
      <header>
        <h1 dir="auto">{row.name ?? row.email ?? `Visitor ${row.visitor.slice(-5)}`}</h1>
        <Speaker row={row} />
        {open.blocked ? <span class="tag error">blocked</span> : null}
        {open.watchers.length > 0 ? <span class="hint">{open.watchers.map(({ name }) => name).join(', ')} looking too</span> : null}
        {mayAct ? <Actions open={open} isYours={isYours} handBack={() => setHandingBack(true)} /> : <OnlyLooking />}
        {children}
      </header>
      <Entries open={open} />
      {mayAct ? <InboxComposer open={open} isYours={isYours} /> : null}
      <HandBackDialog open={open} isOpen={isHandingBack && isYours} close={() => setHandingBack(false)} />
    </article>
  );
}

/** Why there is nothing to press. */
function OnlyLooking(): JSX.Element {
  const { role } = useOperator();
  return <span class="hint">Your role, {role}, may read conversations but not take them over.</span>;
}

function Actions({ open: { row }, isYours, handBack }: { open: OpenConversation; isYours: boolean; handBack: () => void }): JSX.Element {
  const { inbox } = usePage();
  if (isClosed(row.status)) return <span class="hint">closed</span>;
  const isTaken = row.status === 'with_human';
  return (
    <div class="inbox-actions">
      {isTaken ? null : (
        <button type="button" class="primary" onClick={() => void inbox.act((api) => api.take(row.id))}>
          Take over <kbd>T</kbd>
        </button>
      )}
      {isYours ? (
        <button type="button" onClick={handBack}>
          Hand back… <kbd>H</kbd>
        </button>
      ) : null}
      {isTaken ? <AssignChoice conversation={row.id} holder={row.human?.operator ?? null} /> : null}
      <button type="button" class="quiet" disabled={isTaken && !isYours} onClick={() => void inbox.act((api) => api.close(row.id))}>
        Close
      </button>
    </div>
  );
}

/** How near to the end still counts as reading the end, in pixels. */
const nearEnd = 80;

function Entries({ open }: { open: OpenConversation }): JSX.Element {
  const { inbox } = usePage();
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const { entries, streaming, working, typing } = open;
  useLayoutEffect(() => {
    if (isAtEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [entries, streaming, typing]);
  return (
    <div
      ref={scroller}
      class="inbox-entries"
      role="log"
      aria-label="What was said"
      // It scrolls, so keys have to reach it.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
      tabIndex={0}
      onScroll={({ currentTarget: it }) => {
        isAtEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < nearEnd;
      }}
    >
      {open.hasMore ? (
        <button type="button" class="quiet" onClick={() => void inbox.older()}>
          Show what was said before
        </button>
      ) : null}
      {entries.map((entry) => (
        <InboxEntry key={`${entry.seq} ${entry.type}`} entry={entry} />
      ))}
      {streaming ? <div class="bubble assistant writing">{withoutMarks(streaming.text)}</div> : null}
      {working && !streaming ? <p class="inbox-line">the bot is at work…</p> : null}
      {typing ? <p class="inbox-line">the visitor is typing…</p> : null}
    </div>
  );
}
