import type { z } from 'zod';
import { pathText } from '../../shared/finding.ts';
import { Problem, type ProblemCode } from '../../shared/problem.ts';

/** What came from outside, in its right shape; throws a Problem that names the first thing that is wrong. */
export function parsed<S extends z.ZodType>(schema: S, given: unknown, code: ProblemCode = 'message.invalid'): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Problem(code, { reason: `${pathText(issue?.path ?? []) || 'the packet'}: ${issue?.message ?? 'not understood'}` });
}
