import type { WaitingCall, WaitingCheckpoint } from './checkpoint.ts';
import type { Change } from './conversation.ts';
import type { EffectTrace, Event, Evidence } from './event.ts';
import type { Finding } from './finding.ts';
import type { ProblemReport } from './problem.ts';
import type { Operator, Role } from './roles.ts';
import type { Outcome } from './run.ts';
import type { TestRun } from './test-run.ts';
import type { Value, Values } from './value.ts';

/**
 * The operator's API under /admin/api, JSON both ways; docs/admin.md lists the routes.
 * Every answer that is not 2xx has the body `{ problem }`.
 */
export type AdminProblem = { problem: ProblemReport; findings?: Finding[] };

/**
 * GET /session: who is signed in; 401 where nobody is. POST /session: signs in, with the token of a one-time link or with a password.
 * `id` and `login` are empty for whoever came by the first link and has no account yet.
 */
export type AdminSession = Operator & { login: string; isByLink: boolean };
export type SignInRequest = { token: string } | { login: string; password: string };

/** Who somebody wants to be: POST /account makes the first account, PUT /invitation the one that a link invites to. */
export type NewAccount = { name: string; login: string; password: string };
/** PUT /account/password; `current` may be left out in a session that began with a link. Every other session of the account ends. */
export type ChangePassword = { current?: string; password: string };

/** GET /sessions: the browsers in which one's own account is signed in; DELETE /sessions/:id ends one. */
export type AdminSessions = { sessions: { id: string; agent: string; startedAt: number; seenAt: number; isThis: boolean }[] };

/** GET /people; PUT /people/:id { role }, DELETE /people/:id. POST /invitations { role }: a link for one person, DELETE /invitations/:id. */
export type AdminPeople = { people: AdminPerson[]; invitations: AdminInvitation[] };
export type AdminPerson = { id: string; login: string; name: string; role: Role; createdAt: number };
export type AdminInvitation = { id: string; role: Role; by: string; createdAt: number; expiresAt: number };
export type InvitationMade = { token: string; invitation: AdminInvitation };
/** POST /invitation { token }: what a link invites to, for whoever has it. */
export type InvitationSeen = { role: Role; by: string };

/** GET /audit?before=…&what=…: the newest rows first. GET /audit/check: the first row that is not as it was written, or null. */
export type AdminAudit = { rows: AdminAuditRow[]; hasMore: boolean };
export type AdminAuditRow = { number: number; at: number; name: string; what: string; project: string; about: string; before: Value; after: Value };
export type AdminAuditCheck = { broken: number | null };

/** GET /projects */
export type AdminProjects = { projects: { name: string; version: number }[] };

/** GET /projects/:project/draft, and PUT the same with the revision that was read; the draft may be invalid. */
export type AdminDraft = { revision: number; document: Value; published: number; isChanged: boolean; findings: Finding[] };
export type SaveDraft = { revision: number; document: Value };

/** POST /projects/:project/publish: 422 with the findings where there are errors. Running conversations stay on their version unless they are moved. */
export type PublishRequest = { note: string; moveRunning?: boolean };
export type PublishAnswer = { version: number; findings: Finding[] };

/** GET /projects/:project/versions */
export type AdminVersions = { versions: { version: number; note: string; author: string; at: number; moveRunning?: boolean }[] };

/** POST /projects/:project/examine { document }: what the checks say about a document that is stored nowhere, such as a file before its import. */
export type ExamineRequest = { document: Value };
export type AdminExamined = { findings: Finding[] };

/** GET /projects/:project/running: how many conversations that have not ended run on which version. */
export type AdminRunning = { running: { version: number; conversations: number }[] };

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
  /** The last message as it is read, cut short. */
  preview: string;
  /** What the visitor's profile says under these names, where it does. */
  name?: string | null;
  email?: string | null;
};

/** GET /projects/:project/conversations/:id/events?after=…: the log as the trace shows it, 500 at a time. */
export type AdminEvents = { conversation: AdminConversation; events: Event[]; hasMore: boolean };

/** GET /projects/:project/versions/:version */
export type AdminVersion = { document: Value };

/** POST /projects/:project/explain: why a text means an action of a stage or does not, by the published version, an older one, or the draft. */
export type ExplainRequest = { stage: string; text: string; version?: number; draft?: true };
export type AdminExplained = { candidates: { action: string; score: number; threshold: number; accepted: boolean; evidence: Evidence }[] };

/** POST /projects/:project/try: runs one tool of the draft alone; webhooks and models are really called. */
export type TryRequest = { tool: string; parameters?: Values; vars?: Values; profile?: Values; stage?: string; userInput?: string };
export type TryAnswer = { outcome: Outcome; changes: Change[]; trace: EffectTrace; milliseconds: number };

/**
 * GET /projects/:project/approvals: calls of tools that wait for an operator.
 * POST /projects/:project/conversations/:id/approvals/:wait { approve }: 204, or 409 where somebody else was first.
 */
export type AdminApprovals = {
  approvals: WaitingCall[];
  /** Steps of prompt sequences that wait; shared/checkpoint.ts says how they are decided. */
  checkpoints: WaitingCheckpoint[];
};

/**
 * POST /projects/:project/rehearsals: a conversation on the draft that nobody else sees; `again` runs the input of a turn
 * of a real conversation on the draft, with the state that it met then. Then, under …/rehearsals/:id, POST say { text },
 * fire { command, parameters }, set { name, value, stage }, jump { stage }, decide { wait, approve }, again { conversation, turn },
 * visitor { same, profile, stage, vars } for a new conversation, and GET events?after=…; each answers when all has come
 * to rest, with what happened since.
 */
export type StartRehearsal = Begun & { again?: { conversation: string; turn: number } };
export type NewVisitor = Begun & { same?: boolean };
export type Begun = { profile?: Values; stage?: string; vars?: Values };
export type AdminRehearsal = {
  id: string;
  conversation: string;
  stage: string;
  status: string;
  vars: Values;
  profile: Values;
  /** Calls that wait for somebody to allow them. */
  approvals: { id: string; tool: string; arguments: Value }[];
  events: Event[];
};

/** POST /projects/:project/tests/run { name }: all tests of the draft, or the one of that name. */
export type RunTests = { name?: string };
export type AdminTestRun = TestRun;

/** POST /projects/:project/try-model { model }: asks the model as it stands in the editor one tiny question. */
export type TryModelAnswer = {
  verdict: 'ok' | 'key_missing' | 'key_refused' | 'unreachable' | 'model_unknown' | 'busy' | 'failed';
  /** What it answered, or what is missing; never with a key in it. */
  message: string;
  milliseconds: number;
  inputTokens?: number;
  outputTokens?: number;
};
