import { partsOf } from './parts.ts';
import type { Reader } from './reader.ts';
import { recipe } from './recipe.ts';
import type { Classification, ClassifyOptions, Match } from './types.ts';

/** Which actions a message asks for: the best of the whole, others only if sure, and the best of each of its parts. */
export function decide(text: string, reader: Reader, options: ClassifyOptions): Classification {
  const order = new Map(reader.data.actions.map((action, at) => [action.name, { at, threshold: action.threshold }]));
  const thresholdOf = (match: Match) => order.get(match.name)?.threshold ?? recipe.threshold;
  const ranked = rank(text, reader, options);
  const parts = ranked.length > 0 ? partsOf(text, reader.language) : [];
  const matches = new Map<string, number>();
  for (const [at, match] of ranked.entries()) {
    const threshold = at === 0 ? thresholdOf(match) : Math.max(thresholdOf(match), recipe.secondThreshold);
    if (match.score >= threshold && match.score > 0) matches.set(match.name, match.score);
  }
  const margin = matches.size > 0 ? 0 : recipe.partMargin;
  for (const part of parts) {
    const best = rank(part, reader, options)[0];
    if (!best || best.score < Math.min(1, thresholdOf(best) + margin)) continue;
    matches.set(best.name, Math.max(best.score, matches.get(best.name) ?? 0));
  }
  return { matches: inOrder([...matches].map(([name, score]) => ({ name, score }))), ranked };

  function inOrder(found: Match[]): Match[] {
    return found.sort((one, other) => other.score - one.score || (order.get(one.name)?.at ?? 0) - (order.get(other.name)?.at ?? 0));
  }
}

/** Every action that exists for this message, best first, ties as authored. */
function rank(text: string, reader: Reader, { only }: ClassifyOptions): Match[] {
  const scores = reader.score(text);
  const ranked: Match[] = [];
  for (const [at, { name }] of reader.data.actions.entries()) {
    if (!only || only.has(name)) ranked.push({ name, score: scores[at] ?? 0 });
  }
  return ranked.sort((one, other) => other.score - one.score);
}
