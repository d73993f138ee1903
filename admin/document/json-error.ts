/** What is wrong with a text that should be JSON, and at which character. */
export type JsonError = { offset: number; reason: string };

type Scan = { text: string; at: number };
type Step = (scan: Scan) => number;

const space = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** Finds the first place where a text stops being JSON, or nothing; browsers' own messages often leave the place out. */
export function jsonError(text: string): JsonError | null {
  try {
    const end = skip({ text, at: value({ text, at: 0 }) });
    return end === text.length ? null : { offset: end, reason: `Nothing may follow here, but ${shown(text, end)} does` };
  } catch (error) {
    if (error instanceof NotJson) return { offset: error.offset, reason: error.message };
    throw error;
  }
}

class NotJson extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

function value(scan: Scan): number {
  const at = skip(scan);
  const first = scan.text[at];
  if (first === '{') return items({ text: scan.text, at }, '}', member);
  if (first === '[') return items({ text: scan.text, at }, ']', value);
  if (first === '"') return quoted({ text: scan.text, at });
  return matched(literal, { text: scan.text, at }) ?? fail(scan.text, at, 'A value');
}

/** What stands between brackets, with commas between the items and none behind the last. */
function items({ text, at }: Scan, close: string, item: Step): number {
  let here = skip({ text, at: at + 1 });
  if (text[here] === close) return here + 1;
  for (;;) {
    here = skip({ text, at: item({ text, at: here }) });
    if (text[here] === close) return here + 1;
    if (text[here] !== ',') fail(text, here, `A comma or ${close}`);
    here = skip({ text, at: here + 1 });
    if (text[here] === close) throw new NotJson(`No comma may stand before ${close}`, here);
  }
}

function member({ text, at }: Scan): number {
  const start = skip({ text, at });
  if (text[start] !== '"') fail(text, start, 'A key in double quotes');
  const colon = skip({ text, at: quoted({ text, at: start }) });
  return text[colon] === ':' ? value({ text, at: colon + 1 }) : fail(text, colon, 'A colon');
}

function quoted(scan: Scan): number {
  const end = matched(string, scan);
  if (end === null) throw new NotJson('This text in quotes does not end on its line, or holds a wrong \\ sequence', scan.at);
  return end;
}

const skip = (scan: Scan): number => matched(space, scan) ?? scan.at;

function matched(pattern: RegExp, { text, at }: Scan): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function fail(text: string, at: number, wanted: string): never {
  throw new NotJson(`${wanted} is missing; ${shown(text, at)} stands here`, at);
}

const shown = (text: string, at: number): string => (at >= text.length ? 'the end of the text' : JSON.stringify(text[at]));
