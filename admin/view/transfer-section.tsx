import type { JSX } from 'preact';
import { chooseFile } from '../transfer/choose-file.ts';
import { exportDraft } from '../transfer/save-file.ts';
import { usePage } from './page-context.ts';

/** The whole project as one file: out of the draft, and back into it. */
export function TransferSection(): JSX.Element {
  const page = usePage();
  return (
    <section aria-labelledby="transfer-heading">
      <header class="section-head">
        <h2 id="transfer-heading">As a file</h2>
        <p class="hint">An import shows what it would change before it changes anything, and one undo takes it back.</p>
      </header>
      <div class="try-line">
        <button type="button" onClick={() => void exportDraft(page)}>
          Export the draft
        </button>
        <button type="button" onClick={() => void chooseFile(page)}>
          Import…
        </button>
      </div>
    </section>
  );
}
