/**
 * About how many tokens a text takes, rather too many than too few. It counts runs of characters of one kind, as the
 * tokenizers of today cut them; it needs no tables and takes a few milliseconds for a megabyte.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let run = { kind: 'space' as Kind, length: 0 };
  for (let at = 0, before: Kind = 'space'; at < text.length; at += 1) {
    const kind = kindOf(text.charCodeAt(at));
    const goesOn = kind === before || (kind === 'lower' && before === 'upper');
    if (!goesOn) {
      tokens += costs[run.kind](run.length);
      run = { kind, length: 0 };
    }
    run.length += 1;
    before = kind;
  }
  return Math.ceil(tokens + costs[run.kind](run.length));
}

type Kind = 'lower' | 'upper' | 'digit' | 'space' | 'sign' | 'accent' | 'script' | 'wide';

// A word of four letters is one token, a longer one begins another after every three letters.
const word = (length: number): number => 1 + Math.max(0, length - 4) / 3;

const costs: Record<Kind, (length: number) => number> = {
  lower: word,
  upper: word,
  digit: (length) => length / 2,
  // One space belongs to the word after it.
  space: (length) => (length > 1 ? 1 + length / 16 : 0),
  sign: (length) => (1 + length) / 2,
  accent: (length) => Math.max(1, length * 0.7),
  script: (length) => length * 0.8,
  // Half of a character outside of the first plane comes here too.
  wide: (length) => length * 1.2,
};

function kindOf(code: number): Kind {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  if (code === 32 || (code >= 9 && code <= 13)) return 'space';
  if (code >= 48 && code <= 57) return 'digit';
  if (code < 128) return 'sign';
  if (code < 0x250) return 'accent';
  return code < 0x800 ? 'script' : 'wide';
}
