import type { Change, Conversation } from '../../shared/conversation.ts';
import type { Run } from '../../shared/run.ts';
import { change } from './apply-change.ts';

/** The run of a prompt sequence whose step is under way: what is done now, is done to its copy. Nothing where none is. */
export function stepUnderWay({ turn }: Pick<Conversation, 'turn'>): string | null {
  const runs: readonly Run[] = turn?.runs ?? [];
  const at = runs.findIndex((run) => run.program === 'prompt_sequence' && run.at[1].phase === 'working');
  return at >= 0 && at < runs.length - 1 ? (runs[at]?.id ?? null) : null;
}

/** The conversation as a step sees it: with what the step has done so far, which nobody else sees. */
export function stagedView(conversation: Conversation): Conversation {
  const { staged, turn } = conversation;
  if (!staged || !turn || stepUnderWay(conversation) !== staged.run) return conversation;
  const viewed = staged.changes.filter(({ type }) => isSeen.has(type)).reduce(change, conversation);
  // A step that has called something may end without words.
  const hasCalled = turn.runs.some((run) => run.program === 'reply' && run.rounds.length > 0);
  return viewed.turn ? { ...viewed, turn: { ...viewed.turn, answered: hasCalled, responded: false } } : viewed;
}

const isSeen: ReadonlySet<Change['type']> = new Set(['variable', 'profile', 'message', 'workflow', 'counter']);

/** What an effect of a step did, as it goes on record: to the copy, but for what is the turn's own. */
export function stagedChange(made: Change, run: string, conversation: Conversation): Change {
  // Words that a script asks for are words of the step.
  if (made.type === 'reply') return { type: 'staged', run, change: { type: 'message', message: wordsOf(made.reply.text, conversation) } };
  return isOfTurn.has(made.type) ? made : { type: 'staged', run, change: made };
}

const isOfTurn: ReadonlySet<Change['type']> = new Set([
  'input',
  'visibility',
  'result',
  'suppressed',
  'round',
  'call_result',
  'suspended',
  'enqueue',
  'consent',
]);

const wordsOf = (text: string, { turns, stage, staged, changedAt }: Conversation) => ({
  id: `m${turns}.${staged?.run ?? ''}.${staged?.changes.length ?? 0}`,
  role: 'assistant' as const,
  text,
  at: changedAt,
  turn: turns,
  stage,
});
