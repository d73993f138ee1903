import { type BlockAnswer, blockRequest } from '../../shared/inbox.ts';
import { Problem } from '../../shared/problem.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import type { Feed } from './inbox-feed.ts';
import { parsed } from './parsed.ts';

/** Shuts a visitor out of a project, or lets them in again, under every id that the person behind it is known by (docs/handoff.md). */
export const blockRoute = ({ store, blocks, identities, audit }: Door, feed: (project: string) => Feed): Route => ({
  method: 'post',
  path: '/projects/:project/visitors/:visitor/block',
  right: 'operate',
  async handle(request, _response, who) {
    const [project, visitor] = [part(request, 'project'), part(request, 'visitor')];
    const { blocked } = parsed(blockRequest, request.body ?? {}, 'admin.invalid');
    if (!(await store.latest(project, visitor))) throw new Problem('admin.unknown');
    const visitors = await identities.idsOf(project, visitor);
    const before = await blocks.isBlocked(project, visitors);
    await blocks.set(project, visitors, blocked);
    if (before !== blocked) {
      const what = blocked ? 'visitor.blocked' : 'visitor.unblocked';
      await audit.add(who, { what, project, about: visitor, before: { blocked: before }, after: { blocked } });
      feed(project).blocked(visitors, blocked);
    }
    return { blocked } satisfies BlockAnswer;
  },
});
