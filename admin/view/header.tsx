import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { differences } from '../document/differences.ts';
import type { DraftState } from '../draft/draft-state.ts';
import { asking } from '../inbox/alert.ts';
import { hashOf, type Route } from '../route.ts';
import { FirstAccount } from '../settings/first-account.tsx';
import { useStore } from '../use-store.ts';
import { jump, useDraft, usePage } from './page-context.ts';
import { useMay, useOperator } from './use-may.ts';

/** What is always in sight, in one line: the three rooms, the state of the draft with its versions, undo, problems and Publish. */
export function Header(): JSX.Element {
  const page = usePage();
  const route = useStore(page.store, (state) => state.route);
  const who = useOperator();
  return (
    <header class="top">
      <div class="top-line">
        <ProjectName />
        <nav aria-label="Rooms">
          <RoomLink route={{ room: 'build', path: [] }} current={route.room} name="Build" />
          {/* All conversations are a view of the inbox, with an address of their own. */}
          <RoomLink route={{ room: 'inbox', id: null }} current={route.room} also="conversations" name="Inbox" badge={<InboxBadge />} />
          <RoomLink route={{ room: 'settings', part: 'account' }} current={route.room} name="Settings" />
        </nav>
        <DraftStatus />
        <VersionsLink isCurrent={route.room === 'versions'} />
        <UndoButtons />
        <ProblemsButton />
        <PublishButton />
        <button type="button" class="icon" aria-label="Keys" title="Keys (?)" onClick={() => page.ask({ kind: 'keys' })}>
          <span aria-hidden="true">?</span>
        </button>
        <button type="button" class="quiet" title={`${who.name}, ${who.role}`} onClick={() => void page.signOut()}>
          Sign out
        </button>
      </div>
      <Trouble />
      <FirstAccount />
    </header>
  );
}

function PublishButton(): JSX.Element {
  const page = usePage();
  const { role } = useOperator();
  const isAllowed = useMay('edit');
  return (
    <button
      type="button"
      class="primary"
      disabled={!isAllowed}
      title={isAllowed ? undefined : `Your role, ${role}, may not publish.`}
      onClick={() => page.store.setState({ isPublishing: true })}
    >
      Publish…
    </button>
  );
}

function ProjectName(): JSX.Element {
  const page = usePage();
  const projects = useStore(page.store, (state) => state.projects);
  const project = useDraft((state) => state.project);
  if (projects.length < 2)
    return (
      <strong class="project" title={project}>
        {project}
      </strong>
    );
  return (
    <select class="project" aria-label="Project" value={project} onChange={(event) => void page.choose(event.currentTarget.value)}>
      {projects.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

type RoomLinkProps = { route: Route; current: Route['room']; also?: Route['room']; name: string; badge?: JSX.Element };

function RoomLink({ route, current, also, name, badge }: RoomLinkProps): JSX.Element {
  return (
    <a href={hashOf(route)} aria-current={route.room === current ? 'page' : also === current ? 'true' : undefined}>
      {name}
      {badge}
    </a>
  );
}

/** How much wants an operator, in every room. */
function InboxBadge(): JSX.Element | null {
  const { inbox } = usePage();
  const count = useStore(inbox.store, (state) => asking(state.counts));
  useEffect(() => inbox.connect(), [inbox]);
  return count === 0 ? null : (
    <span class="count">
      {count}
      <span class="quietly"> want somebody</span>
    </span>
  );
}

const savingTexts: Record<DraftState['saving'], string> = {
  saved: 'saved',
  waiting: 'saving…',
  saving: 'saving…',
  away: 'kept in this browser',
  refused: 'not saved',
};

function DraftStatus(): JSX.Element {
  const { saving, trouble } = useDraft((state) => state);
  const changes = useChangeCount();
  return (
    <div class="draft-status">
      <span class="draft-count">{changes === null ? 'Draft · changed' : `Draft · ${changes} ${changes === 1 ? 'change' : 'changes'}`}</span>
      <span class={`saving ${saving}`} title={trouble}>
        {savingTexts[saving]}
      </span>
    </div>
  );
}

/** Why the server does not have the draft: a sentence in a line of its own. */
function Trouble(): JSX.Element | null {
  const { saving, trouble } = useDraft((state) => state);
  return trouble && (saving === 'away' || saving === 'refused') ? <p class="trouble">{trouble}</p> : null;
}

/** What is live, and the way to everything that ever was. */
function VersionsLink({ isCurrent }: { isCurrent: boolean }): JSX.Element {
  const published = useDraft((state) => state.published);
  return (
    <a class="versions-link" href={hashOf({ room: 'versions' })} aria-current={isCurrent ? 'page' : undefined}>
      Versions <span class="live">{published === 0 ? 'none is live yet' : `${published} is live`}</span>
    </a>
  );
}

/** How many places differ from what is live; nothing where it is not known what is. */
function useChangeCount(): number | null {
  const { document, live, isChanged } = useDraft((state) => state);
  return useMemo(() => (live === undefined ? (isChanged ? null : 0) : differences(live, document).length), [document, live, isChanged]);
}

function UndoButtons(): JSX.Element {
  const page = usePage();
  const { past, future } = useDraft((state) => state.history);
  const act = (place: string | null): void => {
    if (place !== null) jump(page, place);
  };
  return (
    <span class="buttons">
      <button type="button" class="icon" aria-label="Undo" title="Undo (Ctrl+Z)" disabled={past.length === 0} onClick={() => act(page.draft.undo())}>
        <span aria-hidden="true">↶</span>
      </button>
      <button
        type="button"
        class="icon"
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={future.length === 0}
        onClick={() => act(page.draft.redo())}
      >
        <span aria-hidden="true">↷</span>
      </button>
    </span>
  );
}

function ProblemsButton(): JSX.Element {
  const page = usePage();
  const findings = useDraft((state) => state.findings);
  const dock = useStore(page.store, (state) => state.dock);
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.length - errors;
  const text = findings.length === 0 ? 'No problems' : [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(', ');
  return (
    <button
      type="button"
      class={errors > 0 ? 'problems-button error' : warnings > 0 ? 'problems-button warning' : 'problems-button'}
      aria-expanded={dock === 'problems'}
      title="Ctrl+J"
      onClick={() => page.dock(dock === 'problems' ? null : 'problems')}
    >
      {text}
    </button>
  );
}

const count = (number: number, what: string): string => (number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`);
