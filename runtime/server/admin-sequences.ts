import type { Request } from 'express';
import { z } from 'zod';
import type { AdminSequences, AdminTask, RevertAnswer, TaskAnswer } from '../../shared/checkpoint.ts';
import { Problem } from '../../shared/problem.ts';
import type { ConversationRow } from '../ports.ts';
import { part, type Route } from './admin-route.ts';
import { audit } from './audit.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const id = z.string().min(1).max(200);
const task = z.strictObject({
  task_source: z.literal('sequence'),
  sequence_id: id,
  sequence_variables: z.record(z.string().max(128), z.string()).default({}),
  conversation: id,
});
const decision = z.strictObject({
  how: z.enum(['approve', 'reject_and_continue', 'reject_and_stop', 'rebase']),
  items: z.array(z.string().max(300)).max(1_000).optional(),
  edits: z.record(z.string().max(300), z.json()).optional(),
  reason: z.string().max(2_000).optional(),
});
const checkpointPath = '/projects/:project/conversations/:id/checkpoints/:checkpoint';

/** Prompt sequences: starting them, what came of them, and what operators say to their checkpoints (docs/prompt-sequences.md). */
export const sequenceRoutes = (door: Door): Route[] => [startRoute(door), ...lookRoutes(door), ...verdictRoutes(door)];

/** The names of the fields are those of the task API (R002-22). */
const startRoute = (door: Door): Route => ({
  method: 'post',
  path: '/projects/:project/tasks',
  right: 'operate',
  async handle(request, _response, who): Promise<TaskAnswer> {
    const { sequence_id: sequence, sequence_variables: variables, conversation } = parsed(task, request.body, 'admin.invalid');
    const row = await rowOf(door, request, conversation);
    const run = await door.conversations.sequences.start(row.id, { sequence, variables, by: who.name });
    await audit(door, who, { what: 'sequence.started', project: row.project, about: row.id, after: { sequence, run: run.id } });
    return { id: run.id, status: run.status };
  },
});

function lookRoutes(door: Door): Route[] {
  const { sequences } = door.conversations;
  return [
    {
      method: 'get',
      path: '/projects/:project/tasks/:id',
      right: 'view',
      async handle(request): Promise<AdminTask> {
        const row = await rowOf(door, request, String(request.query.conversation ?? ''));
        const { runs, checkpoints } = await sequences.look(row.id);
        const run = runs.find((it) => it.id === part(request, 'id'));
        if (!run) throw new Problem('admin.unknown');
        return { ...run, checkpoints: checkpoints.filter((it) => it.run === run.id) };
      },
    },
    {
      method: 'get',
      path: '/projects/:project/conversations/:id/sequences',
      right: 'view',
      handle: async (request): Promise<AdminSequences> => sequences.look((await rowOf(door, request, part(request, 'id'))).id),
    },
  ];
}

function verdictRoutes(door: Door): Route[] {
  const { conversations } = door;
  return [
    {
      method: 'post',
      path: `${checkpointPath}/decision`,
      right: 'operate',
      async handle(request, _response, who) {
        const said = parsed(decision, request.body, 'admin.invalid');
        const row = await rowOf(door, request, part(request, 'id'));
        const wait = part(request, 'checkpoint');
        const { checkpoints } = await conversations.sequences.look(row.id);
        if (!checkpoints.some(({ id }) => id === wait)) throw new Problem('admin.unknown');
        const approve = said.how === 'approve' || said.how === 'rebase';
        await conversations.decide(row.id, { wait, approve, by: who.name, ...given(said) });
        await audit(door, who, { what: 'checkpoint.decided', project: row.project, about: row.id, after: { checkpoint: wait, how: said.how } });
      },
    },
    {
      method: 'post',
      path: `${checkpointPath}/revert`,
      right: 'operate',
      async handle(request, _response, who): Promise<RevertAnswer> {
        const row = await rowOf(door, request, part(request, 'id'));
        const checkpoint = part(request, 'checkpoint');
        const notReverted = await conversations.sequences.revert(row.id, { checkpoint, by: who.name });
        await audit(door, who, { what: 'checkpoint.reverted', project: row.project, about: row.id, after: { checkpoint } });
        return { notReverted };
      },
    },
  ];
}

/** What was said, without what was left out. */
const given = ({ how, items, edits, reason }: z.infer<typeof decision>) => ({
  how,
  ...(items ? { items } : {}),
  ...(edits ? { edits } : {}),
  ...(reason ? { reason } : {}),
});

/** The conversation of this project; another project's is not there. */
async function rowOf({ store }: Door, request: Request, conversation: string): Promise<ConversationRow> {
  const row = await store.conversation(conversation);
  if (!row || row.project !== part(request, 'project')) throw new Problem('admin.unknown');
  return row;
}
