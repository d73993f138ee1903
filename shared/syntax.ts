import { type Options, parse } from 'acorn';

/** Code as authors write it: a whole script, or one expression. */
export type CodeKind = 'script' | 'expression';

/** What does not parse, and where, as authors count: the first line and the first column are 1. */
export type SyntaxFault = { reason: string; line: number; column: number };

/** The first fault of a piece of code, by the rules that it later runs under; nothing where it parses. */
export function syntaxFault(code: string, kind: CodeKind): SyntaxFault | null {
  if (kind === 'script') return attempt(code, '"use strict";\n', '');
  // Whatever stands both in round and in square brackets is one expression and closes neither.
  const fault = attempt(code, '"use strict"; (\n', '\n);') ?? attempt(code, '"use strict"; [\n', '\n];');
  return fault && code.trim() === '' ? { reason: 'the expression is empty', line: 1, column: 1 } : fault;
}

const options: Options = { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true, locations: false };

function attempt(code: string, before: string, after: string): SyntaxFault | null {
  try {
    parse(before + code + after, options);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    const { loc } = thrown as SyntaxError & { loc?: { line: number; column: number } }; // acorn adds where it stood
    return { reason: reasonOf(thrown, code), ...placeOf(loc, code) };
  }
}

/** A fault found in the line that was added below lies at the end of the code. */
function placeOf(loc: { line: number; column: number } | undefined, code: string): { line: number; column: number } {
  const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
  const line = Math.max(1, (loc?.line ?? 2) - 1);
  if (line > lines.length) return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  return { line, column: (loc?.column ?? 0) + 1 };
}

function reasonOf({ message }: SyntaxError, code: string): string {
  const reason = message.replace(/ \(\d+:\d+\)$/, '');
  return /\bawait\b/.test(code) && reason.startsWith('Unexpected token') ? `${reason} (await stands only inside an async function)` : reason;
}
