import { hookRun } from '../hooks.ts';
import { done, type Program, start } from '../program.ts';

/** Where a move begins that leaves no stage: the first one of a conversation. */
export const entering = 1;

/** A move between stages: what leaving does, the switch, what entering does (R003-15). */
export const move: Program<'move'> = (run, { project, conversation }) => {
  if (run.at === 0) return start(1, hookRun(project, { hook: 'onLeave', stage: conversation.stage, id: `${run.id}.leave` }));
  if (run.at === 1) return { want: 'stage', at: 2, to: run.to };
  if (run.at === 2) return start(3, hookRun(project, { hook: 'onEnter', stage: run.to, id: `${run.id}.enter` }));
  return done();
};
