import { analyse } from './analyse.ts';
import { type Vector, vectorOf } from './features.ts';
import type { Language } from './languages/language.ts';
import { loadLanguage } from './languages/load-language.ts';
import { type Row, rowOf } from './rows.ts';
import { similarity } from './similarity.ts';
import { spellingOf } from './spelling.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A question, other ways to ask it, and its answer. */
export type KnowledgeItem = { question: string; alternatives?: readonly string[]; answer: string };

/** An item and the calibrated probability that it answers the message. */
export type RankedItem<Item extends KnowledgeItem> = { item: Item; score: number };

/** The score from which an answer may be given without asking. */
export const knowledgeThreshold = 0.5;

/** Scores the items that a search brought up, best first; items below the threshold are given too. */
export async function rank<Item extends KnowledgeItem>(items: readonly Item[], text: string, language = 'en'): Promise<RankedItem<Item>[]> {
  return rankWith(items, text, await loadLanguage(language));
}

/** The same for a language that is already loaded. */
export function rankWith<Item extends KnowledgeItem>(items: readonly Item[], text: string, language: Language): RankedItem<Item>[] {
  const entries = items.map((item) => ({
    item,
    questions: [item.question, ...(item.alternatives ?? [])].map((question) => own(question, language)),
    answer: own(item.answer, language),
  }));
  const background = language.background.map((line) => rowOf({ text: line, kind: 'background', owners: [], refusers: null, cost: 1 }, language));
  const vocabulary = vocabularyOf([...entries.flatMap(({ questions, answer }) => [...questions, answer]), ...background]);
  const spelling = spellingOf(entries.flatMap(({ questions }) => questions.flatMap(({ words }) => words)));
  const message = vectorOf(analyse(text, language, spelling).features, vocabulary);
  if (message.index.length === 0) return items.map((item) => ({ item, score: 0 }));
  const ranked = entries
    .map(({ item, questions, answer }) => {
      const closeness = questions.map((row) => similarity(message, vectorOf(row.features, vocabulary)));
      return { item, strength: Math.max(0, ...closeness) + answerShare * coverage(message, vectorOf(answer.features, vocabulary)) };
    })
    .sort((one, other) => other.strength - one.strength);
  return ranked.map(({ item, strength }, at) => ({ item, score: probability(strength, ranked[at === 0 ? 1 : 0]?.strength ?? 0) }));
}

const own = (text: string, language: Language): Row => rowOf({ text, kind: 'own', owners: [], refusers: null, cost: 1 }, language);

const answerShare = 0.25;

/** Which part of the message's weight the answer speaks of. */
function coverage(message: Vector, answer: Vector): number {
  const places = new Set(answer.index);
  let sum = 0;
  for (let at = 0; at < message.index.length; at++) if (places.has(message.index[at] ?? -1)) sum += (message.value[at] ?? 0) ** 2;
  return sum;
}

/** A strong candidate is surer when its best rival is weak; the numbers were fitted on validation data. */
const probability = (strength: number, rival: number): number => 1 / (1 + Math.exp(-(11 * strength + 5 * (strength - rival) - 3.8)));
