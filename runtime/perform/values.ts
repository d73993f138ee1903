import { Problem } from '../../shared/problem.ts';
import type { Value, Values } from '../../shared/value.ts';
import { scopeOf } from '../decide/scope.ts';
import { expressionsIn, render, renderValue } from '../decide/template/template.ts';
import type { ScriptResult } from '../ports.ts';
import { inSandbox } from './conditions.ts';
import type { Task, Turn } from './turn.ts';

/** What an author wrote, as the value it stands for now: expressions computed, templates filled in, once (P-17). */
export async function resolve(authored: Value, task: Task, turn: Turn): Promise<Value> {
  if (!isWritten(authored)) return authored;
  const expressions = expressionsIn(authored);
  const calls = expressions.map(({ code }) => ({ kind: 'expression' as const, code, path: task.origin.path }));
  const answers = calls.length > 0 ? await inSandbox(turn, calls, task.parameters) : [];
  const results = new Map(expressions.map(({ path }, index) => [path, answerOf(answers[index])]));
  return renderValue(authored, templateScope(task, turn), { results });
}

/** Values by name, each resolved. */
export async function resolveAll(authored: Values, task: Task, turn: Turn): Promise<Values> {
  // An object stays an object: resolve keeps the shape of what it is given.
  return (await resolve(authored, task, turn)) as Values;
}

/** A template as text, filled in with what this turn's templates see. */
export const text = (template: string, task: Task, turn: Turn): string =>
  template.includes('{{') ? render(template, templateScope(task, turn), { place: 'text' }) : template;

/** What templates of a turn see: the same as scripts (P-11). */
export function templateScope(task: Pick<Task, 'parameters' | 'chain'>, { ready, ledger, ports }: Turn): Values {
  // The scope is plain data by its type, which a template may read like any record.
  const scope = scopeOf(ready.project, ledger.now, { parameters: task.parameters, now: ports.clock.now() }) as unknown as Values;
  // Assigned, as a copy would compute what is made only when it is read.
  return task.chain ? Object.assign(scope, { chain: task.chain }) : scope;
}

/** Whether anything in an authored value has to be computed, filled in or unwrapped. */
function isWritten(value: Value): boolean {
  if (typeof value === 'string') return value.startsWith('=') || value.includes('{{');
  return typeof value === 'object' && value !== null;
}

function answerOf(result: ScriptResult | undefined): Value {
  if (result?.ok) return result.value;
  const { message = 'no answer', line = 1, column = 1 } = result?.problem ?? {};
  throw new Problem('script.failed', { reason: message, line, column });
}
