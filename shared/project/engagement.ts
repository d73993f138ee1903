import { z } from 'zod';
import { replyButton } from './effect.ts';
import { name, text } from './words.ts';

/** When a message comes by itself: everything that is named here must hold at once. */
const when = z.strictObject({
  /** The page's path, such as `/cart` or `/products/**`; `*` stands for one part of it, `**` for the rest. */
  page: z
    .string()
    .min(1)
    .max(200)
    .regex(/^(\/|\*)/, 'a path such as "/cart" or "/products/**"')
    .optional(),
  /** How long the visitor has been on the page. */
  afterSeconds: z.number().int().min(0).max(3_600).optional(),
  /** How far down the page was scrolled. */
  scrolledPercent: z.number().int().min(1).max(100).optional(),
  /** What the page says has happened: `Promptside('event', name)`, or a click on an element with `data-promptside-event`. */
  event: name.optional(),
  /** What the page said of itself by `Promptside('attributes', …)`. */
  attribute: z.strictObject({ name: z.string().min(1).max(64), is: z.union([z.string().max(200), z.number(), z.boolean()]) }).optional(),
});

/** A message that comes beside the launcher before anybody wrote. It is shown to everybody, so it holds no secret and no template. */
export const proactive = z.strictObject({
  name,
  text: z.string().min(1).max(500),
  buttons: z.array(replyButton).max(3).default([]),
  when: when.prefault({}),
  once: z.enum(['session', 'visitor', 'always']).default('visitor'),
  device: z.enum(['desktop', 'phone']).optional(),
});

/** When the visitor is asked how it was, and how they answer. */
export const rating = z.strictObject({
  ask: z.enum(['after_end', 'after_human', 'never']).default('never'),
  scale: z.enum(['thumbs', 'five']).default('thumbs'),
  comment: z.boolean().default(false),
});

/** What the visitor agrees to; a text that changes is asked for again. */
export const consent = z.strictObject({ text: text.min(1), required: z.boolean().default(false) });

export type Proactive = z.infer<typeof proactive>;
