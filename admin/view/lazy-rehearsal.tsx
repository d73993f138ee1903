import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from './page-context.ts';
import { useMay } from './use-may.ts';

type Panels = { test: () => JSX.Element; tests: () => JSX.Element; trace: () => JSX.Element };

/** What has been loaded stays. */
const loaded: { panels: Panels | null } = { panels: null };

/** The test chat, the tests and the trace, fetched when one of them is opened first. */
export function LazyRehearsal({ panel }: { panel: keyof Panels }): JSX.Element {
  const page = usePage();
  // Whoever may only look has traces to look at.
  const isAllowed = useMay('edit') || panel === 'trace';
  const [panels, setPanels] = useState<Panels | null>(() => loaded.panels);
  useEffect(() => {
    if (panels || !isAllowed) return;
    Promise.all([import('./test-panel.tsx'), import('./tests-panel.tsx'), import('./trace-panel.tsx')]).then(
      ([{ TestPanel }, { TestsPanel }, { TracePanel }]) => {
        loaded.panels = { test: TestPanel, tests: TestsPanel, trace: TracePanel };
        setPanels(loaded.panels);
      },
      () => page.draft.notify('This part of the dock could not be loaded; open it again.'),
    );
  }, [panels, page, isAllowed]);
  if (!isAllowed) return <p class="dock-body empty">Your role may look at the project, but not try the draft out.</p>;
  const Panel = panels?.[panel];
  return Panel ? <Panel /> : <p class="dock-body empty">Opening…</p>;
}
