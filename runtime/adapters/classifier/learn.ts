// biome-ignore-all lint/style/noNonNullAssertion: every place comes from the same vocabulary or list, so it lies inside.
import type { Vector } from './features.ts';
import { recipe } from './recipe.ts';

/** What one action learns from: a sign for each row (0: the row says nothing about it) and the cost of an error. */
export type Lesson = { signs: Int8Array; costs: Float32Array };

/** How much each row counts for or against one action, signed. */
export type Learned = Float32Array;

/** A linear L2-loss support vector machine by dual coordinate descent, on the table of similarities. */
export function learnFromTable(table: Float32Array, { signs, costs }: Lesson): Learned {
  const size = signs.length;
  const share = new Float32Array(size);
  const output = new Float32Array(size);
  const order = activeRows(signs);
  const random = dice(size);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    let worst = 0;
    shuffle(order, random);
    for (const row of order) {
      const sign = signs[row]!;
      const slack = 0.5 / costs[row]!;
      const gradient = sign * output[row]! - 1 + share[row]! * slack;
      if (share[row] === 0 && gradient >= 0) continue;
      worst = Math.max(worst, Math.abs(gradient));
      const next = Math.max(0, share[row]! - gradient / (table[row * size + row]! + 1 + slack));
      const step = (next - share[row]!) * sign;
      share[row] = next;
      const offset = row * size;
      for (let other = 0; other < size; other++) output[other]! += step * (table[offset + other]! + 1);
    }
    if (worst < recipe.tolerance) break;
  }
  return share.map((value, row) => value * signs[row]!);
}

/** The same machine for many rows: it keeps the weights of the features and no table. */
export function learnFromVectors(vectors: readonly Vector[], features: number, { signs, costs }: Lesson): Learned {
  const share = new Float32Array(signs.length);
  const weights = new Float32Array(features + 1);
  const random = dice(signs.length);
  let order = activeRows(signs);
  let lenience = Number.POSITIVE_INFINITY;
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    let worst = 0;
    shuffle(order, random);
    const kept: number[] = [];
    for (const row of order) {
      const { index, value } = vectors[row]!;
      const sign = signs[row]!;
      const slack = 0.5 / costs[row]!;
      let output = weights[features]!;
      let length = 1 + slack;
      for (let at = 0; at < index.length; at++) {
        output += weights[index[at]!]! * value[at]!;
        length += value[at]! * value[at]!;
      }
      const gradient = sign * output - 1 + share[row]! * slack;
      if (share[row] !== 0 || gradient < lenience) kept.push(row);
      if (share[row] === 0 && gradient >= 0) continue;
      worst = Math.max(worst, Math.abs(gradient));
      const next = Math.max(0, share[row]! - gradient / length);
      const step = (next - share[row]!) * sign;
      share[row] = next;
      weights[features]! += step;
      for (let at = 0; at < index.length; at++) weights[index[at]!]! += step * value[at]!;
    }
    if (worst < recipe.tolerance) break;
    order = Int32Array.from(kept);
    lenience = Math.max(worst, recipe.tolerance) * 0.5;
  }
  return share.map((value, row) => value * signs[row]!);
}

const activeRows = (signs: Int8Array): Int32Array => Int32Array.from(signs.keys()).filter((row) => signs[row] !== 0);

/** Luck of its own that comes out the same every time: training must be repeatable. */
function dice(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 4_294_967_296;
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last]!;
    order[last] = order[other]!;
    order[other] = held;
  }
}
