import { syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

/** The look of the editor, in the page's own colours; those of the words stand in styles/code.css. */
export const codeTheme = [
  EditorView.theme({
    '&': { fontSize: '12.5px', color: 'var(--text)', backgroundColor: 'var(--surface)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '18px', maxHeight: '60vh' },
    '.cm-content': { padding: '6px 0', caretColor: 'var(--text)' },
    '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--text-quiet)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-ground)', color: 'inherit' },
    '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--error-ground)', color: 'inherit' },
    '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--line-strong)', borderRadius: 'var(--radius)' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '14em' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    '.cm-tooltip.cm-completionInfo': { padding: '4px 8px', fontFamily: 'var(--sans)' },
    '.cm-completionDetail': { fontStyle: 'normal', opacity: '1', color: 'var(--text-quiet)' },
    'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
    '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
    '.cm-diagnostic': { padding: '4px 8px', fontFamily: 'var(--sans)' },
    '.cm-diagnostic-error': { borderLeft: '4px solid var(--error)' },
    '.cm-diagnostic-warning': { borderLeft: '4px solid var(--warning)' },
  }),
  syntaxHighlighting(classHighlighter),
];
