import type { Finding } from '../finding.ts';

/** The candidate that a mistyped word most likely meant, or nothing where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: { candidate: string; away: number } | null = null;
  for (const candidate of candidates) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    const near = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (away <= near && (!best || away < best.away)) best = { candidate, away };
  }
  return best?.candidate ?? null;
}

/** “Did you mean …?”, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const found = nearest(word, candidates);
  return found === null ? undefined : `Did you mean "${found}"?`;
}

/** The name that was meant, as a suggestion and as what carries it out. */
export function meantName(word: string, candidates: Iterable<string>): Pick<Finding, 'suggestion' | 'mend'> {
  const found = nearest(word, candidates);
  return found === null ? {} : { suggestion: `Did you mean "${found}"?`, mend: { value: found } };
}

/** How many letters to add, take away, change or swap with their neighbour. */
function distance(one: string, other: string): number {
  const [from, to] = [one.slice(0, 64), other.slice(0, 64)];
  let [before, last]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwap ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY;
      line[column] = Math.min(at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1), swapped);
    }
    [before, last] = [last, line];
  }
  return at(last, to.length);
}

const at = (line: number[], column: number): number => line[column] ?? Number.POSITIVE_INFINITY;
