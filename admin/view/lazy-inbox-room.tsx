import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from './page-context.ts';

type View = (props: { id: string | null }) => JSX.Element;

/** What has been loaded stays. */
const loaded: { view: View | null } = { view: null };

/** The inbox, fetched when it is first entered: authors who only build do not wait for it. */
export function LazyInboxRoom({ id }: { id: string | null }): JSX.Element {
  const page = usePage();
  const [View, setView] = useState<View | null>(() => loaded.view);
  useEffect(() => {
    if (View) return;
    import('./inbox-room.tsx').then(
      ({ InboxRoom }) => {
        loaded.view = InboxRoom;
        setView(() => InboxRoom);
      },
      () => page.draft.notify('The inbox could not be loaded; open it again.'),
    );
  }, [View, page]);
  return View ? <View id={id} /> : <p class="empty">Opening the inbox…</p>;
}
