import { recipe } from './recipe.ts';

/** The distinct features of a text by their hash; those before `split` are words, the rest character n-grams. */
export type Features = { hashes: Int32Array; counts: Uint16Array; split: number };

/** A text as two unit blocks (words, character n-grams), each feature by its place in the vocabulary. */
export type Vector = { index: Int32Array; value: Float32Array };

/** Which features a stage knows and how rare each is. */
export type Vocabulary = { place: ReadonlyMap<number, number>; rarity: Float32Array; highest: number };

/** What features are made from: stems in their order, numbers of meanings, and chunks for character n-grams. */
export type Ingredients = { stems: readonly string[]; meanings: readonly number[]; chunks: readonly string[] };

/** Hashes the words, neighbouring word pairs, meanings and character n-grams of a text. */
export function featuresOf({ stems, meanings, chunks }: Ingredients): Features {
  const words = new Int32Array(2 * stems.length + meanings.length);
  let length = 0;
  for (let at = 0; at < stems.length; at++) {
    const word = stems[at] ?? '';
    words[length++] = hashOf(word, wordSeed);
    const next = stems[at + 1];
    if (next !== undefined) words[length++] = hashOf(next, hashOf(word, pairSeed));
  }
  for (const meaning of meanings) words[length++] = Math.imul(meaning ^ meaningSeed, prime);
  return merge(words.subarray(0, length).sort(), gramsOf(chunks).sort());
}

/** A 32-bit FNV-1a hash of a text's character codes, begun from a seed. */
export function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
  return Math.imul(hash ^ border, prime);
}

const prime = 0x01000193;
const border = 0x20;
const wordSeed = 0x811c9dc5 | 0;
const pairSeed = 0x2f0b4c47;
const meaningSeed = 0x1b873593;
const gramSeed = 0x51ed270b;

function gramsOf(chunks: readonly string[]): Int32Array {
  const { shortestGram, longestGram } = recipe;
  let room = 0;
  for (const chunk of chunks) room += (chunk.length + 2) * (longestGram - shortestGram + 1);
  const grams = new Int32Array(room);
  let length = 0;
  for (const chunk of chunks) {
    for (let from = -1; from < chunk.length; from++) {
      let hash = gramSeed;
      for (let to = from; to <= chunk.length && to < from + longestGram; to++) {
        hash = Math.imul(hash ^ (to < 0 || to === chunk.length ? border : chunk.charCodeAt(to)), prime);
        if (to >= from + shortestGram - 1) grams[length++] = Math.imul(hash ^ (hash >>> 15), prime);
      }
    }
  }
  return grams.subarray(0, length);
}

function merge(words: Int32Array, grams: Int32Array): Features {
  const hashes = new Int32Array(words.length + grams.length);
  const counts = new Uint16Array(hashes.length);
  const split = distinct(words, hashes, counts, 0);
  const length = distinct(grams, hashes, counts, split);
  return { hashes: hashes.subarray(0, length), counts: counts.subarray(0, length), split };
}

function distinct(sorted: Int32Array, hashes: Int32Array, counts: Uint16Array, start: number): number {
  let length = start;
  for (let at = 0; at < sorted.length; at++) {
    const hash = sorted[at] ?? 0;
    if (length > start && hashes[length - 1] === hash) counts[length - 1] = (counts[length - 1] ?? 0) + 1;
    else {
      hashes[length] = hash;
      counts[length++] = 1;
    }
  }
  return length;
}

/** Weighs a text's features by how rare they are; what the stage has never seen makes the rest count for less. */
export function vectorOf(features: Features, vocabulary: Vocabulary): Vector {
  const index = new Int32Array(features.hashes.length);
  const value = new Float32Array(features.hashes.length);
  const split = fill({ features, vocabulary, index, value }, { from: 0, to: features.split, at: 0 });
  const length = fill({ features, vocabulary, index, value }, { from: features.split, to: features.hashes.length, at: split });
  return { index: index.subarray(0, length), value: value.subarray(0, length) };
}

type Filling = { features: Features; vocabulary: Vocabulary; index: Int32Array; value: Float32Array };
type Block = { from: number; to: number; at: number };

function fill({ features, vocabulary, index, value }: Filling, { from, to, at }: Block): number {
  const unknown = recipe.unknownWeight * vocabulary.highest * vocabulary.highest;
  let length = at;
  let square = 0;
  for (let feature = from; feature < to; feature++) {
    const place = vocabulary.place.get(features.hashes[feature] ?? 0);
    if (place === undefined) {
      square += unknown;
      continue;
    }
    const count = features.counts[feature] ?? 1;
    const weight = (count > 1 ? 1 + Math.log(count) : 1) * (vocabulary.rarity[place] ?? 0);
    square += weight * weight;
    index[length] = place;
    value[length++] = weight;
  }
  const scale = square > 0 ? Math.SQRT1_2 / Math.sqrt(square) : 0;
  for (let feature = at; feature < length; feature++) value[feature] = (value[feature] ?? 0) * scale;
  return length;
}
