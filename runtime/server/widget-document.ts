import type { RequestHandler } from 'express';
import { Problem, problems } from '../../shared/problem.ts';
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
    response.setHeader('vary', 'origin');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
    try {
      const { project } = await versions.current(request.params.project);
      // A page of the chat's own origin says no origin; one that may not embed it is told why, and nothing else.
      if (origin !== undefined && !isAllowedOrigin(project, origin)) throw new Problem('origin.not_allowed', { origin });
      response.setHeader('cache-control', `public, max-age=${age}`);
      response.json({ proactive: nudgeRules(project) } satisfies NudgeDocument);
    } catch (thrown) {
      const problem = visitorProblem(thrown, log);
      // A page's script gets it as an answer that has come: of any other its browser would complain in lines of its own, beside ours.
      response.status(origin === undefined ? problems[problem.code].status : 200);
      response.setHeader('cache-control', 'no-store');
      response.json({ problem } satisfies NudgeDocument);
    }
  };
