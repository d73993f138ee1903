import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AdminExamined } from '../../shared/admin.ts';
import type { Finding } from '../../shared/finding.ts';
import { same, type Values } from '../../shared/value.ts';
import { nameOf } from '../document/read.ts';
import { chooseFile } from '../transfer/choose-file.ts';
import type { FileReading } from '../transfer/project-file.ts';
import { useStore } from '../use-store.ts';
import { Dialog } from './dialog.tsx';
import { LazyChangeList } from './lazy-change-list.tsx';
import { useDraft, usePage } from './page-context.ts';

/** A project file before it is taken over: what is wrong with it, and what it would change. */
export function ImportDialog(): JSX.Element {
  const page = usePage();
  const asked = useStore(page.store, (state) => state.asked);
  const file = asked?.kind === 'import' ? asked : null;
  return (
    <Dialog title={file ? `Import ${file.file}` : 'Import'} isOpen={file !== null} onClose={() => page.ask(null)}>
      {file?.reading.ok === true ? <ImportForm document={file.reading.document} /> : null}
      {file?.reading.ok === false ? <Refused reading={file.reading} /> : null}
    </Dialog>
  );
}

function Refused({ reading: { reason, place } }: { reading: Extract<FileReading, { ok: false }> }): JSX.Element {
  const page = usePage();
  return (
    <div class="change-file">
      <p class="error" role="alert">
        {reason}
      </p>
      {place ? <pre class="json-place">{place.excerpt}</pre> : null}
      <p class="hint">Nothing has changed.</p>
      <footer>
        <button type="button" class="quiet" onClick={() => page.ask(null)}>
          Close
        </button>
        <button type="button" class="primary" onClick={() => void chooseFile(page)}>
          Choose another file
        </button>
      </footer>
    </div>
  );
}

function ImportForm({ document: imported }: { document: Values }): JSX.Element {
  const page = usePage();
  const { document, project } = useDraft((state) => state);
  const isForeign = nameOf(imported) !== project;
  const [isRenamed, setRenamed] = useState(true);
  const [isAccepted, setAccepted] = useState(false);
  const wanted = useMemo(() => (isForeign && isRenamed ? { ...imported, name: project } : imported), [imported, isForeign, isRenamed, project]);
  const differs = useMemo(() => !same(document, wanted), [document, wanted]);
  const { findings, trouble } = useFindings(wanted);
  const errors = findings?.filter(({ level }) => level === 'error').length ?? 0;
  const apply = (): void => {
    page.ask(null);
    page.draft.edit('', () => wanted);
    page.draft.notify('The file is in the draft now; Ctrl+Z takes all of it back');
  };
  return (
    <form
      class="change-file"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      {isForeign ? <NameChoice name={nameOf(imported)} project={project} isRenamed={isRenamed} choose={setRenamed} /> : null}
      {differs ? <LazyChangeList before={document} after={wanted} /> : <p class="hint">The file says the same as the draft.</p>}
      {trouble ? <p class="error">{trouble}</p> : null}
      {findings === null && !trouble ? <p class="hint">Checking…</p> : null}
      <Findings findings={findings ?? []} />
      {errors > 0 ? (
        <label class="toggle">
          <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.currentTarget.checked)} />
          Take it over with its errors; it cannot be published until they are mended
        </label>
      ) : null}
      <footer>
        <span class="hint">It goes into the draft, nothing is published.</span>
        <button type="button" class="quiet" onClick={() => page.ask(null)}>
          Cancel
        </button>
        <button type="submit" class="primary" disabled={!differs || findings === null || (errors > 0 && !isAccepted)}>
          Apply to the draft
        </button>
      </footer>
    </form>
  );
}

type NameChoiceProps = { name: string; project: string; isRenamed: boolean; choose: (isRenamed: boolean) => void };

function NameChoice({ name, project, isRenamed, choose }: NameChoiceProps): JSX.Element {
  const called = name === '' ? 'has no name' : `is called “${name}”`;
  return (
    <fieldset>
      <legend>
        The project in this file {called}; this one is called “{project}”.
      </legend>
      <label class="toggle">
        <input type="radio" name="import-name" checked={isRenamed} onChange={() => choose(true)} />
        Rename it to “{project}”
      </label>
      <label class="toggle">
        <input type="radio" name="import-name" checked={!isRenamed} onChange={() => choose(false)} />
        Leave its name; the draft can then not be published here
      </label>
    </fieldset>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }): JSX.Element | null {
  if (findings.length === 0) return null;
  const sorted = findings.toSorted((left, right) => Number(right.level === 'error') - Number(left.level === 'error'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <ul class="file-findings" tabIndex={0} aria-label="What the checks say about the file">
      {sorted.map((finding) => (
        <li key={finding.path + finding.code + finding.message}>
          <span class={`tag ${finding.level}`}>{finding.level}</span> {finding.message} {finding.suggestion}{' '}
          <code>{finding.path || 'the document'}</code>
        </li>
      ))}
    </ul>
  );
}

/** What the server's checks, the same as at publish, say about a document that is stored nowhere yet. */
function useFindings(document: Values): { findings: Finding[] | null; trouble: string } {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const [said, setSaid] = useState<{ findings: Finding[] | null; trouble: string }>({ findings: null, trouble: '' });
  useEffect(() => {
    let isWanted = true;
    setSaid({ findings: null, trouble: '' });
    void page.api.call<AdminExamined>(`/projects/${encodeURIComponent(project)}/examine`, { method: 'POST', body: { document } }).then((answer) => {
      if (!isWanted) return;
      setSaid(answer.ok ? { findings: answer.value.findings, trouble: '' } : { findings: null, trouble: `Not checked: ${answer.message}` });
    });
    return () => {
      isWanted = false;
    };
  }, [page, project, document]);
  return said;
}
