import { z } from 'zod';
import { parameter } from './action.ts';
import { authoredValue, name, template, text, value } from './words.ts';

const common = {
  name,
  description: text.optional(),
  parameters: z.array(parameter).default([]),
  /** Writes nothing anywhere: it may run while a person still has to approve (R002). */
  readOnly: z.boolean().default(false),
  /** Its failure sets the error flag that prompts show (R001-20). */
  critical: z.boolean().default(false),
  /** Waits for the visitor's yes, or for an operator's, before it runs. */
  confirm: z.boolean().default(false),
  approve: z.boolean().default(false),
  dependsOn: z.array(name).default([]),
  timeoutMilliseconds: z.number().int().min(1).max(120_000).optional(),
};

const script = z.strictObject({ type: z.literal('script'), code: z.string().max(65_536), ...common });
const webhook = z.strictObject({
  type: z.literal('webhook'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  url: template.min(1),
  headers: z.record(z.string().min(1).max(200), template).default({}),
  query: z.record(z.string().min(1).max(200), authoredValue).default({}),
  body: authoredValue.optional(),
  maximumBytes: z.number().int().min(1).max(50_000_000).optional(),
  retries: z.number().int().min(0).max(5).default(0),
  delivery: z.enum(['at_least_once', 'at_most_once']).default('at_least_once'),
  followRedirects: z.number().int().min(0).max(5).default(0),
  ...common,
});
const smartFunction = z.strictObject({
  type: z.literal('smart_function'),
  prompt: template.min(1),
  /** A JSON Schema that the answer fits. */
  output: z.record(z.string(), value).optional(),
  images: z.array(template).optional(),
  model: name.optional(),
  ...common,
});

/** Something callable: a script, a webhook or a smart function (R003-22). */
export const tool = z.discriminatedUnion('type', [script, webhook, smartFunction]);

export type Tool = z.infer<typeof tool>;
export type ToolType = Tool['type'];
export type ToolOf<T extends ToolType> = Extract<Tool, { type: T }>;
