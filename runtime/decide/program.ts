import type { Conversation, OpenTurn } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Outcome, PlannedEffect, ProgramName, Run, RunOf, Wait } from '../../shared/run.ts';

/** All that a program may look at. */
export type View = { project: Project; conversation: Conversation; turn: OpenTurn };

/** What a run wants next, and where it will stand once that is done. */
export type Want =
  | { want: 'effects'; at: Run['at'][]; effects: PlannedEffect[] }
  | { want: 'start'; at: Run['at']; run: Run }
  | { want: 'stage'; at: Run['at']; to: string }
  | { want: 'status'; at: Run['at']; status: Conversation['status']; reason: string }
  | { want: 'wait'; at: Run['at']; wait: Wait }
  | { want: 'jump'; at: Run['at']; reason: string }
  | { want: 'end'; outcome: Outcome };

/** A program is pure: given where its run stands, it says what comes next, and does nothing. */
export type Program<T extends ProgramName> = (run: RunOf<T>, view: View) => Want;

/** Does one effect; the run then stands at `at`. */
export const act = (at: Run['at'], effect: PlannedEffect): Want => ({ want: 'effects', at: [at], effects: [effect] });
/** Goes on at `at` without doing anything. */
export const jump = (at: Run['at'], reason: string): Want => ({ want: 'jump', at, reason });
/** The run is through. */
export const done = (): Want => ({ want: 'end', outcome: { ok: true, value: null } });
/** Starts another run on top of this one, which goes on at `at` when that has ended. */
export const start = (at: Run['at'], run: Run | null): Want => (run ? { want: 'start', at, run } : jump(at, 'nothing to run'));
