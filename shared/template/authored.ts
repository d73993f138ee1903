import { pathText } from '../finding.ts';
import type { Value } from '../value.ts';

/** A text of an authored value that goes to the sandbox, and where it stands in the value. */
export type AuthoredCode = { path: string; code: string };

/** Whether an authored text is an expression for the sandbox. */
export const isExpression = (text: string): boolean => text.startsWith('=') && text.length > 1;

/** Whether an authored text is a template. */
export const isTemplate = (text: string): boolean => !isExpression(text) && text.includes('{{');

/** Whether an authored value says of itself that it is to be taken as it stands, as `{"literal": …}` does. */
export function isLiteral(value: Value): value is { literal: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1 && Object.hasOwn(value, 'literal');
}

/** The expressions in an authored value, without their `=`. */
export const expressionsIn = (value: Value): AuthoredCode[] =>
  textsIn(value).flatMap(({ path, text }) => (isExpression(text) ? [{ path: pathText(path), code: text.slice(1) }] : []));

/** The texts of an authored value that are not taken as they stand, and their places. */
export function textsIn(value: Value, path: (string | number)[] = []): { path: (string | number)[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null || isLiteral(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}
