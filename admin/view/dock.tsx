import type { JSX } from 'preact';
import type { Finding } from '../../shared/finding.ts';
import type { DockPanel } from '../page.ts';
import { JsonField } from './json-field.tsx';
import { jump, useDraft, usePage } from './page-context.ts';

/** Below the editor: what the checks say, and the whole document as JSON. */
export function Dock({ open }: { open: DockPanel }): JSX.Element {
  const page = usePage();
  const findings = useDraft((state) => state.findings);
  const button = (panel: Exclude<DockPanel, null>, name: string): JSX.Element => (
    <button type="button" class="quiet" aria-expanded={open === panel} onClick={() => page.dock(open === panel ? null : panel)}>
      {name}
    </button>
  );
  return (
    <section class={open === null ? 'dock' : 'dock open'} aria-label="Dock">
      <div class="dock-bar">
        {button('problems', findings.length === 0 ? 'Problems' : `Problems (${findings.length})`)}
        {button('json', 'JSON')}
        <span class="hint">Ctrl+J</span>
      </div>
      {open === 'problems' ? <Problems findings={findings} /> : null}
      {open === 'json' ? (
        <div class="dock-body">
          <JsonField path={[]} label="The whole project as JSON" rows={16} />
        </div>
      ) : null}
    </section>
  );
}

/** The findings, errors first, each a way to its place. */
export function Problems({ findings, onJump }: { findings: readonly Finding[]; onJump?: () => void }): JSX.Element {
  const page = usePage();
  if (findings.length === 0) return <p class="dock-body empty">No problems. The draft can be published.</p>;
  const sorted = findings.toSorted((left, right) => Number(right.level === 'error') - Number(left.level === 'error'));
  return (
    <ul class="dock-body problems">
      {sorted.map((finding) => (
        <li key={finding.path + finding.code + finding.message}>
          <button
            type="button"
            class="problem"
            onClick={() => {
              onJump?.();
              jump(page, finding.path);
            }}
          >
            <span class={`tag ${finding.level}`}>{finding.level}</span>
            <span class="message">
              {finding.message}
              {finding.suggestion ? <span class="suggestion"> {finding.suggestion}</span> : null}
            </span>
            <code>{finding.path || 'the document'}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
