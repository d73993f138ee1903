/** Reads a word that a stage does not know as the word of the stage that is one edit away. */
export type Spelling = (word: string) => string;

/** Knows the words of a stage and every way to lose one letter of them. */
export function spellingOf(words: readonly string[]): Spelling {
  const known = new Set(words);
  const losses = lossesOf(words);
  return (word) => {
    if (word.length < 4 || known.has(word) || word.startsWith('#')) return word;
    return nearest(word, losses);
  };
}

function lossesOf(words: readonly string[]): Map<string, string[]> {
  const losses = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < 4 || word.startsWith('#')) continue;
    for (const shorter of [word, ...withoutOne(word)]) {
      const held = losses.get(shorter);
      if (!held) losses.set(shorter, [word]);
      else if (!held.includes(word)) held.push(word);
    }
  }
  return losses;
}

const withoutOne = (word: string): string[] => Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));

function nearest(word: string, losses: ReadonlyMap<string, readonly string[]>): string {
  for (const candidate of losses.get(word) ?? []) if (isOneEdit(word, candidate)) return candidate;
  for (let at = 0; at < word.length; at++) {
    const found = losses.get(word.slice(0, at) + word.slice(at + 1))?.find((candidate) => isOneEdit(word, candidate));
    if (found !== undefined) return found;
  }
  return word;
}

/** One letter more, less or different, or two neighbours the wrong way round. */
export function isOneEdit(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  if (left.length + right.length <= 1 || (left.length === 1 && right.length === 1)) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
