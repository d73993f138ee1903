import type { Parameter } from '../../shared/project/action.ts';
import type { Value, Values } from '../../shared/value.ts';
import { fits } from './fits.ts';

/** Where they do not fit, which one and why. */
export type Checked = { ok: true; values: Values } | { ok: false; reason: string; parameter?: string };

/** Given values as the declared parameters want them; text is read as a number or a yes or no where that is declared (P-15). */
export function checkParameters(parameters: readonly Parameter[], given: Values): Checked {
  const values: Values = {};
  for (const parameter of parameters) {
    const value = coerced(parameter, given[parameter.name] ?? null);
    if (value === null && parameter.required) return { ok: false, parameter: parameter.name, reason: `${parameter.name} is missing` };
    if (value === null) continue;
    const reason = misfit(parameter, value);
    if (reason) return { ok: false, parameter: parameter.name, reason: `${parameter.name} ${reason}` };
    values[parameter.name] = value;
  }
  return { ok: true, values };
}

function coerced({ type, list }: Parameter, value: Value): Value {
  if (list) return value === null ? null : Array.isArray(value) ? value : [value];
  if (typeof value === 'number' && (type === 'string' || type === 'code')) return String(value);
  if (typeof value !== 'string') return value;
  if (type === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (type === 'boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return value;
}

function misfit({ type, list, acceptedValues, pattern }: Parameter, value: Value): string {
  const items = list && Array.isArray(value) ? value : [value];
  if (items.some((item) => !fits(item, type))) return `must be ${list ? 'a list of ' : 'a '}${type}`;
  const allowed = acceptedValues?.map((it) => (typeof it === 'string' ? it : it.value));
  if (allowed && items.some((item) => !allowed.includes(String(item)))) return `must be one of ${allowed.join(', ')}`;
  return pattern && items.some((item) => !matches(pattern, String(item))) ? `must match ${pattern}` : '';
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text.slice(0, 1_000));
  } catch {
    return false;
  }
}
