import type { Request } from 'express';
import { z } from 'zod';
import type { AdminConversation, AdminConversations, AdminEvents, AdminExplained } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import type { ConversationRow } from '../ports.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const question = z.strictObject({
  stage: z.string().max(128),
  text: z.string().max(8_000),
  version: z.number().int().min(1).optional(),
  draft: z.literal(true).optional(),
});
const eventsAtOnce = 500;

/** What was said, and why it went as it did. */
export function conversationRoutes({ store, versions, classifier, rehearsals }: Door): Route[] {
  return [
    {
      method: 'get',
      path: '/projects/:project/conversations',
      right: 'view',
      async handle(request) {
        const before = numberIn(request, 'before');
        const page = { limit: Math.min(200, numberIn(request, 'limit') ?? 50), ...(before === undefined ? {} : { before }) };
        const rows = await store.conversations(part(request, 'project'), page);
        return { conversations: rows.map(rowView) } satisfies AdminConversations;
      },
    },
    {
      method: 'get',
      path: '/projects/:project/conversations/:id/events',
      right: 'view',
      async handle(request) {
        const row = await store.conversation(part(request, 'id'));
        if (!row || row.project !== part(request, 'project')) throw new Problem('admin.unknown');
        const events = await store.events(row.id, numberIn(request, 'after') ?? 0, eventsAtOnce + 1);
        return { conversation: rowView(row), events: events.slice(0, eventsAtOnce), hasMore: events.length > eventsAtOnce } satisfies AdminEvents;
      },
    },
    {
      method: 'post',
      path: '/projects/:project/explain',
      right: 'view',
      async handle(request) {
        const project = part(request, 'project');
        const { stage, text, version, draft } = parsed(question, request.body, 'admin.invalid');
        if (draft) return { candidates: ranked(await rehearsals.explain(project, { stage, text })) } satisfies AdminExplained;
        const ready = await (version ? versions.at(project, version) : versions.current(project));
        const explained = await Promise.all((ready.tasks.get(stage) ?? []).map((task) => classifier.explain(task, text)));
        return { candidates: ranked(explained.flat()) } satisfies AdminExplained;
      },
    },
  ];
}

const ranked = (explained: AdminExplained['candidates']): AdminExplained['candidates'] =>
  explained.toSorted((left, right) => right.score - left.score);

/** A row of the store as the operator sees it. */
const rowView = ({ id, version, visitor, status, stage, turns, startedAt, changedAt, preview, inbox }: ConversationRow): AdminConversation => ({
  id,
  version,
  visitor,
  status,
  stage,
  turns,
  startedAt,
  changedAt,
  preview,
  name: inbox.name,
  email: inbox.email,
});

/** A whole number of a query that is not negative, or nothing. */
export function numberIn(request: Request, name: string): number | undefined {
  const text = request.query[name];
  const number = typeof text === 'string' ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
