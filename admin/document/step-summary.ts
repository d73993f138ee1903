import type { Value, Values } from '../../shared/value.ts';
import { type StepType, stepType } from './playbook-steps.ts';
import { asList, asRecord, asText, oneLine } from './read.ts';

/** What a step of a playbook does, in one line; values are shown as they were written. */
export function stepSummary(step: Value | undefined): string {
  const type = stepType(step);
  return type === null ? oneLine(step) : summaries[type](asRecord(step));
}

/** When a branch is taken, in one line: its groups where there are any, else its conditions. */
export function conditionSummary(branch: Value | undefined): string {
  const { operator, conditions, groups } = asRecord(branch);
  const nested = asList(groups);
  const parts = nested.length > 0 ? nested.map((group) => `(${conditionSummary(group)})`) : asList(conditions).map(conditionText);
  if (parts.length === 0) return operator === 'OR' ? 'never' : 'always';
  return parts.join(operator === 'OR' ? ' or ' : ' and ');
}

/** Whether an operator asks for a variable alone, without a value to compare it with. */
export const isUnary = (operator: string): boolean => operator === 'is_set' || operator === 'is_not_set';

const summaries: Record<StepType, (step: Values) => string> = {
  SEND: ({ mode, text, instruction }) => (mode === 'contextual' ? `Write as told: ${quoted(instruction)}` : `Say ${quoted(text)}`),
  SET: ({ mode, variable, value, instruction }) =>
    mode === 'reasoning' ? `${named(variable)} as told: ${quoted(instruction)}` : `${named(variable)} = ${written(value)}`,
  ASK: ({ mode, question, inputs }) =>
    `${asText(question) === '' ? 'Ask' : `Ask ${quoted(question)}`} for ${variablesOf(inputs)}${mode === 'map' ? ', one of the accepted values' : ''}`,
  RUN: ({ target }) => runText(asRecord(target)),
  IF_ELSE: ({ branches, else: otherwise }) =>
    `${asList(branches).length} ${asList(branches).length === 1 ? 'branch' : 'branches'}${asList(otherwise).length > 0 ? ' and an else' : ''}`,
  GO_TO: ({ target_step_id }) => `Go on at ${named(target_step_id)}`,
};

function runText({ kind, name, inputs, statusVariable, saveAs, reason }: Values): string {
  if (kind === 'exit') return 'Leave the playbook';
  if (kind === 'handoff') return `Hand over to a person${asText(reason) === '' ? '' : `, because ${oneLine(reason)}`}`;
  const given = Object.entries(asRecord(inputs)).map(([input, value]) => `${input} = ${written(value)}`);
  const kept = [saveAs ? `result in ${asText(saveAs)}` : '', statusVariable ? `status in ${asText(statusVariable)}` : ''].filter(Boolean);
  const what = kind === 'playbook' ? 'Run the playbook' : 'Run';
  return [`${what} ${named(name)}${given.length > 0 ? ` with ${given.join(', ')}` : ''}`, ...kept].join(', ');
}

function conditionText(condition: Value): string {
  const { variable, operator, value } = asRecord(condition);
  const test = asText(operator);
  return `${named(variable)} ${signs[test] ?? test.replaceAll('_', ' ')}${isUnary(test) ? '' : ` ${written(value)}`}`;
}

const signs: Record<string, string> = { gt: '>', gte: '≥', lt: '<', lte: '≤' };
const named = (name: Value | undefined): string => asText(name) || '(not chosen yet)';
const quoted = (text: Value | undefined): string => `“${oneLine(text ?? '')}”`;
const variablesOf = (inputs: Value | undefined): string =>
  asList(inputs)
    .map((input) => named(asRecord(input).variable))
    .join(', ') || 'nothing yet';

/** A value as its author wrote it: `=expressions` and `@names` bare, text in quotes. */
function written(value: Value | undefined): string {
  if (value === undefined) return '(nothing yet)';
  if (typeof value !== 'string') return oneLine(value);
  if (value.startsWith('=')) return oneLine(value.slice(1));
  return /^@\w+$/.test(value) ? value : quoted(value);
}
