import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { Problem, problems, report } from '../../shared/problem.ts';
import { type Press, RefusedPublish } from '../perform/publish.ts';
import { type AdminAccess, knownIn, sameSite } from './admin-access.ts';
import { accountRoutes } from './admin-accounts.ts';
import { approvalRoutes } from './admin-approvals.ts';
import { conversationRoutes } from './admin-conversations.ts';
import { documentRoutes } from './admin-documents.ts';
import { inboxRoutes } from './admin-inbox.ts';
import { modelRoutes } from './admin-models.ts';
import { rehearsalRoutes } from './admin-rehearsal.ts';
import { addRoutes, type Route } from './admin-route.ts';
import { sequenceRoutes } from './admin-sequences.ts';
import { openRoutes, sessionRoutes } from './admin-session.ts';
import type { Door } from './door.ts';

/** The operator's API (docs/admin.md). Everything but signing in asks for a session. */
export function adminRoutes(door: Door, access: AdminAccess, routes: readonly Route[]): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  for (const { method, path, handle } of openRoutes(door, access))
    router[method](path, fromOwnPage, express.json({ limit: '64kb' }), async (request, response) => response.json(await handle(request, response)));
  // Of a stranger's request nothing is read but its head; and whoever was sent away while a slow body came in is a stranger by then.
  router.use(access.guard, express.json({ limit: '5mb' }), access.guard);
  addRoutes(router, routes, (response) => knownIn(response).operator);
  router.use(() => {
    throw new Problem('admin.unknown');
  });
  router.use(asProblem(door));
  return router;
}

const fromOwnPage: RequestHandler = (request, _response, next) => {
  sameSite(request);
  next();
};

/** Every route that asks for a session, with the right that it asks for. */
export const routesOf = (door: Door, access: AdminAccess, press: Press): Route[] => [
  ...sessionRoutes(door, access),
  ...accountRoutes(door),
  ...documentRoutes(door, press),
  ...conversationRoutes(door),
  ...approvalRoutes(door),
  ...modelRoutes(door),
  ...rehearsalRoutes(door),
  ...inboxRoutes(door),
  ...sequenceRoutes(door),
];

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
