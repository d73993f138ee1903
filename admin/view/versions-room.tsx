import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { AdminVersions } from '../../shared/admin.ts';
import { same, type Value } from '../../shared/value.ts';
import { rollBack } from '../draft/roll-back.ts';
import { exportVersion } from '../transfer/save-file.ts';
import { LazyChangeList } from './lazy-change-list.tsx';
import { MoveRunning } from './move-running.tsx';
import { useDraft, usePage } from './page-context.ts';
import { When } from './when.tsx';

type Version = AdminVersions['versions'][number];

/** What was published when, by whom and why; each opens to what differs from now, and to the way back. */
export function VersionsRoom(): JSX.Element {
  const page = usePage();
  const { project, published } = useDraft((state) => state);
  const [versions, setVersions] = useState<Version[] | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    void page.api.versions(project).then((answer) => (answer.ok ? setVersions(answer.value.versions) : setTrouble(answer.message)));
  }, [page, project, published]);
  return (
    <main class="versions">
      <h1>Versions</h1>
      {trouble ? <p class="error">{trouble}</p> : null}
      {versions === null ? <p class="hint">Reading…</p> : null}
      {versions?.length === 0 ? (
        <p class="empty">
          Nothing has been published yet.{' '}
          <button type="button" class="quiet" onClick={() => page.store.setState({ isPublishing: true })}>
            Publish the draft as version 1
          </button>
        </p>
      ) : null}
      <ol>
        {versions
          ?.toSorted((left, right) => right.version - left.version)
          .map((version) => (
            <li key={version.version}>
              <span class="version-number">{version.version}</span>
              <VersionEntry version={version} isLive={version.version === published} />
            </li>
          ))}
      </ol>
    </main>
  );
}

function VersionEntry({ version, isLive }: { version: Version; isLive: boolean }): JSX.Element {
  const page = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <p class={version.note ? 'note' : 'note hint'}>{version.note || 'no note'}</p>
      <p class="hint">
        {version.author} · <When at={version.at} />
        {isLive ? <span class="tag live-tag">live</span> : null}
        {version.moveRunning && version.version > 1 ? <span class="tag">moved running conversations</span> : null}
        <button type="button" class="quiet" onClick={() => void exportVersion(page, version.version)}>
          Export<span class="quietly"> version {version.version}</span>
        </button>
        {isLive ? null : (
          <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            What differs from now
            <span class="quietly"> in version {version.version}</span>
          </button>
        )}
      </p>
      {isOpen && !isLive ? <WayBack version={version.version} /> : null}
    </div>
  );
}

/** What would change if an old version came back, and the button that brings it back. */
function WayBack({ version }: { version: number }): JSX.Element {
  const page = usePage();
  const id = useId();
  const { live, isChanged } = useDraft((state) => state);
  const { document, trouble } = useVersion(version);
  const [note, setNote] = useState(`Back to version ${version}`);
  const [moveRunning, setMoveRunning] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  if (document === undefined) return <p class={trouble ? 'error' : 'hint'}>{trouble || 'Reading…'}</p>;
  const differs = live !== undefined && !same(live, document);
  const go = async (): Promise<void> => {
    setBusy(true);
    setRefusal(await rollBack(page.draft, { document, note, moveRunning }));
    setBusy(false);
  };
  return (
    <form
      class="way-back"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      {differs ? <LazyChangeList before={live} after={document} /> : <p class="hint">It says the same as what is live.</p>}
      <div class="field">
        <label for={id}>Note</label>
        <input id={id} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </div>
      <MoveRunning isOn={moveRunning} onChange={setMoveRunning} />
      <div class="try-line">
        <button type="submit" class="primary" disabled={isBusy}>
          Roll back to version {version}
        </button>
        <span class="hint">
          Publishes it as a new version; nothing is removed.{isChanged ? ' What you changed and did not publish stays in the draft.' : ''}
        </span>
      </div>
      {refusal ? (
        <p class="error" role="alert">
          {refusal}
        </p>
      ) : null}
    </form>
  );
}

function useVersion(version: number): { document: Value | undefined; trouble: string } {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const [read, setRead] = useState<{ document: Value | undefined; trouble: string }>({ document: undefined, trouble: '' });
  useEffect(() => {
    void page.api
      .version(project, version)
      .then((answer) => setRead(answer.ok ? { document: answer.value.document, trouble: '' } : { document: undefined, trouble: answer.message }));
  }, [page, project, version]);
  return read;
}
