import { pathText } from '../../../shared/finding.ts';
import { isExpression, isLiteral, isTemplate } from '../../../shared/template/authored.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { defaultLimits, type TemplateLimits } from './budget.ts';
import { render, singleValue } from './interpret.ts';

export { render };

/**
 * `results` holds what the sandbox answered for the expressions of the value, by the paths that `expressionsIn` gives;
 * they are put in as they are, so that what a script says is never read as a template.
 */
export type ValueOptions = { limits?: TemplateLimits; results?: ReadonlyMap<string, Value> };

/** An authored value filled in: templates rendered, one lone `{{…}}` as the value itself, `{"literal": …}` as it stands. */
export function renderValue(authored: Value, scope: Values, options: ValueOptions = {}): Value {
  return fill(authored, [], { scope, options });
}

type Around = { scope: Values; options: ValueOptions };

function fill(authored: Value, path: (string | number)[], around: Around): Value {
  if (typeof authored === 'string') return fillText(authored, path, around);
  if (typeof authored !== 'object' || authored === null) return authored;
  if (isLiteral(authored)) return authored.literal;
  if (Array.isArray(authored)) return authored.map((item, index) => fill(item, [...path, index], around));
  return Object.fromEntries(Object.entries(authored).map(([key, item]) => [key, fill(item, [...path, key], around)]));
}

function fillText(text: string, path: (string | number)[], { scope, options }: Around): Value {
  if (isExpression(text)) return resultOf(text, pathText(path), options);
  if (!isTemplate(text)) return text;
  const limits = options.limits ?? defaultLimits;
  const single = singleValue(text, scope, limits);
  return single ? single.value : render(text, scope, { limits });
}

function resultOf(text: string, path: string, { results }: ValueOptions): Value {
  const result = results?.get(path);
  return result === undefined ? text : result;
}
