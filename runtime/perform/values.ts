import { Problem } from '../../shared/problem.ts';
import type { Value, Values } from '../../shared/value.ts';
import { scopeOf } from '../decide/scope.ts';
import { render, renderValue } from '../decide/template/render.ts';
import { inSandbox } from './conditions.ts';
import type { Task, Turn } from './turn.ts';

/** What an author wrote, as the value it stands for now: expressions computed, templates filled in, once (P-17). */
export async function resolve(authored: Value, task: Task, turn: Turn): Promise<Value> {
  const codes = new Map<string, Value>();
  const expressions = [...new Set(expressionsOf(authored))];
  if (expressions.length > 0) {
    const calls = expressions.map((code) => ({ kind: 'expression' as const, code, path: task.origin.path }));
    const results = await inSandbox(turn, calls, task.parameters);
    for (const [index, code] of expressions.entries()) {
      const result = results[index];
      if (!result?.ok)
        throw new Problem('script.failed', {
          reason: result?.problem.message ?? 'no answer',
          line: result?.problem.line ?? 1,
          column: result?.problem.column ?? 1,
        });
      codes.set(code, result.value);
    }
  }
  return filled(authored, { codes, scope: hasTemplate(authored) ? templateScope(task, turn) : {} });
}

/** Values by name, each resolved. */
export async function resolveAll(authored: Values, task: Task, turn: Turn): Promise<Values> {
  // An object stays an object: resolve keeps the shape of what it is given.
  return (await resolve(authored, task, turn)) as Values;
}

/** A template as text, filled in with what this turn's templates see. */
export const text = (template: string, task: Task, turn: Turn): string =>
  template.includes('{{') ? render(template, templateScope(task, turn), { place: 'text' }) : template;

function templateScope(task: Task, { ready, ledger, ports }: Turn): Values {
  // The scope is plain data by its type, which a template may read like any record.
  return scopeOf(ready.project, ledger.now, { parameters: task.parameters, now: ports.clock.now() }) as unknown as Values;
}

const isExpression = (value: Value): value is string => typeof value === 'string' && value.startsWith('=') && value.length > 1;

function expressionsOf(value: Value): string[] {
  if (isExpression(value)) return [value.slice(1)];
  if (Array.isArray(value)) return value.flatMap(expressionsOf);
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'literal')) return [];
  return Object.values(value).flatMap(expressionsOf);
}

const hasTemplate = (value: Value): boolean =>
  typeof value === 'string' ? value.includes('{{') : typeof value === 'object' && value !== null && JSON.stringify(value).includes('{{');

function filled(value: Value, known: { codes: Map<string, Value>; scope: Values }): Value {
  if (isExpression(value)) return known.codes.get(value.slice(1)) ?? null;
  if (Array.isArray(value)) return value.map((item) => filled(item, known));
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'literal')) return renderValue(value, known.scope);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, known)]));
}
