import type { ExampleAction } from '../../../runtime/adapters/classifier/types.ts';
import type { Contestant, Trained } from './measures.ts';

/** The usual full-text ranking over the examples: an action is as good as its best example. */
export const bm25: Contestant = { name: 'BM25', train: async (actions) => index(actions) };

const [saturation, lengthWeight] = [1.2, 0.75];
/** A ranking has no scale of its own: this score counts as one half. */
const half = 6;

type Entry = { action: string; counts: Map<string, number>; length: number };

function index(actions: readonly ExampleAction[]): Trained {
  const entries = actions.flatMap(({ name, examples, trigger }) => [...examples, ...(trigger ? [trigger] : [])].map((text) => entryOf(name, text)));
  const average = entries.reduce((sum, { length }) => sum + length, 0) / entries.length;
  const found = new Map<string, Entry[]>();
  for (const entry of entries) for (const word of entry.counts.keys()) found.set(word, [...(found.get(word) ?? []), entry]);
  return {
    classify: (text) => {
      const scores = new Map(actions.map(({ name }) => [name, 0]));
      const sums = new Map<Entry, number>();
      for (const word of new Set(wordsOf(text))) {
        const holders = found.get(word) ?? [];
        const rarity = Math.log(1 + (entries.length - holders.length + 0.5) / (holders.length + 0.5));
        for (const entry of holders) {
          const count = entry.counts.get(word) ?? 0;
          const weight = (count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + (lengthWeight * entry.length) / average));
          sums.set(entry, (sums.get(entry) ?? 0) + rarity * weight);
        }
      }
      for (const [{ action }, sum] of sums) scores.set(action, Math.max(scores.get(action) ?? 0, sum));
      const ranked = [...scores].map(([name, sum]) => ({ name, score: sum / (sum + half) })).sort((one, other) => other.score - one.score);
      return { ranked, matches: ranked.slice(0, 1).filter(({ score }) => score >= 0.5) };
    },
  };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function entryOf(action: string, text: string): Entry {
  const counts = new Map<string, number>();
  const words = wordsOf(text);
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { action, counts, length: words.length };
}
