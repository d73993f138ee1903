import type { ProgramName, Run } from '../../shared/run.ts';
import type { Program, View, Want } from './program.ts';
import { actionSequence } from './programs/action-sequence.ts';
import { clarify } from './programs/clarify.ts';
import { close } from './programs/close.ts';
import { fill } from './programs/fill.ts';
import { handoff } from './programs/handoff.ts';
import { list } from './programs/list.ts';
import { move } from './programs/move.ts';
import { playbook } from './programs/playbook.ts';
import { promptSequence } from './programs/prompt-sequence.ts';
import { reply } from './programs/reply.ts';
import { withStarts } from './starts.ts';

const programs: { [T in ProgramName]: Program<T> } = {
  list,
  move,
  close,
  handoff,
  fill,
  clarify,
  playbook,
  action_sequence: actionSequence,
  reply,
  prompt_sequence: promptSequence,
};

/** What the run on top wants. */
export function next(run: Run, view: View): Want {
  // The table is typed by the union, so the entry under run.program takes exactly this run.
  return withStarts((programs[run.program] as (run: Run, view: View) => Want)(run, view), run, view);
}
