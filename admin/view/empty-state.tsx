import type { ComponentChildren, JSX } from 'preact';

/** What stands where there is nothing yet: one sentence, and the buttons that begin it. */
export function EmptyState({ text, children }: { text: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="do-it">
      <span>{text}</span>
      {children}
    </div>
  );
}
