import { z } from 'zod';
import { action, hook } from './action.ts';
import { expression, identifier, name, template, text, value, valueType } from './words.ts';

/** What a stage variable or a profile field holds, and whether the page may see it. */
export const descriptor = z.strictObject({
  name: identifier,
  type: valueType.default('any'),
  description: text.optional(),
  default: value.optional(),
});

/** Decides what a message means: offline by examples, or by a language model (R003-32). */
export const classifier = z.strictObject({
  name,
  type: z.enum(['examples', 'model']).default('examples'),
  model: name.optional(),
  prompt: template.optional(),
  threshold: z.number().min(0).max(1).optional(),
});

/** Watches the conversation and writes variables, beside the classifiers (R003-04, R003-33). */
export const transformer = z.discriminatedUnion('type', [
  z.strictObject({ name, type: z.literal('script'), code: z.string().max(65_536), condition: expression.optional() }),
  z.strictObject({
    name,
    type: z.literal('model'),
    model: name.optional(),
    prompt: template.min(1),
    variables: z.array(identifier).min(1),
    condition: expression.optional(),
  }),
  z.strictObject({ name, type: z.literal('extract'), variables: z.array(identifier).min(1), condition: expression.optional() }),
]);

/** Named states with allowed transitions that each prompt of a tool loop carries (R001-08). */
export const workflow = z.strictObject({
  start: name,
  states: z.array(z.strictObject({ name, nextAction: text.optional(), terminal: z.boolean().default(false) })).min(1),
  data: z.array(descriptor).default([]),
  transitions: z.array(z.strictObject({ from: name, to: name, tool: name, when: expression.optional() })).default([]),
});

/** What one reply may use up while its model calls tools. */
export const loopLimits = z.strictObject({
  loopIterations: z.number().int().min(1).max(100).optional(),
  loopTokens: z.number().int().min(100).max(10_000_000).optional(),
  toolCalls: z.number().int().min(0).max(1_000).optional(),
  wallMilliseconds: z.number().int().min(100).max(600_000).optional(),
});

/** A phase of the conversation with its own variables, prompt and actions. */
export const stage = z.strictObject({
  name,
  description: text.optional(),
  prompt: template.optional(),
  variables: z.array(descriptor).default([]),
  classifier: name.optional(),
  transformers: z.array(name).default([]),
  model: name.optional(),
  threshold: z.number().min(0).max(1).optional(),
  tools: z.array(name).optional(),
  knowledgeTags: z.array(z.string().max(100)).optional(),
  workflow: workflow.optional(),
  /** Its own budget for a reply with tools, in place of the project's (C-47). */
  loopLimits: loopLimits.optional(),
  actions: z.array(action).default([]),
  onEnter: hook.optional(),
  onLeave: hook.optional(),
  onFallback: hook.optional(),
});

/** A question and its answer, found without a model by full text. */
export const knowledgeItem = z.strictObject({
  id: name,
  question: z.string().min(1).max(2_000),
  answer: template.min(1),
  tags: z.array(z.string().max(100)).default([]),
  source: z.string().max(2_000).optional(),
});

export type Stage = z.infer<typeof stage>;
export type Descriptor = z.infer<typeof descriptor>;
export type Classifier = z.infer<typeof classifier>;
export type Transformer = z.infer<typeof transformer>;
export type KnowledgeItem = z.infer<typeof knowledgeItem>;
