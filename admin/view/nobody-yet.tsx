import type { JSX } from 'preact';
import { pageLine } from '../document/page-line.ts';
import { CopyLine } from './copy-line.tsx';
import { EmptyState } from './empty-state.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { useMay } from './use-may.ts';

/** What stands where no conversation is yet: to write oneself, or to let visitors in. */
export function NobodyYet(): JSX.Element {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const [widget] = useValue(['widget']);
  const mayTry = useMay('edit');
  return (
    <EmptyState text="Nobody has written yet. Conversations appear here by themselves.">
      {mayTry ? (
        <button type="button" onClick={() => page.openDock('test')}>
          Open the test chat
        </button>
      ) : null}
      <CopyLine label="The line for your page" text={pageLine(location.origin, project, widget)} copied="The line is copied." />
    </EmptyState>
  );
}
