import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { PublishRequest } from '../../shared/admin.ts';
import { same, type Value } from '../../shared/value.ts';
import { whenStored } from '../draft/when-stored.ts';
import type { Page } from '../page.ts';
import { useStore } from '../use-store.ts';
import { Dialog } from './dialog.tsx';
import { LazyChangeList } from './lazy-change-list.tsx';
import { MoveRunning } from './move-running.tsx';
import { useDraft, usePage } from './page-context.ts';
import { Problems } from './problems.tsx';

/** What will go live, what the checks say about it, and a note for whoever reads the versions later. */
export function PublishDialog(): JSX.Element {
  const page = usePage();
  const isOpen = useStore(page.store, (state) => state.isPublishing);
  return (
    <Dialog title="Publish" isOpen={isOpen} onClose={() => page.store.setState({ isPublishing: false })}>
      <PublishForm page={page} />
    </Dialog>
  );
}

function PublishForm({ page }: { page: Page }): JSX.Element {
  const id = useId();
  const { live, document, findings, published, project } = useDraft((state) => state);
  const noteName = `note.${project}`;
  const [note, setNote] = useState(() => page.journal.keptText(noteName) ?? '');
  const [moveRunning, setMoveRunning] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  const errors = findings.filter(({ level }) => level === 'error').length;
  // What the checks say must be about what is on the page now.
  useEffect(() => void page.draft.flush(), [page]);
  const publish = async (): Promise<void> => {
    setBusy(true);
    const said = await publishNow(page, { note, moveRunning });
    setBusy(false);
    setRefusal(said);
    if (said === '') page.journal.keepText(noteName, '');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <Changes live={live} draft={document} />
      {findings.length > 0 ? <Problems findings={findings} onJump={() => page.store.setState({ isPublishing: false })} /> : null}
      <div class="field">
        <label for={id}>Note</label>
        <textarea
          id={id}
          rows={2}
          value={note}
          placeholder="What changes and why"
          onInput={(event) => {
            setNote(event.currentTarget.value);
            page.journal.keepText(noteName, event.currentTarget.value);
          }}
        />
      </div>
      {published > 0 ? <MoveRunning isOn={moveRunning} onChange={setMoveRunning} /> : null}
      {refusal ? (
        <p class="error" role="alert">
          {refusal}
        </p>
      ) : null}
      <footer>
        {errors > 0 ? <span class="hint">Errors have to be mended first; warnings do not stop anything.</span> : null}
        <button type="button" class="quiet" onClick={() => page.store.setState({ isPublishing: false })}>
          Cancel
        </button>
        <button type="submit" class="primary" disabled={isBusy}>
          Publish version {published + 1}
        </button>
      </footer>
    </form>
  );
}

/** Saves what is left, publishes, and answers what stood in the way; empty when it is live. */
async function publishNow(page: Page, edition: PublishRequest): Promise<string> {
  const answer = await whenStored(page.draft, () => page.draft.publish(edition));
  if (!answer.ok) return answer.message;
  page.store.setState({ isPublishing: false });
  const who = edition.moveRunning ? 'running conversations move to it at their next turn' : 'the next conversation gets it';
  page.draft.notify(`Version ${answer.value.version} is live; ${who}.`);
  return '';
}

function Changes({ live, draft }: { live: Value | undefined; draft: Value }): JSX.Element {
  if (live === undefined) return <p class="hint">The draft differs from what is live.</p>;
  if (same(live, draft)) return <p class="hint">Nothing has changed since the last publish.</p>;
  return <LazyChangeList before={live} after={draft} />;
}
