import { parse } from '@handlebars/parser';
import type { AstProgram } from './ast.ts';
import { BuildError, build } from './build.ts';
import { tooMuch } from './nesting.ts';
import type { Template, TemplateFault } from './tree.ts';

const known = new Map<string, Template | TemplateFault>();
const room = 1_000;

/** A template ready to be rendered, or what is wrong with it and where; the last thousand are remembered. */
export function parseTemplate(source: string): Template | TemplateFault {
  const found = known.get(source);
  if (found) return remember(source, found);
  return remember(source, read(source));
}

function remember<T extends Template | TemplateFault>(source: string, parsed: T): T {
  known.delete(source);
  known.set(source, parsed);
  if (known.size > room) known.delete(known.keys().next().value ?? '');
  return parsed;
}

function read(source: string): Template | TemplateFault {
  if (!source.includes('{{')) return { kind: 'template', source, parts: source === '' ? [] : [{ kind: 'text', text: source }] };
  const reason = tooMuch(source);
  if (reason) return { kind: 'fault', message: reason, line: 1, column: 1 };
  try {
    const program = parse(source) as unknown as AstProgram; // ast.ts names what the parser documents; its own types do not resolve
    return { kind: 'template', source, parts: build(program) };
  } catch (thrown) {
    return fault(thrown);
  }
}

/** The two shapes of the parser's errors: one from its grammar, one from its own checks. */
type Thrown = {
  message: string;
  hash?: { text?: string; token?: string | null; line?: number; loc?: { last_line: number; last_column: number }; expected?: string[] };
  lineNumber?: number;
  column?: number;
};

function fault(thrown: unknown): TemplateFault {
  if (thrown instanceof BuildError) return { kind: 'fault', message: thrown.message, ...thrown.at };
  if (!(thrown instanceof Error)) throw thrown;
  const { hash, lineNumber, column, message } = thrown as Thrown; // all fields but the message are optional
  if (lineNumber !== undefined) return { kind: 'fault', message: message.replace(/ - \d+:\d+$/, ''), line: lineNumber, column: (column ?? 0) + 1 };
  if (!hash) return { kind: 'fault', message, line: 1, column: 1 };
  const place = hash.loc ? { line: hash.loc.last_line, column: hash.loc.last_column + 1 } : { line: (hash.line ?? 0) + 1, column: 1 };
  return { kind: 'fault', message: inWords(hash), ...place };
}

function inWords({ token, text, expected }: NonNullable<Thrown['hash']>): string {
  if (token === 'EOF' && expected?.includes("'OPEN_ENDBLOCK'")) return 'a block is not closed; add its {{/…}}';
  if (token === 'EOF') return 'it ends inside a {{…}}';
  if (token === 'OPEN_ENDBLOCK') return 'a {{/…}} closes a block that is not open';
  if (token === 'INVERSE' || token === 'OPEN_INVERSE_CHAIN') return '{{else}} stands outside of a block';
  if (token === 'NUMBER') return `"${text}" is not expected here; an item of a list is read as items.[${text}]`;
  if (text === '}}}') return 'put a space between }} and the } that follows';
  if (token === 'CLOSE') return 'something is missing before }}';
  return text ? `"${text}" is not expected here; close what is open with }}` : 'it is not closed with }}';
}
