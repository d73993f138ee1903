import { z } from 'zod';
import { effect } from './effect.ts';
import { authoredValue, identifier, name, nameUpTo, text } from './words.ts';

/** One item of an action sequence: a tool, an action, or a built-in effect (C-21). */
export const sequenceItem = z.union(
  [
    z.strictObject({ tool: name, parameters: z.record(identifier, authoredValue).optional() }),
    z.strictObject({ action: name, parameters: z.record(identifier, authoredValue).optional() }),
    z.strictObject({ effect }),
  ],
  { error: 'an item that names a tool, an action or an effect' },
);

/** Actions that run back-to-back in a fixed order and are called as one (R000-06). */
export const actionSequence = z.strictObject({
  name,
  description: text.optional(),
  triggerOnClientCommand: z.boolean().default(false),
  actions: z.array(sequenceItem).min(1).max(100),
});

/** What a model is asked to do (R002-06). */
const prompt = z.string().max(20_000).regex(/\S/, 'a text with something in it');

/** A reusable prompt that prompt sequences refer to by id (R002-07). */
export const snippet = z.strictObject({ id: name, title: z.string().max(200).optional(), content: prompt });

const promptStep = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('inline'), id: name.optional(), prompt }),
  z.strictObject({ type: z.literal('snippet'), id: name.optional(), snippetId: name }),
]);

/** A placeholder of a prompt sequence (R002-11 … R002-16). */
export const sequenceVariable = z
  .strictObject({
    name: identifier,
    type: z.enum(['text', 'multiline']),
    label: z.string().max(200).optional(),
    description: z.string().max(200).optional(),
    default: z.string().max(2_000).optional(),
  })
  .refine((it) => it.type !== 'text' || !/[\r\n]/.test(it.default ?? ''), {
    message: 'a default without line breaks, or the type multiline',
    path: ['default'],
  });

/** A chain of prompts that applies its changes by itself or waits for a person (R002-01). */
export const promptSequence = z.strictObject({
  name: nameUpTo(120),
  description: text.optional(),
  triggerOnClientCommand: z.boolean().default(false),
  mode: z.enum(['auto_apply_changes', 'approve_before_continuing']),
  /** Whether what a step says is sent once it is applied, or kept for operators and the later steps. */
  replies: z.enum(['send', 'keep']).default('send'),
  /** What is decided where nobody decides in time. */
  timeout: z
    // biome-ignore lint/suspicious/noThenProperty: a key of the document; nobody awaits one
    .strictObject({ minutes: z.number().int().min(1).max(43_200), then: z.enum(['approve', 'reject_and_continue', 'reject_and_stop']) })
    .optional(),
  steps: z.array(promptStep).min(1).max(100),
  variables: z.array(sequenceVariable).max(100).default([]),
});

export type ActionSequence = z.infer<typeof actionSequence>;
export type PromptSequence = z.infer<typeof promptSequence>;
export type Snippet = z.infer<typeof snippet>;
