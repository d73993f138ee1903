import { Problem, type ProblemCode, type ProblemReport, report } from '../../shared/problem.ts';
import type { Log } from './door.ts';

/** Problems whose reason names what is inside the house, such as the path of a file. */
const inside: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['turn.failed', 'store.unavailable', 'secret.missing']);

/** A problem as a visitor may know it: code and sentence; where the reason is about our insides, the log alone gets it (P-33, G-28). */
export function visitorProblem(thrown: unknown, log: Log): ProblemReport {
  if (thrown instanceof Problem && !inside.has(thrown.code)) return report(thrown);
  log.error({ reason: String(thrown) }, 'what a visitor asked for failed');
  const code = thrown instanceof Problem ? thrown.code : 'turn.failed';
  return report(new Problem(code, { reason: 'the log of the server says why', name: 'that it needs' }));
}
