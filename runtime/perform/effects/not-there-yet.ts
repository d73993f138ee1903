import { Problem, report } from '../../../shared/problem.ts';
import type { Done, Task } from '../turn.ts';

/** An effect whose program is still to be built: it fails by name, is seen in the trace, and the turn goes on. */
export const notThereYet = ({ effect }: Task): Done => ({
  outcome: { ok: false, problem: report(new Problem('effect.not_there_yet', { effect: effect.type })) },
  changes: [],
});
