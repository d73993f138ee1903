import { z } from 'zod';
import type { AdminApprovals } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const decision = z.strictObject({ approve: z.boolean() });

/** Calls of tools that wait for an operator: what they are, and the word that lets them run or not. */
export function approvalRoutes({ conversations, store, audit }: Pick<Door, 'conversations' | 'store' | 'audit'>): Route[] {
  return [
    {
      method: 'get',
      path: '/projects/:project/approvals',
      right: 'view',
      handle: (request): Promise<AdminApprovals> => conversations.waiting(part(request, 'project')),
    },
    {
      method: 'post',
      path: '/projects/:project/conversations/:id/approvals/:wait',
      right: 'operate',
      async handle(request, _response, who) {
        const { approve } = parsed(decision, request.body, 'admin.invalid');
        const row = await store.conversation(part(request, 'id'));
        if (!row || row.project !== part(request, 'project')) throw new Problem('admin.unknown');
        const { calls } = await conversations.sequences.look(row.id);
        const tool = calls.find(({ id }) => id === part(request, 'wait'))?.tool ?? '';
        await conversations.decide(row.id, { wait: part(request, 'wait'), approve, by: who.name });
        await audit.add(who, { what: 'approval.decided', project: row.project, about: row.id, before: { waits: tool }, after: { approve } });
      },
    },
  ];
}
