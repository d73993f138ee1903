import { isExpression } from '../../../shared/template/authored.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { render, renderValue } from '../../decide/template/render.ts';
import type { Place } from '../../decide/template/template.ts';
import { textOf } from '../../decide/template/text-of.ts';

export type BodyContext = { type: string; scope: Values; results: ReadonlyMap<string, Value> };

/** A body as it is sent, or nothing where there is none. Text is a template for the type it is sent as; anything else is a value. */
export function bodyText(authored: Value, { type, scope, results }: BodyContext): string | undefined {
  if (authored === null) return undefined;
  const kind = kindOf(type);
  if (typeof authored === 'string' && !isExpression(authored)) return render(authored, scope, { place: places[kind] });
  const value = renderValue(authored, scope, { results });
  if (kind === 'json') return JSON.stringify(value);
  return kind === 'form' && typeof value === 'object' && value !== null && !Array.isArray(value) ? pairsOf(value) : textOf(value);
}

/** Values by name as a query or a form: percent-encoded, a list once for each item, nothing for `null`. */
export const pairsOf = (values: Values): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item) => [name, item] as const))
    .flatMap(([name, item]) => (item === null ? [] : [`${percent(name)}=${percent(textOf(item))}`]))
    .join('&');

type Kind = 'json' | 'form' | 'text';

const places: Record<Kind, Place> = { json: 'json', form: 'url', text: 'text' };

function kindOf(type: string): Kind {
  if (/\bjson\b/i.test(type)) return 'json';
  return /^application\/x-www-form-urlencoded\b/i.test(type) ? 'form' : 'text';
}

const percent = (text: string): string => encodeURIComponent(text.toWellFormed());
