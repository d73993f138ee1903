import type { Classification, Match } from './types.ts';

/** From where to where a best score is too unsure to act on without asking. */
export type ClarifyBand = { from: number; to: number };

/** What a project gets that asks "did you mean …?" and says no more. */
export const clarifyBand: ClarifyBand = { from: 0.5, to: 0.9 };

const choices = 3;
const leastScore = 0.1;

/** The actions to offer as "did you mean …?", best first; empty where the classifier is sure, either way. */
export function toClarify({ matches, ranked }: Classification, band: ClarifyBand = clarifyBand): Match[] {
  const best = matches[0] ?? ranked[0];
  if (!best || best.score < band.from || best.score >= band.to) return [];
  const others = ranked.filter((match) => match.name !== best.name && match.score >= leastScore);
  return [best, ...others].slice(0, choices);
}
