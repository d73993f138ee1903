import { decide } from './decide.ts';
import { featuresOf, vectorOf } from './features.ts';
import { meaningsOf } from './meanings.ts';
import { read } from './normalise.ts';
import type { Reader } from './reader.ts';
import { recipe } from './recipe.ts';
import { similarity } from './similarity.ts';
import { textsOf } from './slots.ts';
import { stem } from './stem.ts';
import type { Candidate, ClassifyOptions } from './types.ts';

const shownWords = 5;

/** Why each action was or was not accepted: its score, its threshold, its nearest example and the words that counted. */
export function explain(text: string, reader: Reader, options: ClassifyOptions): Candidate[] {
  const { matches, ranked } = decide(text, reader, options);
  const weigh = weigherOf(text, reader);
  return ranked.map(({ name, score }) => {
    const at = reader.data.actions.findIndex((action) => action.name === name);
    const { threshold = recipe.threshold, examples = [] } = reader.data.actions[at] ?? {};
    const match = matches.find((found) => found.name === name);
    const words = weigh(at);
    return {
      name,
      score: match?.score ?? score,
      threshold,
      accepted: match !== undefined,
      nearest: nearestOf(text, examples, reader),
      wordsFor: words
        .filter(({ weight }) => weight > 0)
        .sort((one, other) => other.weight - one.weight)
        .slice(0, shownWords),
      wordsAgainst: words
        .filter(({ weight }) => weight < 0)
        .sort((one, other) => one.weight - other.weight)
        .slice(0, shownWords),
    };
  });
}

function nearestOf(text: string, examples: readonly string[], reader: Reader): Candidate['nearest'] {
  const vector = vectorOf(reader.analyse(text).features, reader.vocabulary);
  const compared = examples.flatMap((example) =>
    textsOf(example, []).map((filled) => ({
      example,
      similarity: similarity(vector, vectorOf(reader.analyse(filled).features, reader.vocabulary)),
    })),
  );
  return compared.reduce<Candidate['nearest']>((best, one) => (best && best.similarity >= one.similarity ? best : one), null);
}

type Weigher = (action: number) => { word: string; weight: number }[];

/** Shares the weight of each feature of the message among the words that brought it. */
function weigherOf(text: string, { data, language, vocabulary, spelling, analyse }: Reader): Weigher {
  const words = [...new Set(read(text, language).words)].slice(0, recipe.textLength / 10);
  const whole = vectorOf(analyse(text).features, vocabulary);
  const values = new Map(Array.from(whole.index, (place, at) => [place, whole.value[at] ?? 0]));
  const places = words.map((word) => placesOf(word));
  const owners = new Map<number, number>();
  for (const place of places.flat()) owners.set(place, (owners.get(place) ?? 0) + 1);
  return (action) =>
    words.map((word, at) => ({
      word,
      weight: (places[at] ?? []).reduce((sum, place) => sum + weightOf(place, action) / (owners.get(place) ?? 1), 0),
    }));

  function placesOf(word: string): number[] {
    const stemmed = stem(spelling(word), language);
    const { hashes } = featuresOf({ stems: [stemmed], meanings: meaningsOf(stemmed, language), chunks: [word] });
    return Array.from(hashes, (hash) => vocabulary.place.get(hash)).filter((place) => place !== undefined);
  }

  function weightOf(place: number, action: number): number {
    return (values.get(place) ?? 0) * (data.weights[place * data.actions.length + action] ?? 0) * (data.scales[action] ?? 0);
  }
}
