import type { JSX } from 'preact';
import type { OutlineKind } from '../document/outline.ts';
import type { Path } from '../document/path.ts';
import { fetched, lazyView, Opening, useFetched } from './lazy-view.tsx';

type PartKind = keyof typeof import('./part-editors.tsx').partEditors & OutlineKind;
type Editors = Record<PartKind, (props: { path: Path }) => JSX.Element>;

const editors = fetched<Editors>(async () => (await import('./part-editors.tsx')).partEditors);

// The page opens without them; by the time somebody opens a part they are there. A failure here is met again, and said, there.
globalThis.requestIdleCallback?.(() => void editors.fetch().catch(() => undefined));

/** The editor of a part, fetched with its like once the page is at rest, or when the first one is opened. */
export function LazyPartEditor({ kind, path }: { kind: PartKind; path: Path }): JSX.Element {
  const View = useFetched(editors, 'This editor could not be loaded; open the part again.')?.[kind];
  return View ? <View path={path} /> : <Opening />;
}

/** The playbook editor, fetched when the first playbook is opened. */
export const LazyPlaybookEditor = lazyView(async () => (await import('./playbook-editor.tsx')).PlaybookEditor, {
  what: 'the playbook',
  failure: 'The playbook editor could not be loaded; open the playbook again.',
});
