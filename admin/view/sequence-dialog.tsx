import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { valueAt, withValue } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import type { Page } from '../page.ts';
import { useStore } from '../use-store.ts';
import { Dialog } from './dialog.tsx';
import { useDraft, usePage } from './page-context.ts';
import { SequenceFields } from './sequence-fields.tsx';

/** A sequence in a dialog: name, description, items, order. It is saved as it is typed, like everything else; closing it is all that is left. */
export function SequenceDialog(): JSX.Element {
  const page = usePage();
  const asked = useStore(page.store, (state) => state.asked);
  const sequence = asked?.kind === 'sequence' ? asked : null;
  const path = ['actionSequences', sequence?.index ?? 0];
  const exists = useDraft(({ document }) => valueAt(document, path) !== undefined);
  const close = (): void => {
    if (sequence?.isNew) forgetEmpty(page, path);
    page.ask(null);
  };
  return (
    <Dialog title={sequence?.isNew ? 'Add Sequence' : 'Sequence'} isOpen={sequence !== null && exists} onClose={close} hasUndo>
      <form method="dialog" onSubmit={close}>
        <SequenceFields path={path} />
        <footer>
          <span class="hint">Saved as you type. Ctrl+Z takes a step back.</span>
          <button type="submit" class="primary">
            Done
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Opened by mistake and closed again: a new sequence in which nothing was done goes away. */
function forgetEmpty(page: Page, path: (string | number)[]): void {
  const sequence = asRecord(valueAt(page.draft.store.getState().document, path));
  const isUntouched = asList(sequence.actions).length === 0 && asText(sequence.description) === '' && /^new_sequence(_\d+)?$/.test(nameOf(sequence));
  if (isUntouched) page.draft.edit(pathText(path), (draft) => withValue(draft, path, undefined));
}
