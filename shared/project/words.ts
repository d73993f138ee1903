import { z } from 'zod';
import { isSafeKey, type Value } from '../value.ts';

/** A name of at most so many characters that other parts of the document refer to. Spaces are allowed but discouraged (R003-06). */
export const nameUpTo = (characters: number) =>
  z
    .string()
    .min(1)
    .max(characters)
    .refine((text) => isSafeKey(text) && text.trim() === text, 'a name without spaces at its ends that is not reserved');

/** A name as most parts have it. */
export const name = nameUpTo(128);

/** A variable's, field's or parameter's name: usable in `vars.name` and `{{vars.name}}`. */
export const identifier = z
  .string()
  .max(128)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'letters, digits and _, not starting with a digit')
  .refine(isSafeKey, 'a name that is not reserved');

/** Text shown or sent as it is. */
export const text = z.string().max(20_000);

/** Text in which `{{…}}` is filled in, once (docs/templates.md). */
export const template = z.string().max(20_000);

/** A JavaScript expression, evaluated in the sandbox (docs/scripting.md). */
export const expression = z.string().min(1).max(8_000);

/** Any JSON value. */
export const value: z.ZodType<Value> = z.json() as z.ZodType<Value>; // z.json() accepts exactly what Value names

/**
 * A value as an author writes it: text that starts with `=` is an expression, text with `{{` a template,
 * `{"literal": …}` is taken as it stands, and anything else is a literal.
 */
export const authoredValue: z.ZodType<Value> = z.json() as z.ZodType<Value>; // a schema of its own, so that checks can tell it from `value`

/** What a variable, a field or a parameter may hold. */
export const valueType = z.enum([
  'string',
  'number',
  'boolean',
  'date',
  'time',
  'email',
  'phone',
  'url',
  'currency',
  'code',
  'enum',
  'list',
  'object',
  'any',
]);

/** What a language is called: a BCP 47 tag such as `en` or `pt-BR`. */
export const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as "en" or "pt-BR"');
