import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from './page-context.ts';
import { useMay } from './use-may.ts';

type Panels = { TestPanel: () => JSX.Element; TestsPanel: () => JSX.Element };

/** What has been loaded stays. */
const loaded: { panels: Panels | null } = { panels: null };

/** The test chat and the tests, fetched when one of them is opened first. */
export function LazyRehearsal({ panel }: { panel: 'test' | 'tests' }): JSX.Element {
  const page = usePage();
  const isAllowed = useMay('edit');
  const [panels, setPanels] = useState<Panels | null>(() => loaded.panels);
  useEffect(() => {
    if (panels || !isAllowed) return;
    Promise.all([import('./test-panel.tsx'), import('./tests-panel.tsx')]).then(
      ([{ TestPanel }, { TestsPanel }]) => {
        loaded.panels = { TestPanel, TestsPanel };
        setPanels(loaded.panels);
      },
      () => page.draft.notify('The test chat could not be loaded; open it again.'),
    );
  }, [panels, page, isAllowed]);
  if (!isAllowed) return <p class="dock-body empty">Your role may look at the project, but not try the draft out.</p>;
  if (!panels) return <p class="dock-body empty">Opening…</p>;
  return panel === 'test' ? <panels.TestPanel /> : <panels.TestsPanel />;
}
