import type { Action } from '../../../shared/project/action.ts';
import type { Value, Values } from '../../../shared/value.ts';
import type { ClassifiedMessage, Classifier, ClassifierAnswer, ClassifierTask, LanguageModel } from '../../ports.ts';
import { coerce } from './parameters/coerce.ts';

/** A model names what it is sure of; there is no score between. */
const sure = 0.9;

/**
 * Lets a language model decide where a task names one. It answers with names and parameters alone; a name that is not
 * offered is dropped, and where no answer can be had, the examples decide (R003-07, C-11).
 */
export function modelClassifier(model: LanguageModel, byExamples: Classifier): Classifier {
  return {
    prepare: (task) => byExamples.prepare(task),
    explain: (task, text) => byExamples.explain(task, text),
    extract: (parameters, message) => byExamples.extract(parameters, message),
    async classify(task, message) {
      if (!task.model) return byExamples.classify(task, message);
      const offered = task.actions.filter(({ name }) => message.available.has(name));
      const named = await ask(model, task, { message, offered });
      return named ? answers(task, { message, offered, named }) : byExamples.classify(task, message);
    },
  };
}

type Named = { name: string; parameters: Values };
type Offered = { message: ClassifiedMessage; offered: readonly Action[] };

/** What the model names, or nothing where it gave no usable answer. */
async function ask(model: LanguageModel, task: ClassifierTask, { message, offered }: Offered): Promise<Named[] | null> {
  if (!task.model) return null;
  const answer = await model.answer({
    model: task.model.model,
    system: [task.model.prompt ?? standardPrompt, ...offered.map(described)].join('\n\n'),
    messages: message.history.length > 0 ? message.history : [{ role: 'user', text: message.text }],
    tools: [],
    output: schemaOf(offered),
  });
  return answer.ok ? namedIn(answer.object ?? null) : null;
}

const standardPrompt =
  'Decide which of the following actions the last message of the user asks for. Several may fit, or none. Answer as JSON with the names of the actions, exactly as they are written, and the parameters that the message gives.';

const described = ({ name, classificationTrigger, examples, counterExamples, parameters }: Action): string =>
  JSON.stringify({
    name,
    when: classificationTrigger ?? name,
    examples: examples.slice(0, 10),
    ...(counterExamples.length > 0 ? { not: counterExamples.slice(0, 5) } : {}),
    parameters: parameters.map((it) => ({ name: it.name, type: it.type, list: it.list, description: it.description ?? '' })),
  });

/** Names are no enumeration here: one that is made up is to be dropped by itself, and not to spoil the whole answer. */
function schemaOf(offered: readonly Action[]): { [key: string]: Value } {
  const names = [...new Set(offered.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  const parameters = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, {}])) };
  const item = { type: 'object', properties: { name: { type: 'string' }, parameters }, required: ['name'] };
  return { type: 'object', properties: { actions: { type: 'array', items: item } }, required: ['actions'] };
}

function namedIn(object: Value): Named[] | null {
  const list = isRecord(object) ? object.actions : null;
  if (!Array.isArray(list)) return null;
  return list.flatMap((item) =>
    isRecord(item) && typeof item.name === 'string' ? [{ name: item.name, parameters: isRecord(item.parameters) ? item.parameters : {} }] : [],
  );
}

async function answers(task: ClassifierTask, { message, offered, named }: Offered & { named: Named[] }): Promise<ClassifierAnswer[]> {
  const known = offered.map(async (action): Promise<ClassifierAnswer> => {
    const it = named.find(({ name }) => name === action.name);
    return it ? answerOf(action, it, { task, message }) : notNamed(action.name);
  });
  const madeUp = named.filter(({ name }) => !offered.some((action) => action.name === name));
  // Kept for the trace: no offer has these names, so nothing can come of them (P-14).
  return [...(await Promise.all(known)), ...madeUp.map(({ name }) => notNamed(name))];
}

const notNamed = (action: string): ClassifierAnswer => ({ action, score: 0, threshold: sure, accepted: false, parameters: {}, missing: [] });

async function answerOf(
  action: Action,
  { parameters: given }: Named,
  { task, message }: { task: ClassifierTask; message: ClassifiedMessage },
): Promise<ClassifierAnswer> {
  const context = { now: new Date(message.now), timezone: task.timezone, language: task.language, examples: action.examples };
  const parameters: Values = {};
  for (const parameter of action.parameters) {
    const coerced = given[parameter.name] === undefined ? null : await coerce(parameter, given[parameter.name], context);
    // Coerced values are JSON by their type; readonly lists are given on as they are.
    if (coerced?.ok) parameters[parameter.name] = coerced.value as Value;
  }
  const missing = action.parameters.filter(({ name, required }) => required && parameters[name] === undefined).map(({ name }) => name);
  return { action: action.name, score: sure, threshold: sure, accepted: true, parameters, missing };
}

const isRecord = (value: Value | undefined): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
