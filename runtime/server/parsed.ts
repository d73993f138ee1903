import type { z } from 'zod';
import { pathText } from '../../shared/finding.ts';
import { Problem, type ProblemCode } from '../../shared/problem.ts';

/** What came from outside, in its right shape; throws a Problem that names the first thing that is wrong. */
export function parsed<S extends z.ZodType>(schema: S, given: unknown, code: ProblemCode = 'message.invalid'): z.output<S> {
  const result = checked(schema, given, code);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Problem(code, { reason: `${pathText(issue?.path ?? []) || 'the packet'}: ${issue?.message ?? 'not understood'}` });
}

function checked<S extends z.ZodType>(schema: S, given: unknown, code: ProblemCode) {
  try {
    return schema.safeParse(given);
  } catch (thrown) {
    // Whoever sends a hundred thousand brackets uses up the stack that a schema walks on.
    if (thrown instanceof RangeError) throw new Problem(code, { reason: 'the packet: nested too deeply' }, { cause: thrown });
    throw thrown;
  }
}
