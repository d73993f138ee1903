import type { Conversation } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { LoopCall, ReplyRun, Round } from '../../shared/run.ts';
import { callablesOf } from './callables.ts';
import { isRecord } from './fits.ts';
import { workflowNow, workflowPrompt } from './workflow.ts';

/** What the prompt of a round says beside the stage's own: where the workflow stands, and whether something critical went wrong. */
export function loopPrompt(project: Project, conversation: Conversation, run: ReplyRun): string {
  const stage = project.stages.find(({ name }) => name === run.stage);
  const workflow = stage?.workflow ? workflowPrompt(stage.workflow, workflowNow(stage.workflow, conversation, run.stage)) : '';
  return [workflow, errorFlag(project, run)].filter(Boolean).join('\n\n');
}

/** Says that the last call of a critical tool failed, until one works (R001-20). */
export function errorFlag(project: Project, { rounds, stage }: Pick<ReplyRun, 'rounds' | 'stage'>): string {
  const critical = callablesOf(
    project,
    project.stages.find(({ name }) => name === stage),
  ).filter((it) => it.critical);
  const failed = critical.filter(({ wire }) => hasFailed(lastCall(rounds, wire))).map(({ name }) => name);
  return failed.length === 0 ? '' : `ERROR STATE: ${failed.join(', ')} failed, which is critical. Do not act as if it had worked.`;
}

const hasFailed = (call: LoopCall | undefined): boolean => call?.isError === true || (isRecord(call?.result) && call.result.success === false);

const lastCall = (rounds: readonly Round[], tool: string) =>
  rounds.flatMap(({ calls }) => calls).findLast((it) => it.tool === tool && it.result !== undefined);
