import type { Value } from '../../shared/value.ts';
import { hookLabel, outline } from '../document/outline.ts';
import { asRecord, asText, isRecord, nameOf } from '../document/read.ts';
import { effectName } from '../effects/sentence.ts';

/** What the page calls a key of the document; one without a word of its own is read as words. */
export function keyWord(key: string): string {
  if (Object.hasOwn(words, key)) return words[key] ?? key;
  const hook = hookLabel(key);
  return hook === key ? asWords(key) : hook;
}

/** What an item of a list is called: its name, or its place and what it does or is about. */
export function itemWord(item: Value | undefined, index: number): string {
  const name = nameOf(item);
  if (name !== '') return name;
  const { type, variable, label, title, value, url } = asRecord(item);
  const about = asText(type) === '' ? [variable, label, title, value, url].map(asText).find((text) => text !== '') : effectName(asText(type));
  return about ? `${index + 1}. ${about}` : `${index + 1}`;
}

/** Whether what a key holds has names that its author chose, which are shown as they are. */
export const holdsOwnNames = (key: string, value: Value | undefined): boolean => freeForm.has(key) || (maps.has(key) && isRecord(value));

/** Keys whose words on the page are others than their own. */
export const words: Readonly<Record<string, string>> = {
  globalActions: outline(null).find(({ adds }) => adds.includes('globalAction'))?.label ?? 'Global actions',
  actionSequences: 'Sequences',
  profile: 'Profile fields',
  triggerOnUserInput: 'What the visitor writes',
  triggerOnClientCommand: 'A command of the page or a button',
  counterExamples: 'Counter-examples',
  noModelReply: 'Answer without a model',
  defaultModel: 'Model used where nothing else is chosen',
  defaultClassifier: 'Classifier used where nothing else is chosen',
  code: 'Script',
  url: 'Address',
  apiKey: 'Variable with the key',
  maximumOutputTokens: 'Longest answer',
  timeoutMilliseconds: 'Patience',
  retries: 'Further attempts',
  inputCostPerMillion: 'Cost of input',
  outputCostPerMillion: 'Cost of output',
  output: 'Shape of the answer',
  readOnly: 'Only reads',
  critical: 'A failure counts for the whole turn',
  confirm: 'Asks the visitor first',
  approve: 'Asks an operator first',
  tool: 'Tool or sequence',
  saveAs: 'Keep the result in',
  statusVariable: 'Keep the status in',
  template: 'What the assistant reads instead',
  responses: 'Texts',
  selection: 'Which one',
  imageHosts: 'Image hosts',
  tellsStage: 'Pages are told the stage',
  messageRating: 'Each answer can be rated',
};

const freeForm = new Set(['body', 'constants', 'data', 'default', 'output', 'value']);
/** Lists in one part of the document, and values by name in another. */
const maps = new Set(['headers', 'inputs', 'outputs', 'parameters', 'query', 'translations', 'variables', 'watchedVariables']);

function asWords(key: string): string {
  const text = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
