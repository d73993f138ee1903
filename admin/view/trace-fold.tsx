import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Something of a trace behind a fold; drawn only while it is open. */
export function TraceFold({ summary, children }: { summary: ComponentChildren; children: () => ComponentChildren }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? children() : null}
    </details>
  );
}
