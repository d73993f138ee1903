import type { CloseRun, HookName } from '../../../shared/run.ts';
import { hookRun } from '../hooks.ts';
import { done, type Program, start } from '../program.ts';

const hooks: Record<CloseRun['status'], HookName> = { ended: 'onConversationEnd', aborted: 'onConversationAbort', failed: 'onConversationFailed' };

/** The end of a conversation: its hook, then the final status (C-06). */
export const close: Program<'close'> = (run, { project, conversation }) => {
  if (run.at === 0) return start(1, hookRun(project, { hook: hooks[run.status], stage: conversation.stage, id: `${run.id}.hook` }));
  if (run.at === 1) return { want: 'status', at: 2, status: run.status, reason: run.reason };
  return done();
};
