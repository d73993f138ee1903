import type { JSX } from 'preact';
import type { Finding } from '../../shared/finding.ts';
import { mended } from '../document/mend.ts';
import { jump, useDraft, usePage } from './page-context.ts';

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
          {finding.mend ? <MendButton finding={finding} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Carries out what the checks suggest, as one step that undo takes back. */
function MendButton({ finding }: { finding: Finding }): JSX.Element | null {
  const page = usePage();
  const isPossible = useDraft(({ document }) => mended(document, finding) !== null);
  if (!isPossible || !finding.mend) return null;
  const { mend, path } = finding;
  return (
    <button type="button" class="quiet mend" onClick={() => page.draft.edit(path, (document) => mended(document, finding) ?? document)}>
      Use “{'value' in mend ? mend.value : mend.key}”
    </button>
  );
}
