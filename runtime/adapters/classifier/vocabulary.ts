import { type Vector, type Vocabulary, vectorOf } from './features.ts';
import type { Row } from './rows.ts';

/** Gives each feature of the rows a place and a rarity. */
export function vocabularyOf(rows: readonly Row[]): Vocabulary & { hashes: Int32Array } {
  const place = new Map<number, number>();
  const seen: number[] = [];
  for (const { features } of rows) {
    for (const hash of features.hashes) {
      const at = place.get(hash);
      if (at === undefined) {
        place.set(hash, seen.length);
        seen.push(1);
      } else seen[at] = (seen[at] ?? 0) + 1;
    }
  }
  const rarity = Float32Array.from(seen, (count) => Math.log((1 + rows.length) / (1 + count)) + 1);
  return { place, rarity, highest: Math.log((1 + rows.length) / 2) + 1, hashes: Int32Array.from(place.keys()) };
}

/** The rows as vectors, in the same order. */
export const vectorsOf = (rows: readonly Row[], vocabulary: Vocabulary): Vector[] => rows.map((row) => vectorOf(row.features, vocabulary));
