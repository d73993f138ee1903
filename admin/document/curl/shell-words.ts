/** A command as its words; a shell's variables stand in them as marks. */
export type ShellWords = { ok: true; words: string[] } | { ok: false; reason: string };

const open = '\uE000';
const close = '\uE001';

/** A text with every mark of a shell variable replaced. */
export const withVariables = (text: string, replace: (name: string) => string): string =>
  text.replaceAll(new RegExp(`${open}(\\w+)${close}`, 'g'), (_, name: string) => replace(name));

/** Whether a text has the mark of a shell variable. */
export const hasVariable = (text: string): boolean => text.includes(open);

/** A word that is being read, and where. `word` is null between words. */
type Reading = { text: string; at: number; word: string | null; words: string[] };

/** The words of the first command in a text, with the quoting of POSIX shells, of bash's $'…', and line ends of Windows. */
export function shellWords(command: string): ShellWords {
  // Nothing of the command's own stands in the characters that marks use.
  const text = command.replaceAll(/[\uE000\uE001]/g, '');
  let reading: Reading = { text, at: 0, word: null, words: [] };
  while (reading.at < text.length) {
    const next = step(reading);
    if (next === 'end') break;
    if (next === 'unclosed') return { ok: false, reason: 'a quote is opened and never closed' };
    reading = next;
  }
  return { ok: true, words: reading.word === null ? reading.words : [...reading.words, reading.word] };
}

function step(reading: Reading): Reading | 'end' | 'unclosed' {
  const { text, at, word, words } = reading;
  const char = text[at] ?? '';
  const broken = brokenLine(text, at);
  if (broken > 0) return { ...reading, at: at + broken };
  if (/\s/.test(char)) return { ...reading, at: at + 1, word: null, words: word === null ? words : [...words, word] };
  // What follows is another command, a redirection or a remark.
  if (/[;|&<>]/.test(char) || (char === '#' && word === null)) return 'end';
  if (char === "'") return quoted(reading, at + 1, single);
  if (char === '"') return quoted(reading, at + 1, double);
  if (char === '$' && text[at + 1] === "'") return quoted(reading, at + 2, ansi);
  if (char === '\\') return { ...reading, at: at + 2, word: (word ?? '') + (text[at + 1] ?? '') };
  const variable = variableAt(text, at);
  if (variable) return { ...reading, at: variable.end, word: (word ?? '') + variable.mark };
  return { ...reading, at: at + 1, word: (word ?? '') + char };
}

/** How long the end of a line is that goes on: shells write a backslash there, Windows ^. */
const brokenLine = (text: string, at: number): number =>
  /[\\^]/.test(text[at] ?? '') ? (/^.\r?\n/.exec(text.slice(at, at + 3))?.[0].length ?? 0) : 0;

/** Reads what stands in one kind of quotes. */
type Quotes = (text: string, at: number) => { piece: string; end: number } | 'closed';

function quoted(reading: Reading, start: number, quotes: Quotes): Reading | 'unclosed' {
  const { text } = reading;
  let piece = reading.word ?? '';
  for (let at = start; at < text.length; ) {
    const read = quotes(text, at);
    if (read === 'closed') return { ...reading, at: at + 1, word: piece };
    piece += read.piece;
    at = read.end;
  }
  return 'unclosed';
}

const plain = (text: string, at: number): { piece: string; end: number } => ({ piece: text[at] ?? '', end: at + 1 });

const single: Quotes = (text, at) => (text[at] === "'" ? 'closed' : plain(text, at));

const double: Quotes = (text, at) => {
  if (text[at] === '"') return 'closed';
  const broken = text[at] === '\\' ? brokenLine(text, at) : 0;
  if (broken > 0) return { piece: '', end: at + broken };
  if (text[at] === '\\' && /["\\$`]/.test(text[at + 1] ?? '')) return { piece: text[at + 1] ?? '', end: at + 2 };
  const variable = variableAt(text, at);
  return variable ? { piece: variable.mark, end: variable.end } : plain(text, at);
};

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\u0007', e: '\u001b', E: '\u001b' };

const ansi: Quotes = (text, at) => {
  if (text[at] === "'") return 'closed';
  if (text[at] !== '\\') return plain(text, at);
  const code = /^\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8}))/i.exec(text.slice(at, at + 10));
  const digits = code?.[1] ?? code?.[2] ?? code?.[3];
  if (code && digits) return { piece: String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff)), end: at + code[0].length };
  const next = text[at + 1] ?? '';
  return { piece: Object.hasOwn(escapes, next) ? (escapes[next] ?? '') : next, end: at + 2 };
};

/** `$NAME` or `${NAME}` with a name that is usual for environment variables. */
function variableAt(text: string, at: number): { mark: string; end: number } | null {
  if (text[at] !== '$') return null;
  const found = /^\$(?:\{([A-Z][A-Z0-9_]*)\}|([A-Z][A-Z0-9_]*))/.exec(text.slice(at, at + 200));
  return found ? { mark: `${open}${found[1] ?? found[2]}${close}`, end: at + found[0].length } : null;
}
