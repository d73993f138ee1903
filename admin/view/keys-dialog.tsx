import type { JSX } from 'preact';
import { inboxKeyList } from '../inbox/keys.ts';
import { useStore } from '../use-store.ts';
import { Dialog } from './dialog.tsx';
import { usePage } from './page-context.ts';

const keys: readonly [keys: string, what: string][] = [
  ['Ctrl+K', 'open or do anything by its name'],
  ['Ctrl+Z', 'undo, everywhere'],
  ['Ctrl+Shift+Z', 'redo'],
  ['Ctrl+J', 'open and close the dock'],
  ['Ctrl+S', 'save now instead of in a moment'],
  ['Ctrl+Enter', 'run the tool that is open'],
  ['↑ ↓', 'walk the outline; on a handle, move its row'],
  ['Alt+← Alt+→', 'on a handle, move its row to the branch, section or stage before or after'],
  ['Escape', 'on a handle, take the move back; in a dialog, close it'],
  ['Alt+↑ ↓ ← →', 'in the outline and on a heading, move the stage, action or tool that has the focus'],
  ['← →', 'in the outline, fold and unfold a stage'],
  ['Enter', 'in an example, add one below'],
  ['Alt+↑ Alt+↓', 'in an example, move it'],
  ['Backspace', 'in an empty example, remove it'],
  ...inboxKeyList,
  ['?', 'this list'],
];

/** What the keys do. */
export function KeysDialog(): JSX.Element {
  const page = usePage();
  const isOpen = useStore(page.store, (state) => state.asked?.kind === 'keys');
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={() => page.ask(null)}>
      <form method="dialog" onSubmit={() => page.ask(null)}>
        {/* First in the dialog, so it has the focus: the list opens at its top, and arrows scroll it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
        <section class="keys" tabIndex={0} aria-label="All keys">
          <dl>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
        <footer>
          <button type="submit">Close</button>
        </footer>
      </form>
    </Dialog>
  );
}
