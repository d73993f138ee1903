import type { RequestHandler } from 'express';
import type { NudgeDocument } from '../../shared/protocol.ts';
import { type Door, isAllowedOrigin } from './door.ts';
import { visitorProblem } from './visitor-problem.ts';
import { nudgeRules } from './visitor-view.ts';

const age = 300;

/** `widget.json`: the messages that come by themselves, for pages that have no connection yet. Public as the page itself, and nothing else is in it (P-33). */
export const widgetDocument =
  ({ versions, log }: Pick<Door, 'versions' | 'log'>): RequestHandler<{ project: string }> =>
  async (request, response) => {
    const { origin } = request.headers;
    try {
      const { project } = await versions.current(request.params.project);
      response.setHeader('vary', 'origin');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      // A page of the chat's own origin says no origin; one that may not embed it is told nothing.
      if (origin !== undefined && !isAllowedOrigin(project, origin)) return void response.status(403).end();
      if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
      response.setHeader('cache-control', `public, max-age=${age}`);
      response.json({ proactive: nudgeRules(project) } satisfies NudgeDocument);
    } catch (thrown) {
      response.status(404).json({ problem: visitorProblem(thrown, log) });
    }
  };
