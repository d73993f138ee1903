import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { OutlineKind } from '../document/outline.ts';
import type { Path } from '../document/path.ts';
import { usePage } from './page-context.ts';

type PartKind = keyof typeof import('./part-editors.tsx').partEditors & OutlineKind;
type Editors = Record<PartKind, (props: { path: Path }) => JSX.Element>;

/** What has been loaded stays: the next part is drawn at once. */
const loaded: { editors: Editors | null } = { editors: null };

async function load(): Promise<Editors> {
  loaded.editors ??= (await import('./part-editors.tsx')).partEditors;
  return loaded.editors;
}

// The page opens without them; by the time somebody opens a part they are there. A failure here is met again, and said, there.
globalThis.requestIdleCallback?.(() => void load().catch(() => undefined));

/** The editor of a part, fetched with its like once the page is at rest, or when the first one is opened. */
export function LazyPartEditor({ kind, path }: { kind: PartKind; path: Path }): JSX.Element {
  const page = usePage();
  const [editors, setEditors] = useState<Editors | null>(() => loaded.editors);
  useEffect(() => {
    if (editors) return;
    load().then(setEditors, () => page.draft.notify('This editor could not be loaded; open the part again.'));
  }, [editors, page]);
  const View = editors?.[kind];
  return View ? <View path={path} /> : <p class="empty opening">Opening…</p>;
}
