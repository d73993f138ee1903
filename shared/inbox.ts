import { z } from 'zod';
import type { AdminConversation } from './admin.ts';
import type { InHumanHands, OperatorRef } from './conversation.ts';
import { type InboxNeeds, inboxLimits, inboxNeeds } from './inbox-limits.ts';
import type { ProblemReport } from './problem.ts';
import type { VisitorMessage } from './protocol.ts';
import type { Value, Values } from './value.ts';

/**
 * The operator's inbox, JSON both ways, under /admin/api/projects/:project/inbox. Looking asks for the right `view`, everything that
 * changes something for `operate`. Every answer that is not 2xx has the body `{ problem }`, as in shared/admin.ts.
 */

export type { OperatorRef };
export { type InboxNeeds, inboxLimits, inboxNeeds };

/** What the inbox knows of a conversation beside what every list of them shows. */
export type InboxFacts = {
  /** In whose hands it is, or was asked to be; `operator` is empty while it waits. */
  human: Omit<InHumanHands, 'unanswered'> | null;
  /** What was left where nobody was there. */
  contact: { email: string; at: number } | null;
  /** Messages of the visitor since an operator last looked. */
  unread: number;
  /** Calls of tools and checkpoints that wait for a decision. */
  approvals: number;
  /** What the profile says under `name` and `email`. */
  name: string | null;
  email: string | null;
};

/** A row of the inbox. `online` says whether the visitor is connected, `page` where they are while they are. */
export type InboxRow = AdminConversation & InboxFacts & { online: boolean; page: string | null };

export type InboxCounts = { waiting: number; mine: number; approvals: number; contact: number; unread: number };

/** GET …/inbox?needs=&query=&after=&limit=: newest change first; `next` is what `after` takes, null at the end. */
export type InboxPage = { rows: InboxRow[]; next: string | null; counts: InboxCounts };

/** GET …/inbox/:id: one conversation; the log as the trace shows it stands under …/conversations/:id/events. */
export type InboxConversation = {
  row: InboxRow;
  /** Whether the visitor may not come in any more. */
  blocked: boolean;
  /** The last entries, oldest first; `hasMore` where there are older ones (GET …/inbox/:id/entries?before=seq). */
  entries: InboxEntry[];
  hasMore: boolean;
  profile: Values;
  vars: Values;
  /** The stages that a conversation can be handed back to. */
  stages: string[];
  /** Whether a turn is running, and the reply that is being written. */
  working: boolean;
  streaming: { message: string; text: string } | null;
  /** Others who have this conversation open right now. */
  watchers: OperatorRef[];
};
export type InboxEntries = { entries: InboxEntry[]; hasMore: boolean };

/** One line of the transcript. `seq` is that of the event: entries are in its order, and it says which are known already. */
export type InboxEntry = { seq: number; at: number; turn: number } & (
  | { type: 'message'; message: VisitorMessage }
  | { type: 'command'; command: string; parameters: Values }
  | { type: 'status'; status: string; reason: string; by?: OperatorRef; summary?: string }
  | { type: 'stage'; from: string; to: string }
  | { type: 'contact'; email: string }
  | { type: 'page'; event: string; data: Value }
  | { type: 'failure'; problem: ProblemReport }
);

/**
 * Each answers the row as it is afterwards (`InboxRow`).
 * POST …/inbox/:id/take {}            409 `handoff.taken` names who was first; again by the same operator: 200
 * POST …/inbox/:id/reply              409 `handoff.not_yours` where another holds it or nobody does; the same id again: 200, said once
 * POST …/inbox/:id/hand-back          409 `handoff.not_yours`; the bot goes on
 * POST …/inbox/:id/close              ends the conversation; 409 `handoff.not_yours` where another holds it
 * POST …/inbox/:id/assign             gives it to somebody else; by whoever holds it, or an owner or editor
 * POST …/inbox/:id/seen {}            nothing of it is unread any more
 * POST …/inbox/:id/typing { typing }  204; the visitor sees who is typing; never stored
 */
export const takeRequest = z.strictObject({});
export const replyRequest = z.strictObject({
  /** Made by the page: a retry with the same id says nothing twice. */
  id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, '8 to 64 of A-Z a-z 0-9 _ -'),
  text: z.string().trim().min(1).max(inboxLimits.replyCharacters),
});
export const handBackRequest = z.strictObject({
  /** What was done: the bot is told, the visitor is not. */
  summary: z.string().max(inboxLimits.summaryCharacters).default(''),
  /** Where the conversation goes on, if not where it is. */
  stage: z.string().max(128).optional(),
});
export const closeRequest = z.strictObject({ reason: z.string().max(inboxLimits.reasonCharacters).default('') });
/** `operator` is the id of an account, as GET …/inbox/operators lists them. */
export const assignRequest = z.strictObject({ operator: z.string().min(1).max(64) });
export const typingRequest = z.strictObject({ typing: z.boolean().default(true) });

/** POST …/projects/:project/visitors/:visitor/block { blocked }: shuts a visitor out of the project, or lets them in again. */
export const blockRequest = z.strictObject({ blocked: z.boolean() });
export type BlockAnswer = { blocked: boolean };

export type ReplyRequest = z.input<typeof replyRequest>;
export type HandBackRequest = z.input<typeof handBackRequest>;
export type AssignRequest = z.input<typeof assignRequest>;

/** GET …/inbox/operators: to whom a conversation can be given, and who is here right now. */
export type InboxOperators = { operators: (OperatorRef & { here: boolean })[] };

/** GET …/inbox/:id/suggestion: what the bot would answer, never recorded; `reason` says why there is none, such as that no model is set. */
export type InboxSuggestion = { text: string; reason?: string };

/**
 * GET …/inbox/stream?conversation=<id>: server-sent events, each with `data` as JSON of this type and an `id`. `rows` come of the whole
 * project; entries, deltas, working and typing of the conversation that was named alone. A browser that comes back with Last-Event-ID
 * gets what it missed, or `reset`: load the list and the conversation again. A comment line comes every 15 s.
 */
export type InboxPacket =
  /** The first of each connection; `resumed` where nothing was missed for good. */
  | { type: 'ready'; resumed: boolean; you: OperatorRef }
  | { type: 'reset' }
  | { type: 'row'; row: InboxRow }
  | { type: 'counts'; counts: InboxCounts }
  | { type: 'entry'; conversation: string; entry: InboxEntry }
  | { type: 'delta'; conversation: string; message: string; from: number; text: string }
  | { type: 'working'; conversation: string; working: boolean }
  /** `by` is set where an operator types; else it is the visitor. */
  | { type: 'typing'; conversation: string; typing: boolean; by?: OperatorRef }
  | { type: 'presence'; conversation: string; online: boolean; page: string | null }
  /** A visitor, under all of their ids, was shut out or let in again. */
  | { type: 'blocked'; visitors: string[]; blocked: boolean }
  /** Who has the named conversation open, without the one who is told. */
  | { type: 'watchers'; conversation: string; watchers: OperatorRef[] };
