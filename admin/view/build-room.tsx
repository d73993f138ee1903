import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { useStore } from '../use-store.ts';
import { Dock } from './dock.tsx';
import { Editor } from './editor.tsx';
import { Locked } from './locked.tsx';
import { OutlineTree } from './outline-tree.tsx';
import { usePage } from './page-context.ts';
import { useMay } from './use-may.ts';

/** Outline, editor, dock. */
export function BuildRoom({ path }: { path: Path }): JSX.Element {
  const dock = useStore(usePage().store, (state) => state.dock);
  const isAllowed = useMay('edit');
  return (
    <div class="build">
      <OutlineTree current={path} />
      {/* Where nothing in it can be focused, it is scrolled by keys itself. */}
      <main tabIndex={isAllowed ? undefined : 0}>
        <Locked>
          <Editor key={pathText(path)} path={path} />
        </Locked>
      </main>
      <Dock open={dock} />
    </div>
  );
}
