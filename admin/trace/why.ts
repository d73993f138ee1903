import type { AdminExplained } from '../../shared/admin.ts';
import type { CandidateRow, TurnCard } from './card.ts';
import { evidenceTexts } from './cards.ts';

type Explained = AdminExplained['candidates'];

/** The candidates of a turn with what the classifier says about them, and those that it ranked too low for the log to name. */
export function explainedRows(rows: readonly CandidateRow[], explained: Explained): CandidateRow[] {
  const about = new Map(explained.map((it) => [it.action, it]));
  const known = new Set(rows.map(({ action }) => action));
  return [
    ...rows.map((row) => (row.evidence.length > 0 ? row : { ...row, evidence: evidenceTexts(about.get(row.action)?.evidence) })),
    ...explained.filter(({ action }) => !known.has(action)).map(explainedRow),
  ];
}

/** In one sentence or two why a message met nothing; empty where it met something. */
export function whyNothing(card: Pick<TurnCard, 'said' | 'matched' | 'matchMilliseconds' | 'candidates'>, explained: Explained): string {
  const isJudged = card.said.kind === 'message' && card.matchMilliseconds !== null;
  if (!isJudged || card.matched.length > 0) return '';
  const top = nearestOf(explained);
  if (!top) return 'Nothing matched: no action that was available has examples or a trigger to compare this message with.';
  const { action, score, threshold, evidence } = top;
  const hidden = card.candidates.find((row) => row.action === action && row.reason.startsWith('hidden'));
  if (hidden && score >= threshold) return `Nothing matched. ${action} is meant, with ${score.toFixed(2)}, and was ${hidden.reason}.`;
  const scores = score < threshold ? `with ${score.toFixed(2)}, and needed ${threshold.toFixed(2)}` : `with ${score.toFixed(2)}`;
  const words = [
    listed('for it', evidence.wordsFor) || 'no word speaks for it',
    listed('against it', evidence.wordsAgainst),
    evidence.nearest ? `its nearest example is “${evidence.nearest}”` : '',
  ].filter(Boolean);
  return `Nothing matched. ${action} came nearest ${scores}: ${words.join('; ')}.`;
}

/** The action that a message most likely means, for the choice of where to add it. */
export function likeliest(card: Pick<TurnCard, 'matched' | 'candidates'>, explained: Explained): string {
  const byScore = card.candidates.toSorted((left, right) => Number(right.score) - Number(left.score))[0];
  return card.matched[0] ?? nearestOf(explained)?.action ?? byScore?.action ?? '';
}

const nearestOf = (explained: Explained): Explained[number] | undefined => explained.toSorted((left, right) => right.score - left.score)[0];
const listed = (what: string, words: string[] | undefined): string => (words?.length ? `${what}: ${words.join(', ')}` : '');

function explainedRow({ action, score, threshold, accepted, evidence }: Explained[number]): CandidateRow {
  return {
    action,
    by: 'classifier',
    score: score.toFixed(2),
    threshold: threshold.toFixed(2),
    matched: false,
    reason: accepted ? 'would match, but was not asked in that turn' : score < threshold ? 'below the threshold' : 'another one was surer',
    parameters: '',
    evidence: evidenceTexts(evidence),
  };
}
