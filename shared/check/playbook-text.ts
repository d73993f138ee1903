import { isExpression } from '../template/authored.ts';
import type { Value } from '../value.ts';

/**
 * A variable inside of a text, as `@order_id`; not the @ of an address, of a link or of a template's own names.
 * What stands between braces is a template and is left to it.
 */
const inline = /\{\{[\s\S]*?\}\}|(?<![\p{L}\p{N}_.%+\-/@\\])@([A-Za-z_][A-Za-z0-9_]*)(?![A-Za-z0-9_]*@)/gu;

/** An authored text as a template: each `@name` that names a variable becomes `{{vars.name}}`, all else stays (R004-09). */
export const asTemplate = (text: string, isVariable: (name: string) => boolean): string =>
  text.replaceAll(inline, (whole, name: string | undefined) => (name !== undefined && isVariable(name) ? `{{vars.${name}}}` : whole));

/** The names that stand as `@name` in a text. */
export const inlineNames = (text: string): string[] => [...text.matchAll(inline)].flatMap(([, name]) => name ?? []);

/** An authored value with the `@name` of its texts as templates; expressions and `{"literal": …}` stay as they are. */
export function asAuthored(value: Value, isVariable: (name: string) => boolean): Value {
  if (typeof value === 'string') return isExpression(value) ? value : asTemplate(value, isVariable);
  if (Array.isArray(value)) return value.map((item) => asAuthored(item, isVariable));
  if (typeof value !== 'object' || value === null) return value;
  if (Object.keys(value).length === 1 && Object.hasOwn(value, 'literal')) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asAuthored(item, isVariable)]));
}
