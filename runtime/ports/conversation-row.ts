import type { InHumanHands } from '../../shared/conversation.ts';

/** A row of the operator's list. */
export type ConversationRow = {
  id: string;
  project: string;
  version: number;
  visitor: string;
  status: string;
  stage: string;
  turns: number;
  startedAt: number;
  changedAt: number;
  /** The last message, cut short. */
  preview: string;
  inbox: InboxFacts;
};

/** What the inbox needs to know of a conversation, kept as one piece of JSON. */
export type InboxFacts = {
  human: Omit<InHumanHands, 'unanswered'> | null;
  contact: { email: string; at: number } | null;
  /** Messages of the visitor since an operator last looked. */
  unread: number;
  /** Calls and checkpoints that wait for a decision. */
  approvals: number;
  /** What the profile says under `name` and `email`. */
  name: string | null;
  email: string | null;
};
