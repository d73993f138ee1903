import type { Input, Message } from '../../shared/conversation.ts';
import type { Action, Parameter } from '../../shared/project/action.ts';
import { questionKey } from '../../shared/question-key.ts';
import type { FormField, ShownForm, Wanted } from '../../shared/run.ts';
import type { Value, Values } from '../../shared/value.ts';

/** The command that the form of a question fires, with the id of what it answers and the values of its fields. */
export const formCommand = 'answer';

/** The form of a question: it answers this one and no other. */
export const questionForm = (question: string, fields: FormField[]): ShownForm => ({
  command: formCommand,
  parameters: { [questionKey]: question },
  fields,
});

/** The values that this turn's input gives to the question that waited; nothing where it came in words. */
export function sentValues(input: Input): Values | null {
  if (input.kind !== 'command' || input.command !== formCommand) return null;
  return Object.fromEntries(Object.entries(input.parameters).filter(([name, value]) => name !== questionKey && !isEmpty(value)));
}

/** The required parameters that a fired command leaves out and that its form asks for. */
export const leftToForm = ({ form, parameters }: Action, given: Values): string[] =>
  form ? parameters.filter(({ name, required, onMissing }) => required && onMissing === 'ask' && isEmpty(given[name])).map(({ name }) => name) : [];

/** Parameters as fields to fill in. */
export const parameterFields = (parameters: readonly Parameter[]): FormField[] =>
  parameters.map(({ name, description, type, required, acceptedValues }) => ({
    name,
    label: description ?? inWords(name),
    ...(acceptedValues
      ? { type: 'choice', options: acceptedValues.map((it) => (typeof it === 'string' ? it : it.value)) }
      : { type: fieldTypes[type] ?? 'text' }),
    required,
  }));

const fieldTypes: Partial<Record<Parameter['type'], FormField['type']>> = {
  email: 'email',
  phone: 'phone',
  number: 'number',
  date: 'date',
  time: 'time',
  url: 'url',
  boolean: 'boolean',
  any: 'multiline',
};

/** What an ASK wants to know as fields to fill in. */
export const wantedFields = (wanted: readonly Wanted[]): FormField[] =>
  wanted.map(({ variable, validate, acceptedValues }) => ({
    name: variable,
    label: inWords(variable),
    ...(acceptedValues ? { type: 'choice', options: acceptedValues } : { type: validate && validate !== 'pattern' ? validate : 'text' }),
    required: true,
  }));

/** What was filled in as a visitor reads it, a line for each field. */
export function asWords({ fields }: ShownForm, values: Values): string {
  const filled = fields.filter(({ name }) => !isEmpty(values[name]));
  return filled.map(({ name, label }) => `${label}: ${said(values[name] ?? null)}`).join('\n');
}

/** The message whose form a command comes from, as far as it is still at hand. */
export function formMessage(messages: readonly Message[], { command, parameters, form }: Extract<Input, { kind: 'command' }>): Message | undefined {
  const isMeant = ({ id, form: shown }: Message): boolean => {
    if (shown?.command !== command) return false;
    return command === formCommand ? shown.parameters?.[questionKey] === parameters[questionKey] : id === form;
  };
  return messages.findLast(isMeant);
}

const isEmpty = (value: Value | undefined): boolean => value === undefined || value === null || value === '';

function said(value: Value): string {
  if (typeof value === 'boolean') return value ? '✓' : '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A name as words, such as `Account email`. */
export function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
