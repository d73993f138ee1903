// biome-ignore-all lint/style/noNonNullAssertion: every place comes from the same vocabulary or list, so it lies inside.
import { analyse } from './analyse.ts';
import { decide } from './decide.ts';
import { explain } from './explain.ts';
import { type Vector, vectorOf } from './features.ts';
import type { Language } from './languages/language.ts';
import type { Reader } from './reader.ts';
import { recipe } from './recipe.ts';
import { spellingOf } from './spelling.ts';
import type { Model, ModelData } from './types.ts';

/** Makes a model from what training found out. */
export function modelOf(data: ModelData, language: Language): Model {
  const reader = readerOf(data, language);
  return {
    data,
    classify: (text, options = {}) => decide(text, reader, options),
    explain: (text, options = {}) => explain(text, reader, options),
    bytes: () => data.hashes.byteLength + data.rarity.byteLength + data.weights.byteLength + data.words.join().length,
  };
}

function readerOf(data: ModelData, language: Language): Reader {
  const place = new Map<number, number>();
  for (let at = 0; at < data.hashes.length; at++) place.set(data.hashes[at]!, at);
  const vocabulary = { place, rarity: data.rarity, highest: data.rarity.reduce((most, rarity) => Math.max(most, rarity), 1) };
  const spelling = spellingOf(data.words);
  const analyseText = (text: string) => analyse(text, language, spelling);
  return {
    data,
    language,
    vocabulary,
    spelling,
    analyse: analyseText,
    score: (text) => {
      const { features, content } = analyseText(text);
      return probabilities(vectorOf(features, vocabulary), data, content);
    },
  };
}

/** A long message has more chances to look like something by accident, so it needs a little more. */
function probabilities({ index, value }: Vector, data: ModelData, content: number): Float64Array {
  const actions = data.actions.length;
  const sums = new Float64Array(actions);
  if (index.length === 0) return sums;
  const midpoint = data.midpoint + recipe.midpointPerLogContent * Math.log(1 + Math.min(content, recipe.contentWords));
  for (let at = 0; at < index.length; at++) {
    const offset = index[at]! * actions;
    const weight = value[at]!;
    for (let action = 0; action < actions; action++) sums[action]! += weight * data.weights[offset + action]!;
  }
  for (let action = 0; action < actions; action++) {
    const margin = sums[action]! * data.scales[action]! + data.bias[action]!;
    sums[action] = 1 / (1 + Math.exp(-recipe.steepness * (margin - midpoint)));
  }
  return sums;
}
