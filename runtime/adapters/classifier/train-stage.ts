// biome-ignore-all lint/style/noNonNullAssertion: every place comes from the same vocabulary or list, so it lies inside.
import type { Vector } from './features.ts';
import type { Language } from './languages/language.ts';
import { type Learned, type Lesson, learnFromTable, learnFromVectors } from './learn.ts';
import { recipe } from './recipe.ts';
import { type Row, rowsOf } from './rows.ts';
import { highestSimilarities, similarities } from './similarity.ts';
import type { ExampleAction, ModelData, TrainOptions } from './types.ts';
import { vectorsOf, vocabularyOf } from './vocabulary.ts';

/** Learns a stage: all that is needed to tell its actions apart and to tell them from everything else. */
export function trainStage(actions: readonly ExampleAction[], options: TrainOptions, language: Language): ModelData {
  const all = rowsOf(actions, options.against ?? [], language);
  const vocabulary = vocabularyOf(all);
  const features = vocabulary.hashes.length;
  const { rows, vectors } = leaveNearOnesOut(all, vectorsOf(all, vocabulary), features);
  const costs = Float32Array.from(rows, (row) => row.cost);
  const table = rows.length <= recipe.tableRows ? similarities(vectors, features) : null;
  const lessons = actions.map((_, owner) => ({ signs: signsOf(rows, owner), costs }));
  const learned = lessons.map((lesson) => learn(lesson, vectors, table, features));
  return {
    version: recipe.version,
    language: language.code,
    actions: actions.map(({ name, threshold, examples }) => ({ name, examples, threshold: threshold ?? options.threshold ?? recipe.threshold })),
    words: [...new Set(rows.filter((row) => row.kind === 'own').flatMap((row) => row.words))],
    hashes: vocabulary.hashes,
    rarity: vocabulary.rarity,
    ...weightsOf(learned, vectors, features),
    midpoint: midpointOf(actions, rows) + (language.stopWords.size === 0 ? recipe.midpointOfUnknownLanguage : 0),
  };
}

/** A text of nobody's that is much like one of the stage's own must not be taught as "none of these". */
function leaveNearOnesOut(rows: readonly Row[], vectors: readonly Vector[], features: number): { rows: Row[]; vectors: Vector[] } {
  const own = vectors.filter((_, at) => rows[at]!.kind === 'own');
  const others = vectors.filter((_, at) => rows[at]!.kind !== 'own');
  const highest = highestSimilarities(others, own, features);
  const limits = { own: 2, against: recipe.againstSimilarity, background: recipe.backgroundSimilarity };
  let other = 0;
  const kept = rows.map((row) => row.kind === 'own' || highest[other++]! <= limits[row.kind]);
  return { rows: rows.filter((_, at) => kept[at]), vectors: vectors.filter((_, at) => kept[at]) };
}

function signsOf(rows: readonly Row[], owner: number): Int8Array {
  return Int8Array.from(rows, (row) => {
    if (row.owners.includes(owner)) return 1;
    return row.refusers === null || row.refusers.includes(owner) ? -1 : 0;
  });
}

/** An action without a single text to learn from learns nothing, and so never matches. */
function learn(lesson: Lesson, vectors: readonly Vector[], table: Float32Array | null, features: number): Learned | null {
  if (!lesson.signs.includes(1)) return null;
  return table ? learnFromTable(table, lesson) : learnFromVectors(vectors, features, lesson);
}

/** Where probability one half lies: lower for few examples, many rivals, and much evidence against. */
function midpointOf(actions: readonly ExampleAction[], rows: readonly Row[]): number {
  const counts = actions.map((action) => action.examples.length).filter((count) => count > 0);
  const mean = counts.length ? counts.reduce((sum, count) => sum + count, 0) / counts.length : 1;
  const own = rows.filter((row) => row.kind === 'own').length;
  const against = rows.filter((row) => row.kind === 'against').length;
  return (
    recipe.midpointBase +
    recipe.midpointPerLogExamples * Math.log(mean) +
    recipe.midpointPerLogActions * Math.log(Math.max(1, actions.length)) +
    recipe.midpointPerLogAgainst * Math.log(1 + against / Math.max(1, own))
  );
}

const never = -1000;

function weightsOf(
  learned: readonly (Learned | null)[],
  vectors: readonly Vector[],
  features: number,
): Pick<ModelData, 'weights' | 'scales' | 'bias'> {
  const actions = learned.length;
  const weights = new Int16Array(features * actions);
  const scales = new Float32Array(actions);
  const bias = new Float32Array(actions);
  for (const [action, shares] of learned.entries()) {
    if (!shares) bias[action] = never;
    const sums = new Float32Array(features);
    for (const [row, share] of shares?.entries() ?? []) {
      if (share === 0) continue;
      bias[action]! += share;
      const { index, value } = vectors[row]!;
      for (let at = 0; at < index.length; at++) sums[index[at]!]! += share * value[at]!;
    }
    const highest = sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
    const scale = highest / 32_767 || 1;
    scales[action] = scale;
    for (let feature = 0; feature < features; feature++) weights[feature * actions + action] = Math.round(sums[feature]! / scale);
  }
  return { weights, scales, bias };
}
