import type { JSX } from 'preact';
import type { ShownChange } from '../trace/changes.ts';

/** What changed, with what was there before it where that is known. */
export function Changes({ changes }: { changes: readonly ShownChange[] }): JSX.Element | null {
  if (changes.length === 0) return null;
  return (
    <ul class="trace-changes">
      {changes.map(({ what, before, after }, index) => (
        <li key={index}>
          <code>{what}</code> {before === undefined ? null : <span class="before">{before}</span>}
          {before === undefined ? ': ' : <span aria-hidden="true"> → </span>}
          <span class="after">{after}</span>
        </li>
      ))}
    </ul>
  );
}
