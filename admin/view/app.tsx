import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Page } from '../page.ts';
import { LazyInvited } from '../settings/lazy-invited.tsx';
import { useStore } from '../use-store.ts';
import { BuildRoom } from './build-room.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { Header } from './header.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LazyConversationsRoom, LazyInboxRoom, LazySettingsRoom } from './lazy-rooms.tsx';
import { jump, PageContext, usePage } from './page-context.ts';
import { PaletteDialog } from './palette-dialog.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SequenceDialog } from './sequence-dialog.tsx';
import { SignedOut } from './signed-out.tsx';
import { VersionsRoom } from './versions-room.tsx';

/** The whole page. Signed out, what was open stays where it is, behind a calm screen. */
export function App({ page }: { page: Page }): JSX.Element {
  const session = useStore(page.session.store, (state) => state);
  const isLoaded = useStore(page.draft.store, (state) => state.isLoaded);
  const isIn = session.is === 'in';
  useEffect(() => listenForKeys(page), [page]);
  return (
    <PageContext.Provider value={page}>
      {session.is === 'checking' ? <p class="screen">Opening…</p> : null}
      {session.is === 'invited' ? <LazyInvited token={session.token} /> : null}
      {session.is === 'out' || session.is === 'away' ? <SignedOut session={session} /> : null}
      {isLoaded || isIn ? (
        <div class="page" hidden={!isIn}>
          {isLoaded ? <Rooms /> : <Opening page={page} />}
        </div>
      ) : null}
    </PageContext.Provider>
  );
}

function Rooms(): JSX.Element {
  return (
    <>
      <Header />
      <Room />
      <PublishDialog />
      <ConflictDialog />
      <SequenceDialog />
      <ImportDialog />
      <PaletteDialog />
      <KeysDialog />
      <Notices />
    </>
  );
}

function Room(): JSX.Element {
  const route = useStore(usePage().store, (state) => state.route);
  if (route.room === 'inbox') return <LazyInboxRoom id={route.id} />;
  if (route.room === 'conversations') return <LazyConversationsRoom id={route.id} />;
  if (route.room === 'settings') return <LazySettingsRoom part={route.part} />;
  return route.room === 'versions' ? <VersionsRoom /> : <BuildRoom path={route.path} />;
}

/** One short sentence at a time: seen at the bottom, and read out. */
function Notices(): JSX.Element {
  const page = usePage();
  const notice = useStore(page.draft.store, (state) => state.notice);
  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => page.draft.notify(''), 5_000);
    return () => clearTimeout(timer);
  }, [notice, page]);
  return (
    <div class="notice" role="status">
      {notice}
    </div>
  );
}

function Opening({ page }: { page: Page }): JSX.Element {
  const trouble = useStore(page.draft.store, (state) => state.trouble);
  return (
    <main class="screen">
      <h1>Promptside</h1>
      <p role="status">{trouble || 'Opening the project…'}</p>
      <button type="button" onClick={() => void page.retry()}>
        Try again
      </button>
    </main>
  );
}

function listenForKeys(page: Page): () => void {
  const listener = (event: KeyboardEvent): void => onKey(page, event);
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}

function onKey(page: Page, event: KeyboardEvent): void {
  if (page.session.store.getState().is !== 'in') return;
  const isIn = (places: string): boolean => event.target instanceof HTMLElement && event.target.closest(places) !== null;
  if (event.key === '?' && !isIn('input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog')) page.ask({ kind: 'keys' });
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const ownsUndo = isIn('[data-own-undo], dialog:not([data-undo]), [type=search]');
  if (key === 'z' && !ownsUndo) back(page, event, event.shiftKey ? page.draft.redo() : page.draft.undo());
  else if (key === 'y' && !ownsUndo) back(page, event, page.draft.redo());
  else if (key === 'k') {
    event.preventDefault();
    if (document.querySelector('dialog[open]') === null) page.ask({ kind: 'palette' });
  } else if (key === 'j') {
    event.preventDefault();
    page.dock(page.store.getState().dock === null ? 'test' : null);
  } else if (key === 's') {
    event.preventDefault();
    void page.draft.flush();
  }
}

function back(page: Page, event: Event, place: string | null): void {
  event.preventDefault();
  // A dialog stays where it is: what it shows is what is undone.
  if (place !== null && document.querySelector('dialog[open]') === null) jump(page, place);
}
