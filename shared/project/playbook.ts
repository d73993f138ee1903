import { z } from 'zod';
import { card, replyButton } from './effect.ts';
import { authoredValue, expression, identifier, language, name, template, text } from './words.ts';

const id = name.optional();
const accepted = z.array(z.string().min(1).max(200)).max(100);
const logical = z.enum(['AND', 'OR']);

/** The eight operators of the source, and four numeric ones beside them (R004-55 … R004-62, C-34). */
export const operator = z.enum([
  'is',
  'is_not',
  'starts_with',
  'ends_with',
  'contains',
  'does_not_contain',
  'is_set',
  'is_not_set',
  'gt',
  'gte',
  'lt',
  'lte',
]);

const condition = z.strictObject({ variable: identifier, operator, value: authoredValue.optional(), case_sensitive: z.boolean().default(false) });

export type Condition = z.infer<typeof condition>;
export type ConditionGroup = { operator: 'AND' | 'OR'; conditions: Condition[]; groups?: ConditionGroup[] | undefined };
const group: z.ZodType<ConditionGroup> = z.strictObject({
  operator: logical,
  conditions: z.array(condition),
  groups: z.array(z.lazy(() => group)).optional(),
});

const image = z.strictObject({ url: z.string().max(2_000), alt: z.string().max(500).default('') });
const send = z.strictObject({
  type: z.literal('SEND'),
  id,
  mode: z.enum(['fixed', 'contextual']).default('fixed'),
  text: template.optional(),
  instruction: template.optional(),
  translations: z.record(language, template).optional(),
  images: z.array(image).optional(),
  buttons: z.array(replyButton).max(12).optional(),
  cards: z.array(card).min(1).max(10).optional(),
});
const set = z.strictObject({
  type: z.literal('SET'),
  id,
  mode: z.enum(['exact', 'reasoning']).default('exact'),
  variable: identifier,
  value: authoredValue.optional(),
  instruction: template.optional(),
  body: text.optional(),
  acceptedValues: accepted.optional(),
  fallback: authoredValue.optional(),
  effort: z.enum(['normal', 'high']).default('normal'),
});
const askInput = z.strictObject({
  variable: identifier,
  instructions: z.string().min(1, 'extraction instructions (R004-27)').max(20_000),
  captureMode: z.enum(['verbatim', 'mapped']).default('verbatim'),
  validate: z.enum(['email', 'phone', 'number', 'date', 'pattern']).optional(),
  pattern: z.string().max(500).optional(),
});
const ask = z.strictObject({
  type: z.literal('ASK'),
  id,
  mode: z.enum(['capture', 'map']).default('capture'),
  question: template.optional(),
  inputs: z.array(askInput).min(1).max(20),
  whenToAsk: z.enum(['only_when_needed', 'always']).default('only_when_needed'),
  phrasing: z.enum(['contextual', 'exact_words']).default('contextual'),
  /** Whether the question carries a form with its inputs; typed words answer it as well. */
  form: z.boolean().optional(),
  acceptedValues: accepted.optional(),
  maxReaskAttempts: z.number().int().min(1).max(20).default(4),
  fallback: authoredValue.optional(),
});
const run = z.strictObject({
  type: z.literal('RUN'),
  id,
  target: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('action'),
      name,
      inputs: z.record(identifier, authoredValue).default({}),
      statusVariable: identifier.optional(),
      saveAs: identifier.optional(),
    }),
    z.strictObject({ kind: z.literal('handoff'), reason: template.optional() }),
    z.strictObject({
      kind: z.literal('playbook'),
      name,
      inputs: z.record(identifier, authoredValue).default({}),
      outputs: z.record(identifier, identifier).default({}),
    }),
    z.strictObject({ kind: z.literal('exit') }),
  ]),
});
const goTo = z.strictObject({ type: z.literal('GO_TO'), id, target_step_id: name });

type Simple = z.infer<typeof send> | z.infer<typeof set> | z.infer<typeof ask> | z.infer<typeof run> | z.infer<typeof goTo>;
export type Branch = { operator: 'AND' | 'OR'; conditions: Condition[]; groups?: ConditionGroup[] | undefined; steps: Step[] };
export type IfElse = { type: 'IF_ELSE'; id?: string | undefined; branches: Branch[]; else?: Step[] | undefined };
export type Step = Simple | IfElse;

const branch: z.ZodType<Branch> = z.strictObject({
  operator: logical,
  conditions: z.array(condition).default([]),
  groups: z.array(group).optional(),
  steps: z.array(z.lazy(() => step)),
});
const ifElse = z.strictObject({
  type: z.literal('IF_ELSE'),
  id,
  branches: z.array(branch).min(1).max(50),
  else: z.array(z.lazy(() => step)).optional(),
});

/** One structured step (R004-03). */
export const step: z.ZodType<Step> = z.lazy(() => z.discriminatedUnion('type', [send, set, ask, run, goTo, ifElse]));

/** Sections of steps that an author can trust (R004-01). */
export const playbook = z.strictObject({
  name,
  description: text.optional(),
  examples: z.array(z.string().max(2_000)).default([]),
  condition: expression.optional(),
  triggerOnClientCommand: z.boolean().default(false),
  onlyInsideOtherPlaybooks: z.boolean().default(false),
  generalGuidelines: template.optional(),
  inputs: z.array(identifier).default([]),
  outputs: z.array(identifier).default([]),
  onHumanRequest: z.enum(['exit', 'stay']).default('exit'),
  onOffTopic: z.enum(['return', 'exit']).default('return'),
  /** What is said where a human is wanted and nobody can take over; the project's apology where it is left out. */
  handoffUnavailable: template.optional(),
  sections: z
    .array(z.strictObject({ name, steps: z.array(step).max(200) }))
    .min(1)
    .max(50),
});

export type Playbook = z.infer<typeof playbook>;
