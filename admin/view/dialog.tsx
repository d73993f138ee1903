import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useDraft } from './page-context.ts';

type DialogProps = { title: string; isOpen: boolean; onClose?: () => void; hasUndo?: boolean; isSide?: boolean; children: ComponentChildren };

/** A native modal dialog; without `onClose` it can only be left by answering it. `hasUndo`: it edits the draft, so the page's undo works in it; `isSide`: it stands at the edge. */
export function Dialog({ title, isOpen, onClose, hasUndo, isSide, children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isWanted = useRef(isOpen);
  isWanted.current = isOpen;
  // Before the next key arrives: what is typed right after opening belongs to the dialog.
  useLayoutEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class={isSide ? 'side' : undefined}
      aria-labelledby={id}
      data-undo={hasUndo}
      // The event comes a moment after the dialog is gone: by then it may stand open again for something else, and is to stay.
      onClose={() => (isWanted.current && !dialog.current?.open ? onClose?.() : undefined)}
      onCancel={(event) => {
        if (!onClose) event.preventDefault();
      }}
    >
      <h2 id={id}>{title}</h2>
      {isOpen ? children : null}
      {isOpen && hasUndo ? <Announced /> : null}
    </dialog>
  );
}

/** What the page says is not read out from behind a modal dialog, so it is said in it too. */
function Announced(): JSX.Element {
  const notice = useDraft((state) => state.notice);
  return (
    <p class="quietly" aria-live="polite">
      {notice}
    </p>
  );
}
