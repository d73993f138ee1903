import type { Request, Response, Router } from 'express';
import { Problem } from '../../shared/problem.ts';
import { may, type Operator, type Right } from '../../shared/roles.ts';

/**
 * One route of the operator's API: who may use it stands beside what it does, so none can be without. What `handle`
 * answers is sent as JSON; nothing becomes 204; a handler that has answered by itself gives `handled`.
 */
export type Route = {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  right: Right;
  handle(request: Request, response: Response, who: Operator): unknown;
};

/** Says that a handler has sent its answer by itself, such as a stream or a file. */
export const handled = Symbol('handled');

/** Adds routes to a router; whoever lacks the right gets `admin.not_allowed` before anything is read (G-27). */
export function addRoutes(router: Router, routes: readonly Route[], whoIs: (response: Response) => Operator): void {
  for (const { method, path, right, handle } of routes)
    router[method](path, async (request, response) => {
      const who = whoIs(response);
      if (!may(who.role, right)) throw new Problem('admin.not_allowed', { role: who.role });
      const answer = await handle(request, response, who);
      if (answer === handled) return;
      if (answer === undefined) response.status(204).end();
      else response.json(answer);
    });
}

/** A named part of a route's path. */
export const part = (request: Request, name: string): string => String(request.params[name] ?? '');
