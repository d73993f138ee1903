import { autocompletion, type Completion, type CompletionContext, type CompletionResult, type CompletionSource } from '@codemirror/autocomplete';
import { localCompletionSource } from '@codemirror/lang-javascript';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { CodeScope } from './code-scope.ts';
import { type Suggestion, suggestionsAt } from './suggestions.ts';

/** Completion of what code sees, and of the names that it declares itself. */
export const codeCompletion = (scope: () => CodeScope): Extension =>
  autocompletion({ override: [fromScope(scope), localNames], icons: false, interactionDelay: 0 });

const fromScope =
  (scope: () => CodeScope): CompletionSource =>
  (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const found = suggestionsAt(line.text.slice(0, context.pos - line.from), scope());
    if (!found || found.options.length === 0 || isQuiet(context, found.options)) return null;
    return { from: line.from + found.from, options: found.options.map(completion), validFor: going(found.options) } satisfies CompletionResult;
  };

/** What may be typed on before the project is asked anew: a dot, a quote or a bracket begins something else. */
function going(options: Suggestion[]): RegExp {
  if (options.some(({ kind }) => kind === 'text')) return /^[^'"`()]*$/;
  return options.some(({ text }) => text !== undefined) ? /^\.[\w$]*$/ : /^[\w$]*$/;
}

const localNames: CompletionSource = (context) => (isInText(context) ? null : localCompletionSource(context));

/** Inside of texts and comments nothing is offered but what texts can name. */
const isQuiet = (context: CompletionContext, options: Suggestion[]): boolean => isInText(context) && options.some(({ kind }) => kind !== 'text');

const isInText = ({ state, pos }: CompletionContext): boolean => /String|Comment|RegExp/.test(syntaxTree(state).resolveInner(pos, -1).name);

function completion({ label, kind, detail, info, text }: Suggestion): Completion {
  return {
    label,
    type: kind,
    ...(detail ? { detail } : {}),
    ...(info ? { info } : {}),
    ...(text === undefined ? {} : { apply: text }),
  };
}
