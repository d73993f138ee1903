import type { JSX } from 'preact';
import { asList, asRecord } from '../document/read.ts';
import type { DockPanel } from '../page.ts';
import { JsonField } from './json-field.tsx';
import { LazyRehearsal } from './lazy-rehearsal.tsx';
import { useDraft, usePage } from './page-context.ts';
import { Problems } from './problems.tsx';

/** Below the editor: the test chat, the tests, what the checks say, and the whole document as JSON. */
export function Dock({ open }: { open: DockPanel }): JSX.Element {
  const page = usePage();
  const findings = useDraft((state) => state.findings);
  const tests = useDraft(({ document }) => asList(asRecord(document).tests).length);
  const button = (panel: Exclude<DockPanel, null>, name: string): JSX.Element => (
    <button type="button" class="quiet" aria-expanded={open === panel} onClick={() => page.dock(open === panel ? null : panel)}>
      {name}
    </button>
  );
  return (
    <section class={open === null ? 'dock' : `dock open ${open}`} aria-label="Dock">
      <div class="dock-bar">
        {button('test', 'Test')}
        {button('tests', tests === 0 ? 'Tests' : `Tests (${tests})`)}
        {button('problems', findings.length === 0 ? 'Problems' : `Problems (${findings.length})`)}
        {button('json', 'JSON')}
        <span class="hint">Ctrl+J</span>
      </div>
      {open === 'test' || open === 'tests' ? <LazyRehearsal panel={open} /> : null}
      {open === 'problems' ? <Problems findings={findings} /> : null}
      {open === 'json' ? (
        <div class="dock-body">
          <JsonField path={[]} label="The whole project as JSON" rows={16} />
        </div>
      ) : null}
    </section>
  );
}
