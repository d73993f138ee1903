import type { Router } from 'express';
import { z } from 'zod';
import type { AdminApprovals } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const decision = z.strictObject({ approve: z.boolean() });

/** Calls of tools that wait for an operator: what they are, and the word that lets them run or not. */
export function approvalRoutes(router: Router, { conversations, store }: Pick<Door, 'conversations' | 'store'>): void {
  router.get('/projects/:project/approvals', async (request, response) => {
    response.json({ approvals: await conversations.waiting(request.params.project) } satisfies AdminApprovals);
  });
  router.post('/projects/:project/conversations/:id/approvals/:wait', async (request, response) => {
    const { project, id, wait } = request.params;
    const { approve } = parsed(decision, request.body, 'admin.invalid');
    const row = await store.conversation(id);
    if (!row || row.project !== project) throw new Problem('admin.unknown');
    await conversations.decide(id, { wait, approve, by: 'owner' });
    response.status(204).end();
  });
}
