import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { readJson, writeJson } from '../document/json-text.ts';
import type { Path } from '../document/path.ts';
import type { Page } from '../page.ts';
import { usePage, useValue } from './page-context.ts';
import { useUnfinished } from './use-unfinished.ts';

/**
 * A part of the document as JSON. What parses is taken over at once; what does not is kept as text in this browser,
 * with the line of the first error, until it does.
 */
export function JsonField({ path, label, rows = 12 }: { path: Path; label: string; rows?: number }): JSX.Element {
  const page = usePage();
  const id = useId();
  const [value, setValue] = useValue(path);
  const area = useRef<HTMLTextAreaElement>(null);
  const place = pathText(path);
  const { text, type, drop } = useUnfinished(textNameOf(page, path));
  const reading = text === null ? null : readJson(text);
  const take = (next: string): void => {
    const read = readJson(next);
    type(next, read.ok);
    if (read.ok) setValue(read.value);
  };
  return (
    <div class="field json-field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        ref={area}
        class="code"
        data-path={place === '' ? undefined : place}
        data-own-undo
        rows={rows}
        spellcheck={false}
        value={text ?? writeJson(value)}
        aria-invalid={reading?.ok === false}
        aria-describedby={`${id}-state`}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => (reading?.ok ? drop() : undefined)}
      />
      <div class="json-state" id={`${id}-state`} role="status">
        {reading?.ok === false ? (
          <>
            <span class="error">
              Line {reading.line}, column {reading.column}: {reading.reason}
            </span>
            <button type="button" class="quiet" onClick={() => area.current && goToLine(area.current, reading.line)}>
              Go to line {reading.line}
            </button>
            <button type="button" class="quiet" onClick={drop}>
              Back to the last valid text
            </button>
          </>
        ) : (
          <span class="hint">Valid JSON; saved as you type.</span>
        )}
      </div>
    </div>
  );
}

/** What the journal calls the unfinished JSON of a place. */
export const textNameOf = (page: Page, path: Path): string => `json.${page.draft.store.getState().project}.${pathText(path)}`;

/** Puts the cursor on a line of a text area and shows it. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const before = area.value.split('\n').slice(0, line - 1);
  const start = before.reduce((length, text) => length + text.length + 1, 0);
  const end = area.value.indexOf('\n', start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight));
}
