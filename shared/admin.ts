import type { Change } from './conversation.ts';
import type { EffectTrace, Event, Evidence } from './event.ts';
import type { Finding } from './finding.ts';
import type { ProblemReport } from './problem.ts';
import type { Outcome } from './run.ts';
import type { Value, Values } from './value.ts';

/**
 * The operator's API under /admin/api, JSON both ways; docs/admin.md lists the routes.
 * Every answer that is not 2xx has the body `{ problem }`.
 */
export type AdminProblem = { problem: ProblemReport; findings?: Finding[] };

/** GET /session: who is signed in; 401 where nobody is. POST /session { token }: signs in with the one-time link. */
export type AdminSession = { name: string; role: 'owner' | 'editor' | 'operator' | 'viewer' };

/** GET /projects */
export type AdminProjects = { projects: { name: string; version: number }[] };

/** GET /projects/:project/draft, and PUT the same with the revision that was read; the draft may be invalid. */
export type AdminDraft = { revision: number; document: Value; published: number; isChanged: boolean; findings: Finding[] };
export type SaveDraft = { revision: number; document: Value };

/** POST /projects/:project/publish { note }: 422 with the findings where there are errors. */
export type PublishRequest = { note: string };
export type PublishAnswer = { version: number; findings: Finding[] };

/** GET /projects/:project/versions */
export type AdminVersions = { versions: { version: number; note: string; author: string; at: number }[] };

/** GET /projects/:project/conversations?before=…&limit=… */
export type AdminConversations = { conversations: AdminConversation[] };
export type AdminConversation = {
  id: string;
  version: number;
  visitor: string;
  status: string;
  stage: string;
  turns: number;
  startedAt: number;
  changedAt: number;
  preview: string;
};

/** GET /projects/:project/conversations/:id/events?after=…: the log as the trace shows it, 500 at a time. */
export type AdminEvents = { conversation: AdminConversation; events: Event[]; hasMore: boolean };

/** GET /projects/:project/versions/:version */
export type AdminVersion = { document: Value };

/** POST /projects/:project/explain: why a text means an action of a stage or does not, by the published version or an older one. */
export type ExplainRequest = { stage: string; text: string; version?: number };
export type AdminExplained = { candidates: { action: string; score: number; threshold: number; accepted: boolean; evidence: Evidence }[] };

/** POST /projects/:project/try: runs one tool of the draft alone; webhooks and models are really called. */
export type TryRequest = { tool: string; parameters?: Values; vars?: Values; profile?: Values; stage?: string; userInput?: string };
export type TryAnswer = { outcome: Outcome; changes: Change[]; trace: EffectTrace; milliseconds: number };

/**
 * GET /projects/:project/approvals: calls of tools that wait for an operator.
 * POST /projects/:project/conversations/:id/approvals/:wait { approve }: 204, or 409 where somebody else was first.
 */
export type AdminApprovals = { approvals: { conversation: string; visitor: string; stage: string; id: string; tool: string; arguments: Value }[] };
