import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { InboxCounts, InboxRow } from '../../shared/inbox.ts';
import { type InboxNeeds, inboxNeeds } from '../../shared/inbox-limits.ts';
import { hashOf } from '../route.ts';
import { useStore } from '../use-store.ts';
import { NobodyYet } from './nobody-yet.tsx';
import { useDraft, usePage } from './page-context.ts';
import { When } from './when.tsx';

const names: Record<InboxNeeds, string> = {
  all: 'Open',
  waiting: 'Waiting',
  mine: 'Mine',
  approvals: 'To approve',
  contact: 'Left an address',
  closed: 'Closed',
};

/** All conversations of the project that are looked for, newest change first. */
export function InboxList({ current }: { current: string | null }): JSX.Element {
  const { inbox } = usePage();
  const project = useDraft((state) => state.project);
  const { rows, next, counts, isListed, needs, isLive } = useStore(inbox.store, (state) => state);
  return (
    <nav class="inbox-list" aria-label="Conversations">
      <fieldset class="inbox-filters" aria-label="Show">
        {inboxNeeds.map((it) => (
          <button
            key={it}
            type="button"
            class="quiet"
            aria-pressed={it === needs}
            onClick={() => void inbox.look({ needs: it, query: inbox.store.getState().query })}
          >
            {names[it]}
            <Count of={it} counts={counts} />
          </button>
        ))}
      </fieldset>
      <Search key={project} />
      {isListed ? null : <p class="hint">Reading…</p>}
      {isListed && rows.length === 0 ? <Nothing needs={needs} /> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <RowLink row={row} isCurrent={row.id === current} />
          </li>
        ))}
      </ul>
      {next === null ? null : (
        <button type="button" class="quiet" onClick={() => void inbox.more()}>
          Show older ones
        </button>
      )}
      <footer class="inbox-foot">
        <Sound />
        <span class={isLive ? 'hint' : 'trouble'} role="status">
          {isLive ? 'live' : 'not live: news come again with the connection'}
        </span>
      </footer>
    </nav>
  );
}

/** Why the list is empty: nothing of the kind, nothing with these words, or nobody at all. */
function Nothing({ needs }: { needs: InboxNeeds }): JSX.Element {
  const query = useStore(usePage().inbox.store, (state) => state.query);
  if (query !== '') return <p class="empty">Nothing is found with these words.</p>;
  return needs === 'all' ? <NobodyYet /> : <p class="empty">{nothing[needs]}</p>;
}

const nothing: Record<Exclude<InboxNeeds, 'all'>, string> = {
  waiting: 'Nobody waits for a human.',
  mine: 'You have taken over no conversation.',
  approvals: 'Nothing waits for a decision.',
  contact: 'Nobody has left an address.',
  closed: 'No conversation has ended yet.',
};

function Count({ of, counts }: { of: InboxNeeds; counts: InboxCounts }): JSX.Element | null {
  const count = of === 'all' || of === 'closed' ? 0 : counts[of];
  return count === 0 ? null : <span class="count">{count}</span>;
}

const pauseMilliseconds = 250;

function Search(): JSX.Element {
  const { inbox } = usePage();
  const [text, setText] = useState(() => inbox.store.getState().query);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <input
      type="search"
      aria-label="Search conversations"
      placeholder="Search… ( / )"
      title="Words that were said, a name, an e-mail address"
      maxLength={200}
      value={text}
      onInput={({ currentTarget: { value } }) => {
        setText(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void inbox.look({ needs: inbox.store.getState().needs, query: value.trim() }), pauseMilliseconds);
      }}
    />
  );
}

function RowLink({ row, isCurrent }: { row: InboxRow; isCurrent: boolean }): JSX.Element {
  const { id, preview, name, email, visitor, unread, approvals, changedAt, stage, online, turns } = row;
  return (
    <a class={unread > 0 ? 'unread' : undefined} href={hashOf({ room: 'inbox', id })} aria-current={isCurrent ? 'page' : undefined}>
      <span class="inbox-who">
        <span class={online ? 'dot online' : 'dot'} title={online ? 'is here' : 'is away'} role="img" aria-label={online ? 'is here' : 'is away'} />
        <strong dir="auto" title={name ?? undefined}>
          {name ?? email ?? `visitor ${visitor.slice(-5)}`}
        </strong>
        <When at={changedAt} />
      </span>
      <span class="preview" dir="auto">
        {preview || (turns > 0 ? 'nothing in words' : 'no messages yet')}
      </span>
      <span class="facts">
        <Speaker row={row} /> · {stage}
        {unread > 0 ? <span class="tag unread-count">{unread} unread</span> : null}
        {approvals > 0 ? <span class="tag warning">{approvals} to approve</span> : null}
        {row.contact ? <span class="tag">wants an answer by mail</span> : null}
      </span>
    </a>
  );
}

/** Who is speaking: the bot, nobody yet, or an operator by name. */
export function Speaker({ row: { status, human } }: { row: Pick<InboxRow, 'status' | 'human'> }): JSX.Element {
  if (status === 'waiting_for_human') return <span class="tag warning">waits for a human</span>;
  if (status === 'with_human') return <span class="tag good">{human?.operator?.name ?? 'an operator'}</span>;
  return <span>{status === 'active' ? 'bot' : status}</span>;
}

function Sound(): JSX.Element {
  const { inbox } = usePage();
  const [isOn, setOn] = useState(() => inbox.alert.isSounding());
  return (
    <label class="inbox-sound">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget: { checked } }) => {
          inbox.alert.setSounding(checked);
          setOn(checked);
        }}
      />
      Sound
    </label>
  );
}
