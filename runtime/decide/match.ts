import type { Candidate, ConditionTrace, Evidence } from '../../shared/event.ts';
import type { Values } from '../../shared/value.ts';
import type { Offer } from './offers.ts';

/** What a classifier said of one action. */
export type Scored = {
  action: string;
  score: number;
  threshold: number;
  accepted: boolean;
  parameters: Values;
  missing: string[];
  evidence?: Evidence;
};
/** An action that is meant; `missing` names what has to be asked for before it can run. */
export type Matched = { offer: Offer; parameters: Values; missing: string[] };
export type Match = { matched: Matched[]; candidates: Candidate[] };
/** The values of the conditions of a turn, by action; one that failed counts as false (C-15). */
export type Conditions = ReadonlyMap<string, ConditionTrace>;

/** Whether an action's condition lets it be seen at all (R003-11). */
export const isAvailable = (offer: Offer, conditions: Conditions): boolean =>
  !offer.action.condition || (conditions.get(offer.action.name)?.value ?? false);

/**
 * The actions that a message triggers: a stage's own by score and then as authored, then the guardrails (C-07).
 * Every candidate is listed with the reason for what became of it.
 */
export function matchMessage(offers: readonly Offer[], conditions: Conditions, scores: readonly Scored[]): Match {
  const byName = new Map(scores.map((scored) => [scored.action, scored]));
  const judged = offers.filter(({ action }) => action.triggerOnUserInput).map((offer) => judge(offer, conditions, byName.get(offer.action.name)));
  const hits = judged.filter(({ candidate }) => candidate.matched);
  const order = (kind: Offer['kind']) =>
    hits.filter(({ offer }) => offer.kind === kind).toSorted((left, right) => (right.candidate.score ?? 0) - (left.candidate.score ?? 0));
  return {
    matched: [...order('action'), ...order('global_action')].map(({ offer, candidate }) => ({
      offer,
      parameters: candidate.parameters ?? {},
      missing: candidate.missing ?? [],
    })),
    candidates: [...judged.map(({ candidate }) => candidate), ...madeUp(offers, scores)].toSorted(
      (left, right) => (right.score ?? -1) - (left.score ?? -1),
    ),
  };
}

/** Why a client command may not run here, or nothing where it may (C-14, P-14, P-15). */
export function refusal(offers: readonly Offer[], command: string, conditions: Conditions): 'unknown' | 'not_allowed' | null {
  const offer = offers.find(({ action }) => action.name === command);
  if (!offer) return 'unknown';
  return offer.action.triggerOnClientCommand && isAvailable(offer, conditions) ? null : 'not_allowed';
}

/** Names that a classifier gave and nobody offers: dropped, and seen in the trace. */
const madeUp = (offers: readonly Offer[], scores: readonly Scored[]): Candidate[] =>
  scores
    .filter(({ action }) => !offers.some((offer) => offer.action.name === action))
    .map(({ action }) => ({ action, by: 'classifier', matched: false, reason: 'dropped: there is no such action here' }));

function judge(offer: Offer, conditions: Conditions, scored: Scored | undefined): { offer: Offer; candidate: Candidate } {
  const by = offer.kind === 'global_action' ? 'guardrail' : 'classifier';
  const base = { action: offer.action.name, by } as const;
  if (!isAvailable(offer, conditions)) {
    const problem = conditions.get(offer.action.name)?.problem;
    return {
      offer,
      candidate: {
        ...base,
        matched: false,
        reason: problem ? `hidden: its condition failed (${problem.message})` : 'hidden: its condition is false',
      },
    };
  }
  if (!scored) return { offer, candidate: { ...base, matched: false, reason: 'the classifier did not name it' } };
  const { score, threshold, accepted, parameters, missing, evidence } = scored;
  const candidate = { ...base, score, threshold, parameters, ...(evidence ? { evidence } : {}) };
  if (!accepted)
    return { offer, candidate: { ...candidate, matched: false, reason: score < threshold ? 'below the threshold' : 'another action fits better' } };
  const asks = offer.action.parameters.filter(({ name, onMissing }) => missing.includes(name) && onMissing === 'ask').length;
  if (missing.length > 0 && asks === missing.length)
    return { offer, candidate: { ...candidate, matched: true, missing, reason: `matched; asks for ${missing.join(', ')}` } };
  if (missing.length > 0) return { offer, candidate: { ...candidate, matched: false, missing, reason: `dropped: ${missing.join(', ')} missing` } };
  return { offer, candidate: { ...candidate, matched: true, reason: 'matched' } };
}
