// biome-ignore-all lint/style/noNonNullAssertion: every place comes from the same vocabulary or list, so it lies inside.
import type { Vector } from './features.ts';

/** For each feature, the vectors that have it and how strongly. */
type Postings = { starts: Int32Array; rows: Int32Array; values: Float32Array };

/** How alike every two vectors are, as one square table. */
export function similarities(vectors: readonly Vector[], features: number): Float32Array {
  const size = vectors.length;
  const table = new Float32Array(size * size);
  const postings = postingsOf(vectors, features);
  for (const [row, vector] of vectors.entries()) addProducts(vector, postings, table.subarray(row * size, row * size + size));
  return table;
}

/** For each of `vectors` the highest similarity to one of `others`. */
export function highestSimilarities(vectors: readonly Vector[], others: readonly Vector[], features: number): Float32Array {
  const postings = postingsOf(others, features);
  const products = new Float32Array(others.length);
  return Float32Array.from(vectors, (vector) => {
    products.fill(0);
    addProducts(vector, postings, products);
    return products.reduce((most, product) => Math.max(most, product), 0);
  });
}

/** The similarity of two vectors. */
export function similarity(one: Vector, other: Vector): number {
  const values = new Map<number, number>();
  for (let at = 0; at < one.index.length; at++) values.set(one.index[at]!, one.value[at]!);
  let sum = 0;
  for (let at = 0; at < other.index.length; at++) sum += (values.get(other.index[at]!) ?? 0) * other.value[at]!;
  return sum;
}

function addProducts({ index, value }: Vector, { starts, rows, values }: Postings, sums: Float32Array): void {
  for (let at = 0; at < index.length; at++) {
    const weight = value[at]!;
    const end = starts[index[at]! + 1]!;
    for (let post = starts[index[at]!]!; post < end; post++) sums[rows[post]!]! += weight * values[post]!;
  }
}

function postingsOf(vectors: readonly Vector[], features: number): Postings {
  const starts = new Int32Array(features + 2);
  for (const { index } of vectors) for (let at = 0; at < index.length; at++) starts[index[at]! + 2]!++;
  for (let feature = 2; feature < starts.length; feature++) starts[feature]! += starts[feature - 1]!;
  const rows = new Int32Array(starts[features + 1]!);
  const values = new Float32Array(rows.length);
  for (const [row, { index, value }] of vectors.entries()) {
    for (let at = 0; at < index.length; at++) {
      const post = starts[index[at]! + 1]!++;
      rows[post] = row;
      values[post] = value[at]!;
    }
  }
  return { starts, rows, values };
}
