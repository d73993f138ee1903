import type { JSX } from 'preact';
import { fetched, useFetched } from './lazy-view.tsx';
import { useMay } from './use-may.ts';

type Panel = 'test' | 'tests' | 'trace';

const panels = fetched<Record<Panel, () => JSX.Element>>(async () => {
  const [{ TestPanel }, { TestsPanel }, { TracePanel }] = await Promise.all([
    import('./test-panel.tsx'),
    import('./tests-panel.tsx'),
    import('./trace-panel.tsx'),
  ]);
  return { test: TestPanel, tests: TestsPanel, trace: TracePanel };
});

/** The test chat, the tests and the trace, fetched when one of them is opened first. */
export function LazyRehearsal({ panel }: { panel: Panel }): JSX.Element {
  // Whoever may only look has traces to look at.
  const isAllowed = useMay('edit') || panel === 'trace';
  if (!isAllowed) return <p class="dock-body empty">Your role may look at the project, but not try the draft out.</p>;
  return <Rehearsal panel={panel} />;
}

function Rehearsal({ panel }: { panel: Panel }): JSX.Element {
  const Own = useFetched(panels, 'This part of the dock could not be loaded; open it again.')?.[panel];
  return Own ? <Own /> : <p class="dock-body empty">Opening…</p>;
}
