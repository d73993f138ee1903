import type { Project } from '../../shared/project/project.ts';
import type { ClarifyOption } from '../../shared/run.ts';
import type { Match } from './match.ts';
import type { Offer } from './offers.ts';

const mostOptions = 3;
const leastScore = 0.1;

/**
 * The actions to offer as "did you mean …?" where the best one is neither sure nor unlikely, best first; empty where the
 * project does not ask, or the classifier is sure, either way.
 */
export function clarifyOptions({ clarify }: Project, { candidates }: Match, offers: readonly Offer[]): ClarifyOption[] {
  const scored = candidates.filter(({ by, score = 0 }) => (by === 'classifier' || by === 'guardrail') && score >= leastScore);
  const [best] = scored;
  if (!clarify.enabled || !best || (best.score ?? 0) < clarify.from || (best.score ?? 0) >= clarify.to) return [];
  return scored.slice(0, mostOptions).flatMap(({ action, parameters = {} }) => {
    const offer = offers.find((it) => it.action.name === action);
    return offer ? [{ action, label: labelOf(offer), parameters }] : [];
  });
}

/** What a button says: an example of the author's without slots, else the name. */
const labelOf = ({ action }: Offer): string => action.examples.find((example) => !example.includes('{')) ?? action.name;
