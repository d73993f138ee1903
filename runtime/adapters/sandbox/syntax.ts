import { type Options, parse } from 'acorn';
import type { ScriptCall, ScriptProblem } from '../../ports.ts';
import { maximumCode, scriptProblem } from './answers.ts';

type Code = Pick<ScriptCall, 'kind' | 'code'>;

/** What is wrong with a piece of code before it runs: too large, or not to be parsed, with line and column as the author counts them. */
export function syntaxProblem(call: Code): ScriptProblem | null {
  return sizeProblem(call.code) ?? parseProblem(call);
}

/** Whether code is too large to be run at all. */
export function sizeProblem(code: string): ScriptProblem | null {
  const isTooLarge = code.length > maximumCode || (code.length * 3 > maximumCode && Buffer.byteLength(code) > maximumCode);
  return isTooLarge ? scriptProblem('script.too_large', { limit: maximumCode }) : null;
}

function parseProblem({ kind, code }: Code): ScriptProblem | null {
  if (kind === 'script') return attempt(code, '"use strict";\n', '');
  // Whatever stands both in round and in square brackets is one expression and closes neither.
  const statement = attempt(code, '"use strict"; (\n', '\n);') ?? attempt(code, '"use strict"; [\n', '\n];');
  return statement && code.trim() === '' ? scriptProblem('script.syntax', { reason: 'the expression is empty' }, { line: 1, column: 1 }) : statement;
}

const options: Options = { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true, locations: false };

function attempt(code: string, before: string, after: string): ScriptProblem | null {
  try {
    parse(before + code + after, options);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    const { loc } = thrown as SyntaxError & { loc?: { line: number; column: number } }; // acorn adds where it stood
    return scriptProblem('script.syntax', { reason: reasonOf(thrown, code) }, placeOf(loc, code));
  }
}

/** A fault found in the line that we added below lies at the end of the code. */
function placeOf(loc: { line: number; column: number } | undefined, code: string) {
  const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
  const line = Math.max(1, (loc?.line ?? 2) - 1);
  if (line > lines.length) return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  return { line, column: (loc?.column ?? 0) + 1 };
}

function reasonOf({ message }: SyntaxError, code: string): string {
  const reason = message.replace(/ \(\d+:\d+\)$/, '');
  return /\bawait\b/.test(code) && reason.startsWith('Unexpected token') ? `${reason} (await stands only inside an async function)` : reason;
}
