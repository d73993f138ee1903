import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Path } from '../document/path.ts';
import { JsonField, textNameOf } from './json-field.tsx';
import { usePage } from './page-context.ts';

type JsonFoldProps = { path: Path; summary: string; label: string; rows?: number };

/** A part of the document as JSON behind a fold; drawn only while it is open, and open where unfinished text waits in it. */
export function JsonFold({ path, summary, label, rows = 24 }: JsonFoldProps): JSX.Element {
  const page = usePage();
  const [isOpen, setOpen] = useState(() => page.journal.keptText(textNameOf(page, path)) !== null);
  return (
    <details class="fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? <JsonField path={path} label={label} rows={rows} /> : null}
    </details>
  );
}
