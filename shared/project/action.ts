import { z } from 'zod';
import { effect } from './effect.ts';
import { expression, identifier, name, template, text, valueType } from './words.ts';

/** One allowed value of an enum, with other ways to say it. */
export const acceptedValue = z.union([
  z.string().min(1).max(200),
  z.strictObject({ value: z.string().min(1).max(200), synonyms: z.array(z.string().min(1).max(200)).default([]) }),
]);

/** What an action or a tool wants to know (R003-09). */
export const parameter = z.strictObject({
  name: identifier,
  type: valueType.default('string'),
  list: z.boolean().default(false),
  required: z.boolean().default(false),
  description: text.optional(),
  acceptedValues: z.array(acceptedValue).optional(),
  pattern: z.string().max(500).optional(),
  /** What a missing required parameter does to a match: drop it (C-10), or ask for it. */
  onMissing: z.enum(['drop', 'ask']).default('drop'),
  /** What is asked where `onMissing` is `ask`. */
  question: template.optional(),
});

/** Which change of a watched variable triggers an action (R003-12, R003-13). */
export const watchMode = z.enum(['new', 'changed', 'removed', 'any']);

/** A reaction: what sets it off, when it is available, and what it does. */
export const action = z.strictObject({
  name,
  description: text.optional(),
  triggerOnUserInput: z.boolean().default(true),
  triggerOnClientCommand: z.boolean().default(false),
  classificationTrigger: text.optional(),
  examples: z.array(z.string().max(2_000)).default([]),
  counterExamples: z.array(z.string().max(2_000)).default([]),
  classifier: name.optional(),
  threshold: z.number().min(0).max(1).optional(),
  parameters: z.array(parameter).default([]),
  /** Whether missing parameters with `onMissing: 'ask'` are asked for by one form; typed words answer it as well. */
  form: z.boolean().optional(),
  condition: expression.optional(),
  watchedVariables: z.record(identifier, watchMode).optional(),
  /** Whether it may come before the question that a playbook waits on, such as a wish for a human (C-43). */
  interrupts: z.boolean().default(false),
  effects: z.array(effect).default([]),
});

/** An action without a trigger of its own: what runs when a stage is entered, left, or nothing matched. */
export const hook = z.strictObject({ effects: z.array(effect).default([]) });

export type Action = z.infer<typeof action>;
export type Parameter = z.infer<typeof parameter>;
export type WatchMode = z.infer<typeof watchMode>;
export type Hook = z.infer<typeof hook>;
