import { acceptCompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, type ViewUpdate } from '@codemirror/view';
import { type CodeKind, type SyntaxFault, syntaxFault } from '../../shared/syntax.ts';
import { adoptStyles } from './adopted-styles.ts';
import { codeCompletion } from './code-completion.ts';
import type { CodeScope } from './code-scope.ts';
import { codeTheme } from './code-theme.ts';
import { changeBetween } from './text-change.ts';

/** What the page says about a line. */
export type Mark = { line: number; column: number; level: 'error' | 'warning'; message: string };

export type CodeEditorOptions = {
  parent: HTMLElement;
  text: string;
  kind: CodeKind;
  /** On the element that is typed in: its names and its place. */
  attributes: Record<string, string>;
  scope: () => CodeScope;
  onChange(text: string): void;
  /** Told soon after each change whether the text parses. */
  onFault(fault: SyntaxFault | null): void;
  /** The browser's own menu asks for undo or redo; keys reach the page by themselves. */
  onHistory(isRedo: boolean): void;
};

/** An editor for JavaScript in the page. */
export type CodeEditor = {
  /** Takes over a text from outside, with the cursor at what changed; nothing happens where it is there already. */
  set(text: string): void;
  mark(marks: readonly Mark[]): void;
  goTo(line: number): void;
  /** What is past the end is the end. */
  focus(selected?: readonly [from: number, to: number]): void;
  remove(): void;
};

const pause = 120;
/** The parser takes over what it knows only in texts of four times this length. With its own 1,024 each key would parse the whole of a script anew. */
const language = javascriptLanguage.configure({ bufferLength: 32 });

/** Puts an editor into the page. It has no history of its own: undo is the page's, for all that was typed anywhere. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  adoptStyles();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let marks: readonly Mark[] = [];
  const look = (): void => {
    const code = view.state.doc.toString();
    // An empty field says nothing that could be wrong.
    const fault = code.trim() === '' ? null : syntaxFault(code, options.kind);
    options.onFault(fault);
    const all: readonly Mark[] = fault ? [{ ...fault, level: 'error', message: fault.reason }] : marks;
    view.dispatch(
      setDiagnostics(
        view.state,
        all.map((mark) => diagnostic(view.state, mark)),
      ),
    );
  };
  const onUpdate = ({ docChanged, transactions }: ViewUpdate): void => {
    if (!docChanged) return;
    clearTimeout(timer);
    timer = setTimeout(look, pause);
    if (!transactions.some((it) => it.annotation(Transaction.remote))) options.onChange(view.state.doc.toString());
  };
  const extensions = [...extensionsFor(options), EditorView.updateListener.of(onUpdate)];
  const view = new EditorView({ parent: options.parent, state: EditorState.create({ doc: options.text, extensions }) });
  timer = setTimeout(look, 0);
  return {
    set: (text) => {
      const change = changeBetween(view.state.doc.toString(), text);
      if (!change) return;
      const cursor = view.hasFocus ? { selection: { anchor: change.from + change.insert.length } } : {};
      view.dispatch({ changes: change, ...cursor, annotations: Transaction.remote.of(true), scrollIntoView: view.hasFocus });
    },
    mark: (next) => {
      marks = next;
      look();
    },
    goTo: (line) => {
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    focus: (selected) => {
      if (selected) {
        const [anchor, head] = selected.map((at) => Math.min(at, view.state.doc.length));
        view.dispatch({ selection: { anchor: anchor ?? 0, head } });
      }
      view.focus();
    },
    remove: () => {
      clearTimeout(timer);
      view.destroy();
    },
  };
}

function extensionsFor({ kind, attributes, scope, onHistory }: CodeEditorOptions): Extension[] {
  return [
    language,
    codeTheme,
    codeCompletion(scope),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ ...attributes, spellcheck: 'false' }),
    EditorView.domEventHandlers({ beforeinput: (event, view) => asksHistory(event, onHistory) || typesOver(event, view) }),
    ...(kind === 'script' ? [lineNumbers(), indentOnInput(), keymap.of([indentWithTab])] : oneLine),
    // Ctrl+Enter is the page's: it runs what is open.
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')]),
  ];
}

const oneLine: Extension[] = [
  EditorView.clipboardInputFilter.of((text) => text.trim().replace(/\s*[\r\n]+\s*/g, ' ')),
  keymap.of([{ key: 'Enter', run: (view) => (completionStatus(view.state) === 'active' ? acceptCompletion(view) : true), shift: () => true }]),
];

function asksHistory(event: InputEvent, onHistory: (isRedo: boolean) => void): boolean {
  if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false;
  event.preventDefault();
  onHistory(event.inputType === 'historyRedo');
  return true;
}

/** A selection is replaced by the editor itself: the browser would keep its colours in inline styles, which our policy forbids. */
function typesOver(event: InputEvent, view: EditorView): boolean {
  const { state } = view;
  const { from, to, empty } = state.selection.main;
  const text = event.data;
  if (event.inputType !== 'insertText' || empty || !text || state.selection.ranges.length > 1) return false;
  event.preventDefault();
  const insert = (): Transaction => state.update(state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
  if (!state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, text, insert))) view.dispatch(insert());
  return true;
}

/** A mark from its place to the end of the word, or one character back where nothing follows. */
function diagnostic({ doc }: EditorState, { line, column, level, message }: Mark): Diagnostic {
  const { from, to, text } = doc.line(Math.min(Math.max(1, line), doc.lines));
  const start = Math.min(from + Math.max(0, column - 1), to);
  const length = /^[\w$]+|^./.exec(text.slice(start - from))?.[0].length ?? 0;
  return { from: length > 0 ? start : Math.max(from, start - 1), to: start + length, severity: level, message };
}
