import { Problem, report } from '../../../shared/problem.ts';
import type { Done, Task } from '../turn.ts';

/** An effect that is a program: it is started in its place, so whoever asks a handler for it has put it where none can start. */
export const started = ({ effect }: Task): Done => ({
  outcome: { ok: false, problem: report(new Problem('effect.failed', { effect: effect.type, reason: 'it cannot be started here' })) },
  changes: [],
});
