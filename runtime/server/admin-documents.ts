import { z } from 'zod';
import type { AdminDraft, AdminExamined, AdminProjects, AdminRunning, AdminVersions, PublishAnswer } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import { same, type Value } from '../../shared/value.ts';
import type { Press } from '../perform/publish.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const saveDraft = z.strictObject({ revision: z.number().int().min(0), document: z.json() });
const examineRequest = z.strictObject({ document: z.json() });
const publishRequest = z.strictObject({ note: z.string().max(2_000).default(''), moveRunning: z.boolean().default(false) });
const record = z.record(z.string().max(128), z.json());
const trial = z.strictObject({
  tool: z.string().min(1).max(128),
  parameters: record.default({}),
  vars: record.optional(),
  profile: record.optional(),
  stage: z.string().max(128).optional(),
  userInput: z.string().max(8_000).optional(),
});

/** Drafts, versions, and the tester of single tools. */
export const documentRoutes = (door: Door, press: Press): Route[] => [...draftRoutes(door, press), ...versionRoutes(door)];

function draftRoutes({ store, clock, audit }: Door, press: Press): Route[] {
  const draft = '/projects/:project/draft';
  return [
    { method: 'get', path: draft, right: 'view', handle: (request) => draftOf(store, press, part(request, 'project')) },
    {
      method: 'put',
      path: draft,
      right: 'edit',
      async handle(request, _response, who) {
        const project = part(request, 'project');
        const before = (await store.draft(project))?.document ?? ((await known(store, project)).document as unknown as Value); // a published document is JSON
        const { revision, document } = parsed(saveDraft, request.body, 'admin.invalid');
        await store.saveDraft({ project, revision, document, changedAt: clock.now() });
        await audit.saved(who, { project, revision, before, after: document });
        return draftOf(store, press, project);
      },
    },
    {
      method: 'post',
      path: '/projects/:project/publish',
      right: 'edit',
      async handle(request, _response, who) {
        const project = part(request, 'project');
        const { note, moveRunning } = parsed(publishRequest, request.body, 'admin.invalid');
        const { document, published } = await draftOf(store, press, project);
        if (nameOf(document) !== project) throw new Problem('admin.invalid', { reason: `the document's name must stay "${project}"` });
        const answer: PublishAnswer = await press.publish({ document, note, author: who.name, moveRunning });
        await audit.flush(project);
        const after = { version: answer.version, note, moveRunning };
        await audit.add(who, { what: 'project.published', project, before: { version: published }, after });
        return answer;
      },
    },
    {
      method: 'post',
      path: '/projects/:project/examine',
      right: 'edit',
      async handle(request) {
        await known(store, part(request, 'project'));
        const { findings } = await press.examine(parsed(examineRequest, request.body, 'admin.invalid').document);
        return { findings } satisfies AdminExamined;
      },
    },
    {
      method: 'post',
      path: '/projects/:project/try',
      right: 'edit',
      async handle(request, _response, who) {
        const project = part(request, 'project');
        const { document } = await draftOf(store, press, project);
        const given = parsed(trial, request.body, 'admin.invalid');
        const tried = await press.tryTool(document, given);
        // It may have reached the outside world; what it was given may be about a person and stays out.
        await audit.add(who, { what: 'tool.tried', project, about: given.tool, after: { ok: tried.outcome.ok } });
        return tried;
      },
    },
  ];
}

function versionRoutes({ store }: Door): Route[] {
  return [
    {
      method: 'get',
      path: '/projects',
      right: 'view',
      async handle() {
        const names = await store.projects();
        const projects = await Promise.all(names.map(async (name) => ({ name, version: (await store.current(name))?.version ?? 0 })));
        return { projects } satisfies AdminProjects;
      },
    },
    {
      method: 'get',
      path: '/projects/:project/versions',
      right: 'view',
      async handle(request) {
        const project = part(request, 'project');
        await known(store, project);
        const versions = await store.versions(project);
        return { versions: versions.map(({ project: _, ...version }) => version) } satisfies AdminVersions;
      },
    },
    {
      method: 'get',
      path: '/projects/:project/running',
      right: 'view',
      async handle(request) {
        const project = part(request, 'project');
        await known(store, project);
        return { running: await store.running(project) } satisfies AdminRunning;
      },
    },
    {
      method: 'get',
      path: '/projects/:project/versions/:version',
      right: 'view',
      async handle(request) {
        const version = await store.version(part(request, 'project'), Number(part(request, 'version')) || 0);
        if (!version) throw new Problem('admin.unknown');
        return { document: version.document };
      },
    },
  ];
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
