import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asList, asRecord } from '../document/read.ts';
import type { DockPanel } from '../page.ts';
import { JsonField } from './json-field.tsx';
import { LazyRehearsal } from './lazy-rehearsal.tsx';
import { useDraft, usePage } from './page-context.ts';
import { Problems } from './problems.tsx';
import { Splitter, sideRange, within } from './splitter.tsx';

/** Below the editor: the trace, what the checks say, and the whole document as JSON. The test chat and the tests stand beside it where there is room. */
export function Dock({ open }: { open: DockPanel }): JSX.Element {
  const page = usePage();
  const findings = useDraft((state) => state.findings);
  const tests = useDraft(({ document }) => asList(asRecord(document).tests).length);
  useFocusGivenBack(open);
  const button = (panel: Exclude<DockPanel, null>, name: string): JSX.Element => (
    <button type="button" class="quiet" aria-expanded={open === panel} onClick={() => page.dock(open === panel ? null : panel)}>
      {name}
    </button>
  );
  return (
    <section class={open === null ? 'dock' : `dock open ${open}${isBeside(open) ? ' beside' : ''}`} aria-label="Dock">
      <div class="dock-bar">
        {button('test', 'Test')}
        {button('tests', tests === 0 ? 'Tests' : `Tests (${tests})`)}
        {button('trace', 'Trace')}
        {button('problems', findings.length === 0 ? 'Problems' : `Problems (${findings.length})`)}
        {button('json', 'JSON')}
        <span class="hint">Ctrl+J</span>
      </div>
      {isBeside(open) ? <SideWidth /> : null}
      {open === 'test' || open === 'tests' || open === 'trace' ? <LazyRehearsal key={open} panel={open} /> : null}
      {open === 'problems' ? <Problems findings={findings} /> : null}
      {open === 'json' ? (
        <div class="dock-body">
          <JsonField path={[]} label="The whole project as JSON" rows={16} />
        </div>
      ) : null}
    </section>
  );
}

/** These need the editor in sight, so they stand to its right where the window is wide enough. */
const isBeside = (open: DockPanel): boolean => open === 'test' || open === 'tests';

const widthText = 'side-width';

/** The width of the column on the right; this browser remembers it. */
function SideWidth(): JSX.Element {
  const { journal } = usePage();
  const [percent, setPercent] = useState(() => within(Number(journal.keptText(widthText)) || sideRange.usual));
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--side', `${percent}vw`);
  }, [percent]);
  const change = (next: number): void => {
    setPercent(next);
    journal.keepText(widthText, String(next));
  };
  return <Splitter label="Width of the column on the right" percent={percent} onChange={change} />;
}

/** A panel that closes with the focus in it gives the focus back to where it was when the dock was opened. */
function useFocusGivenBack(open: DockPanel): void {
  const before = useRef<Element | null>(null);
  const last = useRef<DockPanel>(null);
  useLayoutEffect(() => {
    if (last.current === null && open !== null) before.current = document.activeElement;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (open === null && last.current !== null && isLost && before.current instanceof HTMLElement && before.current.isConnected)
      before.current.focus();
    last.current = open;
  }, [open]);
}
