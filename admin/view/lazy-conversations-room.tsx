import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from './page-context.ts';

type View = (props: { id: string | null }) => JSX.Element;

/** What has been loaded stays. */
const loaded: { view: View | null } = { view: null };

/** The list of conversations with its traces, fetched when it is first entered. */
export function LazyConversationsRoom({ id }: { id: string | null }): JSX.Element {
  const page = usePage();
  const [View, setView] = useState<View | null>(() => loaded.view);
  useEffect(() => {
    if (View) return;
    import('./conversations-room.tsx').then(
      ({ ConversationsRoom }) => {
        loaded.view = ConversationsRoom;
        setView(() => ConversationsRoom);
      },
      () => page.draft.notify('The conversations could not be loaded; open them again.'),
    );
  }, [View, page]);
  return View ? <View id={id} /> : <p class="empty">Opening the conversations…</p>;
}
