import { z } from 'zod';
import { replyButton } from './effect.ts';
import { consent, proactive, rating } from './engagement.ts';
import { name, template, text } from './words.ts';

/** The name of an environment variable; a secret never stands in a document (P-37). */
export const secretName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, such as OPENAI_API_KEY');

/** A language model: where it is, what it is called, and what its use costs. */
export const model = z.strictObject({
  name,
  provider: z.enum(['openai', 'anthropic', 'google', 'openai_compatible']),
  model: z.string().min(1).max(200),
  address: z.url().optional(),
  apiKey: secretName.optional(),
  temperature: z.number().min(0).max(2).optional(),
  maximumOutputTokens: z.number().int().min(1).max(200_000).optional(),
  timeoutMilliseconds: z.number().int().min(100).max(600_000).default(60_000),
  retries: z.number().int().min(0).max(5).default(2),
  fallback: z.array(name).default([]),
  inputCostPerMillion: z.number().min(0).optional(),
  outputCostPerMillion: z.number().min(0).optional(),
});

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour such as "#1f6feb"');

/** How the widget looks and where it may be embedded. */
export const widget = z.strictObject({
  title: z.string().max(80).optional(),
  greeting: text.optional(),
  placeholder: z.string().max(120).optional(),
  position: z.enum(['bottom-right', 'bottom-left']).default('bottom-right'),
  colours: z.strictObject({ accent: colour.default('#1f5fd0'), onAccent: colour.default('#ffffff') }).prefault({}),
  buttons: z.array(replyButton).max(8).default([]),
  /** Exact origins; empty means any page (the brake, never the authentication: G-23). */
  allowedOrigins: z.array(z.string().regex(/^https?:\/\/[^/]+$/, 'an origin such as "https://shop.example"')).default([]),
  /** Hosts that images in messages may come from (G-30). */
  imageHosts: z.array(z.string().max(253)).default([]),
  /** Which files visitors may send; without it, none. */
  upload: z
    .strictObject({
      types: z
        .array(z.string().regex(/^[a-z]+\/([a-z0-9.+-]+|\*)$/, 'a type such as "image/*" or "application/pdf"'))
        .min(1)
        .max(30),
      maximumBytes: z.number().int().min(1_000).max(100_000_000).default(10_000_000),
    })
    .optional(),
  /** Whether a page is told which stage its visitor's conversation is in. */
  tellsStage: z.boolean().default(false),
  /** Read above the first message. */
  preChat: text.optional(),
  /** What the visitor is told, or must agree to, before the first message. */
  consent: consent.optional(),
  /** Messages that come by themselves. */
  proactive: z.array(proactive).max(20).default([]),
  rating: rating.optional(),
  /** Whether each answer has a thumb up and a thumb down. */
  messageRating: z.boolean().default(false),
  /** How the site says who its visitors are: by tokens that it signs (G-21). */
  identity: z
    .strictObject({
      /** The environment variable with the shared secret (HS256) or the public key in PEM (RS256, ES256). */
      secret: secretName,
      algorithm: z.enum(['HS256', 'RS256', 'ES256']).default('HS256'),
      /** Whether nobody may write without such a token. */
      required: z.boolean().default(false),
    })
    .optional(),
});

/** What the visitor reads where a tool waits for a yes: `params.tool`, `params.description` and `params.arguments` say what for. */
export const permission = z.strictObject({
  question: template.min(1).default('Shall I do this: {{params.description}}? {{params.arguments}}'),
  yes: z.string().min(1).max(80).default('Yes'),
  no: z.string().min(1).max(80).default('No'),
  waiting: template.min(1).default('Somebody from our team has to agree to this first; I will go on then.'),
});

/** One budget for a turn (C-47, P-20), and what the sandbox grants. */
export const limits = z.strictObject({
  effects: z.number().int().min(1).max(10_000).default(200),
  steps: z.number().int().min(1).max(10_000).default(500),
  toolCalls: z.number().int().min(0).max(1_000).default(50),
  modelCalls: z.number().int().min(0).max(1_000).default(20),
  wallMilliseconds: z.number().int().min(100).max(600_000).default(60_000),
  loopIterations: z.number().int().min(1).max(100).default(10),
  loopTokens: z.number().int().min(100).max(10_000_000).default(100_000),
  historyTokens: z.number().int().min(100).max(1_000_000).default(8_000),
  historyMessages: z.number().int().min(1).max(200).default(50),
  scriptMilliseconds: z.number().int().min(5).max(10_000).default(250),
  scriptMegabytes: z.number().int().min(8).max(128).default(32),
  webhookMilliseconds: z.number().int().min(1).max(120_000).default(10_000),
  webhookBytes: z.number().int().min(1).max(50_000_000).default(1_000_000),
  queuedMessages: z.number().int().min(1).max(100).default(20),
});

/** Whether "did you mean …?" is asked where a message is understood neither surely nor not at all. */
export const clarify = z.strictObject({
  enabled: z.boolean().default(false),
  from: z.number().min(0).max(1).default(0.5),
  to: z.number().min(0).max(1).default(0.9),
  question: template.min(1).default('Did you mean one of these?'),
});

export type Model = z.infer<typeof model>;
export type Limits = z.infer<typeof limits>;
