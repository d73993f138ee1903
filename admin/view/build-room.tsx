import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { useStore } from '../use-store.ts';
import { Dock } from './dock.tsx';
import { Editor } from './editor.tsx';
import { OutlineTree } from './outline-tree.tsx';
import { usePage } from './page-context.ts';

/** Outline, editor, dock. */
export function BuildRoom({ path }: { path: Path }): JSX.Element {
  const dock = useStore(usePage().store, (state) => state.dock);
  return (
    <div class="build">
      <OutlineTree current={path} />
      <main>
        <Editor key={pathText(path)} path={path} />
      </main>
      <Dock open={dock} />
    </div>
  );
}
