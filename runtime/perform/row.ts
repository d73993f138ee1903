import type { Conversation, Message } from '../../shared/conversation.ts';
import type { Value } from '../../shared/value.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import type { ConversationRow } from '../ports.ts';

const previewCharacters = 120;
const nameCharacters = 200;

/** A conversation as one row of the lists that operators work with. */
export const rowOf = (now: Conversation): ConversationRow => ({
  id: now.id,
  project: now.project,
  version: now.version,
  visitor: now.visitor,
  status: now.status,
  stage: now.stage,
  turns: now.turns,
  startedAt: now.startedAt,
  changedAt: now.changedAt,
  preview: previewOf(now.messages.at(-1)),
  inbox: inboxFacts(now),
});

/** The words of a message as they are read, or the names of its files where there are no words. */
function previewOf(message: Message | undefined): string {
  const words = message?.text || (message?.files ?? []).map(({ name }) => name).join(', ');
  // What a visitor writes is no markdown.
  const read = message?.role === 'user' ? words : withoutMarks(words);
  return read.length > previewCharacters ? `${cut(read, previewCharacters - 1)}…` : read;
}

function inboxFacts({ human, contact, unread = 0, approvals = [], profile }: Conversation): ConversationRow['inbox'] {
  const { unanswered: _unanswered, ...hands } = human ?? { unanswered: [] };
  return {
    // What is left of the hands without the messages is all that a row tells, or nothing where nobody has it.
    human: human ? (hands as NonNullable<ConversationRow['inbox']['human']>) : null,
    contact: contact ?? null,
    unread,
    approvals: approvals.length,
    name: textIn(profile.name),
    email: contact?.email ?? textIn(profile.email),
  };
}

const textIn = (value: Value | undefined): string | null => (typeof value === 'string' && value.trim() !== '' ? cut(value, nameCharacters) : null);

/** The beginning of a text, without the half of a character that a cut would leave. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
