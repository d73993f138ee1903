import { z } from 'zod';
import { identifier, name, text, value } from './words.ts';

/** What a step should come to; what is not named may be as it likes. */
const expectation = z.strictObject({
  actions: z.array(name).max(50).optional(),
  stage: name.optional(),
  vars: z.record(identifier, value).optional(),
  reply: z
    .union([z.strictObject({ text }), z.strictObject({ pattern: z.string().min(1).max(500) })], { error: 'an object with "text" or "pattern"' })
    .optional(),
  status: z.enum(['active', 'waiting_for_human', 'with_human', 'ended', 'aborted', 'failed']).optional(),
});

const expect = { expect: expectation.optional() };

/** One thing that a visitor or the author does, and what should come of it. */
export const testStep = z.union(
  [
    z.strictObject({ say: z.string().min(1).max(8_000), ...expect }),
    z.strictObject({ fire: z.strictObject({ command: name, parameters: z.record(identifier, value).optional() }), ...expect }),
    z.strictObject({ set: z.record(identifier, value), ...expect }),
    z.strictObject({ jump: name, ...expect }),
  ],
  { error: 'a step with "say", "fire", "set" or "jump", and "expect"' },
);

/** A conversation with what should happen in it; it has no influence on real ones. */
export const projectTest = z.strictObject({
  name,
  stage: name.optional(),
  vars: z.record(identifier, value).optional(),
  profile: z.record(identifier, value).optional(),
  steps: z.array(testStep).min(1).max(200),
});

export type ProjectTest = z.infer<typeof projectTest>;
export type TestStep = z.infer<typeof testStep>;
export type Expectation = z.infer<typeof expectation>;
