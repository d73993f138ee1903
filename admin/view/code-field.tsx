import type { JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Finding, pathText } from '../../shared/finding.ts';
import type { CodeKind, SyntaxFault } from '../../shared/syntax.ts';
import type { CodeEditor, Mark } from '../code/code-editor.ts';
import { codeScope } from '../code/code-scope.ts';
import type { Path } from '../document/path.ts';
import { asText } from '../document/read.ts';
import { goToLine } from './json-field.tsx';
import { fetched, useFetched } from './lazy-view.tsx';
import { findingsAt, jump, useDraft, usePage, useValue } from './page-context.ts';

type CodeFieldProps = { path: Path; label: string; hint?: string; kind?: CodeKind; placeholder?: string };

const maker = fetched(async () => (await import('../code/code-editor.ts')).createCodeEditor);
/** The editors on the page by their places, for the ways to their lines. */
const editors = new Map<string, CodeEditor>();

/** JavaScript: a script, or one expression on one line. A plain field until the editor has been fetched, which then takes over in place. */
export function CodeField({ path, label, hint, kind = 'script', placeholder }: CodeFieldProps): JSX.Element {
  const id = useId();
  const [value, setValue] = useValue(path);
  const findings = useDraft((state) => state.findings);
  const [fault, setFault] = useState<SyntaxFault | null>(null);
  const text = asText(value);
  const set = (next: string): void => setValue(kind === 'expression' ? next || undefined : next);
  const found = timely(findingsAt(findings, path), fault);
  const { host, area, isReady } = useEditor({ path, id, kind, hint: hint !== undefined, text, marks: marksOf(found), set, onFault: setFault });
  return (
    <div class="field">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys reach the editor by Tab; a click on the label is a short way for the mouse */}
      <label id={`${id}-label`} for={isReady ? undefined : id} onClick={() => editors.get(pathText(path))?.focus()}>
        {label}
      </label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
          {kind === 'script' ? ' Tab indents; Escape and then Tab leaves.' : ''}
        </p>
      ) : null}
      <div class={`code-editor ${kind}`}>
        <div ref={host} />
        {isReady ? null : (
          <textarea
            id={id}
            ref={area}
            class="code"
            data-path={pathText(path)}
            aria-describedby={`${id}-state`}
            rows={kind === 'script' ? Math.min(30, Math.max(8, text.split('\n').length)) : 1}
            spellcheck={false}
            value={text}
            onInput={(event) => set(event.currentTarget.value)}
          />
        )}
      </div>
      {placeholder && text === '' ? <p class="hint code">{`e.g. ${placeholder}`}</p> : null}
      <ul class="field-findings" id={`${id}-state`}>
        {fault ? (
          <li class="error">
            Line {fault.line}, column {fault.column}: {fault.reason} <GoToLine path={path} line={kind === 'script' ? fault.line : null} />
          </li>
        ) : null}
        {found.map((finding) => (
          <li key={finding.code + finding.message} class={finding.level}>
            {finding.message} <GoToLine path={path} line={kind === 'script' ? lineIn(finding.message) : null} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type Wanted = {
  path: Path;
  id: string;
  kind: CodeKind;
  hint: boolean;
  text: string;
  marks: readonly Mark[];
  set: (text: string) => void;
  onFault: (fault: SyntaxFault | null) => void;
};

/** The editor in its place: fetched where nobody has yet, and kept in step with the document. */
function useEditor(wanted: Wanted) {
  const page = usePage();
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const make = useFetched(maker, 'The code editor could not be loaded; the plain field does the same work.');
  const [isReady, setReady] = useState(false);
  const latest = useRef(wanted);
  latest.current = wanted;
  const place = pathText(wanted.path);
  useLayoutEffect(() => {
    if (!make || !host.current) return;
    const typing = area.current && document.activeElement === area.current ? area.current : null;
    const selected = typing ? ([typing.selectionStart, typing.selectionEnd] as const) : null;
    const history = (isRedo: boolean): void => {
      const back = isRedo ? page.draft.redo() : page.draft.undo();
      if (back !== null) jump(page, back);
    };
    const { id, kind, hint } = latest.current;
    const made = make({
      parent: host.current,
      text: latest.current.text,
      kind,
      attributes: {
        'data-path': place,
        'aria-labelledby': `${id}-label`,
        'aria-describedby': hint ? `${id}-hint ${id}-state` : `${id}-state`,
        'aria-multiline': String(kind === 'script'),
      },
      scope: () => codeScope(page.draft.store.getState().document, latest.current.path),
      onChange: (text) => latest.current.set(text),
      onFault: (fault) => latest.current.onFault(fault),
      onHistory: history,
    });
    editor.current = made;
    editors.set(place, made);
    setReady(true);
    if (selected) made.focus(selected);
    return () => {
      editors.delete(place);
      made.remove();
    };
  }, [make, page, place]);
  const { text, marks } = wanted;
  useLayoutEffect(() => editor.current?.set(text), [text]);
  const marked = JSON.stringify(marks);
  useEffect(() => editor.current?.mark(latest.current.marks), [marked, isReady]);
  return { host, area, isReady };
}

/** The server's findings, but not what it said of an older text about whether it parses: the page has looked since. */
const timely = (found: readonly Finding[], fault: SyntaxFault | null): Finding[] =>
  found.filter(({ code }) => code !== 'script.syntax' || (maker.now === null && fault === null));

const marksOf = (found: readonly Finding[]): Mark[] =>
  found.flatMap(({ level, message }) => {
    const line = lineIn(message);
    return line === null ? [] : [{ line, column: Number(/\bcolumn (\d+)/.exec(message)?.[1] ?? 1), level, message }];
  });

/** A way to the line that an error names; nothing where it names none. */
export function GoToLine({ path, line }: { path: Path; line: number | null }): JSX.Element | null {
  if (line === null) return null;
  return (
    <button type="button" class="quiet" onClick={() => selectLine(pathText(path), line)}>
      Go to line {line}
    </button>
  );
}

/** Selects one line of the code at a place: what is typed next replaces it. */
export function selectLine(place: string, line: number): void {
  const area = areaAt(place);
  if (area) goToLine(area, line);
  else editors.get(place)?.goTo(line);
}

/** Selects all of the code at a place: what is typed next replaces it. */
export function selectCode(place: string): void {
  const area = areaAt(place);
  if (area) area.select();
  else editors.get(place)?.focus([0, Number.POSITIVE_INFINITY]);
}

const areaAt = (place: string): HTMLTextAreaElement | null => document.querySelector(`textarea[data-path="${CSS.escape(place)}"]`);

/** The line that a message of the sandbox names, as in `… (line 2, column 7)`. */
export function lineIn(message: string): number | null {
  const line = /\bline (\d+)/.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}
