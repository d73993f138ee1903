import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Path } from '../document/path.ts';
import { usePage } from './page-context.ts';

type View = (props: { path: Path }) => JSX.Element;

/** What has been loaded stays: the second playbook is drawn at once, so that a jump into it finds its fields. */
const loaded: { view: View | null } = { view: null };

/** The playbook editor, fetched when the first playbook is opened: the page opens without it. */
export function LazyPlaybookEditor({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const [View, setView] = useState<View | null>(() => loaded.view);
  useEffect(() => {
    if (View) return;
    import('./playbook-editor.tsx').then(
      ({ PlaybookEditor }) => {
        loaded.view = PlaybookEditor;
        setView(() => PlaybookEditor);
      },
      () => page.draft.notify('The playbook editor could not be loaded; open the playbook again.'),
    );
  }, [View, page]);
  return View ? <View path={path} /> : <p class="empty">Opening the playbook…</p>;
}
