import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AdminVersions } from '../../shared/admin.ts';
import { useDraft, usePage } from './page-context.ts';
import { When } from './when.tsx';

/** What was published when, by whom and why. */
export function VersionsRoom(): JSX.Element {
  const page = usePage();
  const { project, published } = useDraft((state) => state);
  const [versions, setVersions] = useState<AdminVersions['versions'] | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    void page.api.versions(project).then((answer) => (answer.ok ? setVersions(answer.value.versions) : setTrouble(answer.message)));
  }, [page, project, published]);
  return (
    <main class="versions">
      <h1>Versions</h1>
      {trouble ? <p class="error">{trouble}</p> : null}
      {versions === null ? <p class="hint">Reading…</p> : null}
      {versions?.length === 0 ? <p class="empty">Nothing has been published yet. Publish makes the draft version 1.</p> : null}
      <ol>
        {versions
          ?.toSorted((left, right) => right.version - left.version)
          .map(({ version, note, author, at }) => (
            <li key={version}>
              <span class="version-number">{version}</span>
              <div>
                <p class={note ? 'note' : 'note hint'}>{note || 'no note'}</p>
                <p class="hint">
                  {author} · <When at={at} />
                  {version === published ? <span class="tag live-tag">live</span> : null}
                </p>
              </div>
            </li>
          ))}
      </ol>
    </main>
  );
}
