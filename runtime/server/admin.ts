import express, { type ErrorRequestHandler, type Request, type Router } from 'express';
import { z } from 'zod';
import type {
  AdminConversation,
  AdminConversations,
  AdminDraft,
  AdminEvents,
  AdminExplained,
  AdminProjects,
  AdminVersions,
  PublishAnswer,
} from '../../shared/admin.ts';
import { Problem, problems, report } from '../../shared/problem.ts';
import { same, type Value } from '../../shared/value.ts';
import { type Press, RefusedPublish } from '../perform/publish.ts';
import type { ConversationRow } from '../ports.ts';
import { type AdminAccess, sameSite } from './admin-access.ts';
import { approvalRoutes } from './admin-approvals.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const saveDraft = z.strictObject({ revision: z.number().int().min(0), document: z.json() });
const publishRequest = z.strictObject({ note: z.string().max(2_000).default('') });
const record = z.record(z.string().max(128), z.json());
const trial = z.strictObject({
  tool: z.string().min(1).max(128),
  parameters: record.default({}),
  vars: record.optional(),
  profile: record.optional(),
  stage: z.string().max(128).optional(),
  userInput: z.string().max(8_000).optional(),
});
const question = z.strictObject({ stage: z.string().max(128), text: z.string().max(8_000), version: z.number().int().min(1).optional() });
const signIn = z.strictObject({ token: z.string().min(1).max(200) });
const eventsAtOnce = 500;

/** The operator's API (docs/admin.md). Everything but signing in asks for a session. */
export function adminRoutes(door: Door, access: AdminAccess, press: Press): Router {
  const router = express.Router();
  router.use(express.json({ limit: '5mb' }));
  router.post('/session', async (request, response) => {
    sameSite(request);
    response.json(await access.signIn(parsed(signIn, request.body, 'admin.invalid').token, request, response));
  });
  router.use(access.guard);
  router.get('/session', (_request, response) => void response.json({ name: 'owner', role: 'owner' }));
  router.delete('/session', async (request, response) => {
    await access.signOut(request, response);
    response.status(204).end();
  });
  documentRoutes(router, door, press);
  conversationRoutes(router, door);
  approvalRoutes(router, door);
  router.use(() => {
    throw new Problem('admin.unknown');
  });
  router.use(asProblem(door));
  return router;
}

function documentRoutes(router: Router, { store }: Door, press: Press): void {
  router.get('/projects', async (_request, response) => {
    const names = await store.projects();
    const projects = await Promise.all(names.map(async (name) => ({ name, version: (await store.current(name))?.version ?? 0 })));
    response.json({ projects } satisfies AdminProjects);
  });
  router.get('/projects/:project/draft', async (request, response) => void response.json(await draftOf(store, press, request.params.project)));
  router.put('/projects/:project/draft', async (request, response) => {
    const { project } = request.params;
    await known(store, project);
    const { revision, document } = parsed(saveDraft, request.body, 'admin.invalid');
    await store.saveDraft({ project, revision, document, changedAt: Date.now() });
    response.json(await draftOf(store, press, project));
  });
  router.post('/projects/:project/publish', async (request, response) => {
    const { project } = request.params;
    const { note } = parsed(publishRequest, request.body, 'admin.invalid');
    const { document } = await draftOf(store, press, project);
    if (nameOf(document) !== project) throw new Problem('admin.invalid', { reason: `the document's name must stay "${project}"` });
    response.json((await press.publish({ document, note, author: 'owner' })) satisfies PublishAnswer);
  });
  router.post('/projects/:project/try', async (request, response) => {
    const { document } = await draftOf(store, press, request.params.project);
    response.json(await press.tryTool(document, parsed(trial, request.body, 'admin.invalid')));
  });
  router.get('/projects/:project/versions', async (request, response) => {
    await known(store, request.params.project);
    const versions = await store.versions(request.params.project);
    response.json({ versions: versions.map(({ version, note, author, at }) => ({ version, note, author, at })) } satisfies AdminVersions);
  });
  router.get('/projects/:project/versions/:version', async (request, response) => {
    const version = await store.version(request.params.project, Number(request.params.version) || 0);
    if (!version) throw new Problem('admin.unknown');
    response.json({ document: version.document });
  });
}

function conversationRoutes(router: Router, { store, versions, classifier }: Door): void {
  router.get('/projects/:project/conversations', async (request, response) => {
    const before = numberIn(request, 'before');
    const page = { limit: Math.min(200, numberIn(request, 'limit') ?? 50), ...(before === undefined ? {} : { before }) };
    const rows = await store.conversations(request.params.project, page);
    response.json({ conversations: rows.map(rowView) } satisfies AdminConversations);
  });
  router.post('/projects/:project/explain', async (request, response) => {
    const { stage, text, version } = parsed(question, request.body, 'admin.invalid');
    const ready = await (version ? versions.at(request.params.project, version) : versions.current(request.params.project));
    const explained = await Promise.all((ready.tasks.get(stage) ?? []).map((task) => classifier.explain(task, text)));
    response.json({ candidates: explained.flat().toSorted((left, right) => right.score - left.score) } satisfies AdminExplained);
  });
  router.get('/projects/:project/conversations/:id/events', async (request, response) => {
    const row = await store.conversation(request.params.id);
    if (!row || row.project !== request.params.project) throw new Problem('admin.unknown');
    const events = await store.events(row.id, numberIn(request, 'after') ?? 0, eventsAtOnce + 1);
    response.json({ conversation: rowView(row), events: events.slice(0, eventsAtOnce), hasMore: events.length > eventsAtOnce } satisfies AdminEvents);
  });
}

/** The draft, or the published document where nobody has begun one. */
async function draftOf(store: Door['store'], press: Press, project: string): Promise<AdminDraft> {
  const current = await known(store, project);
  const draft = await store.draft(project);
  // A published document is JSON, which is what a draft holds.
  const published = current.document as unknown as Value;
  const document = draft?.document ?? published;
  const { findings } = await press.examine(document);
  return { revision: draft?.revision ?? 0, document, published: current.version, isChanged: !same(document, published), findings };
}

async function known(store: Door['store'], project: string) {
  const current = await store.current(project);
  if (!current) throw new Problem('project.unknown', { project });
  return current;
}

const nameOf = (document: Value): Value | undefined =>
  typeof document === 'object' && document !== null && !Array.isArray(document) ? document.name : undefined;

const rowView = ({ id, version, visitor, status, stage, turns, startedAt, changedAt, preview }: ConversationRow): AdminConversation => ({
  id,
  version,
  visitor,
  status,
  stage,
  turns,
  startedAt,
  changedAt,
  preview,
});

function numberIn(request: Request, name: string): number | undefined {
  const text = request.query[name];
  const number = typeof text === 'string' ? Number(text) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** Every problem as its code and sentence; what is not ours is logged and says no more than that it failed. */
const asProblem =
  ({ log }: Door): ErrorRequestHandler =>
  (thrown: unknown, request, response, _next) => {
    if (thrown instanceof RefusedPublish) return void response.status(422).json({ problem: report(thrown), findings: thrown.findings });
    if (thrown instanceof Problem) return void response.status(problems[thrown.code].status).json({ problem: report(thrown) });
    const status = typeof (thrown as { status?: unknown })?.status === 'number' ? (thrown as { status: number }).status : 500; // body-parser names its status
    log.error({ route: request.path, reason: String(thrown) }, 'an admin request failed');
    response
      .status(status)
      .json({ problem: report(new Problem('admin.invalid', { reason: status === 413 ? 'the body is too large' : 'it could not be read' })) });
  };
