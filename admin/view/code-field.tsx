import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { asText } from '../document/read.ts';
import { goToLine } from './json-field.tsx';
import { findingsAt, useDraft, useValue } from './page-context.ts';

/** Code with its line numbers; an error that names a line marks it and leads to it. */
export function CodeField({ path, label, hint }: { path: Path; label: string; hint?: string }): JSX.Element {
  const id = useId();
  const [value, setValue] = useValue(path);
  const findings = useDraft((state) => state.findings);
  const gutter = useRef<HTMLDivElement>(null);
  const found = findingsAt(findings, path);
  const wrong = new Set(found.map(({ message }) => lineIn(message)));
  const count = asText(value).split('\n').length;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint ? <p class="hint">{hint}</p> : null}
      <div class="code-field">
        <div class="line-numbers" ref={gutter} aria-hidden="true">
          {Array.from({ length: count }, (_, index) => (
            <span key={index} class={wrong.has(index + 1) ? 'wrong' : undefined}>
              {index + 1}
            </span>
          ))}
        </div>
        <textarea
          id={id}
          class="code"
          data-path={pathText(path)}
          aria-describedby={`${id}-state`}
          rows={Math.min(30, Math.max(8, count))}
          spellcheck={false}
          value={asText(value)}
          onInput={(event) => setValue(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <ul class="field-findings" id={`${id}-state`}>
        {found.map((finding) => (
          <li key={finding.code + finding.message} class={finding.level}>
            {finding.message} <GoToLine path={path} line={lineIn(finding.message)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A way to the line that an error names; nothing where it names none. */
export function GoToLine({ path, line }: { path: Path; line: number | null }): JSX.Element | null {
  if (line === null) return null;
  const go = (): void => {
    const area = document.querySelector<HTMLTextAreaElement>(`textarea[data-path="${CSS.escape(pathText(path))}"]`);
    if (area) goToLine(area, line);
  };
  return (
    <button type="button" class="quiet" onClick={go}>
      Go to line {line}
    </button>
  );
}

/** The line that a message of the sandbox names, as in `… (line 2, column 7)`. */
export function lineIn(message: string): number | null {
  const line = /\bline (\d+)/.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}
