import type { z } from 'zod';
import { bare, definitionOf, type Schema } from '../../shared/check/schema-nodes.ts';
import { project } from '../../shared/project/project.ts';
import * as words from '../../shared/project/words.ts';

/** One key of an object in the document: what it holds, and its default; `required` where there must be one. */
export type Row = { key: string; holds: string; standard: string };

/** The sections of the reference: each object of the document under the name that the page gives it. */
export function sections(): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  collect('project', project, found);
  return found;
}

/** Names of the objects, by the key that holds them; a key that is not here names its object itself. */
const titles: Record<string, string> = {
  stages: 'stage',
  actions: 'action',
  globalActions: 'action',
  parameters: 'parameter',
  variables: 'descriptor',
  profile: 'descriptor',
  data: 'descriptor',
  tools: 'tool',
  effects: 'effect',
  effect: 'effect',
  buttons: 'button',
  cards: 'card',
  'card.image': 'image of a card',
  'effect.form': 'form of a response',
  modifications: 'modification',
  classifiers: 'classifier',
  transformers: 'transformer',
  actionSequences: 'action sequence',
  'action sequence.actions': 'item of an action sequence',
  playbooks: 'playbook',
  sections: 'section',
  steps: 'step',
  else: 'step',
  branches: 'branch',
  conditions: 'condition',
  groups: 'group',
  inputs: 'input',
  images: 'image',
  promptSequences: 'prompt sequence',
  'prompt sequence.steps': 'step of a prompt sequence',
  'prompt sequence.variables': 'variable of a prompt sequence',
  snippets: 'snippet',
  knowledge: 'knowledge item',
  models: 'model',
  states: 'state',
  transitions: 'transition',
  acceptedValues: 'accepted value',
};

function titleOf(owner: string, key: string): string {
  if (/^on[A-Z]/.test(key)) return 'hook';
  const kind = owner.replace(/ `.*/, '');
  return titles[`${kind}.${key}`] ?? titles[key] ?? key;
}

function collect(title: string, schema: Schema, found: Map<string, Row[]>): void {
  if (isNamed(schema)) return;
  const { element, options = [], shape = {} } = definitionOf(bare(schema));
  if (element) collect(title, element, found);
  for (const option of options) collect(`${title}${variant(option)}`, option, found);
  const fields = Object.entries(shape);
  if (fields.length === 0 || found.has(title)) return;
  found.set(
    title,
    fields.map(([key, value]) => row(key, value)),
  );
  for (const [key, value] of fields) collect(titleOf(title, key), value, found);
}

function variant(option: Schema): string {
  const { shape } = definitionOf(bare(option));
  const literal = ['type', 'kind'].map((key) => shape?.[key]).find((it) => it && definitionOf(it).type === 'literal');
  if (literal) return ` \`${definitionOf(literal).values?.[0]}\``;
  return shape ? ` with \`${Object.keys(shape)[0]}\`` : '';
}

function row(key: string, schema: Schema): Row {
  const { type } = schema._zod.def;
  const standard = (schema._zod.def as { defaultValue?: unknown }).defaultValue; // only schemas with a default have one
  if (type === 'default') return { key, holds: holds(schema), standard: `\`${JSON.stringify(standard)}\`` };
  const isRequired = !(schema as z.ZodType).safeParse(undefined).success; // every schema of a document is a ZodType
  return { key, holds: holds(schema), standard: isRequired ? 'required' : '' };
}

const named: [Schema, string][] = [
  [words.template, 'template'],
  [words.expression, 'expression'],
  [words.authoredValue, 'authored value'],
  [words.value, 'value'],
  [words.name, 'name'],
  [words.identifier, 'identifier'],
  [words.language, 'language tag'],
];

function nameOf(schema: Schema): string | undefined {
  for (let at: Schema | undefined = schema; at; at = at._zod.parent) {
    const found = named.find(([it]) => it === at);
    if (found) return found[1];
  }
  return undefined;
}

/** Whether a schema is one that has a name of its own, below what says that it may be missing. */
function isNamed(schema: Schema): boolean {
  const { innerType } = definitionOf(schema);
  return nameOf(schema) !== undefined || (innerType !== undefined && isNamed(innerType));
}

function holds(schema: Schema): string {
  const name = nameOf(schema);
  if (name) return name;
  const definition = schema._zod.def as { type: string; entries?: Record<string, string>; values?: unknown[] } & ReturnType<typeof definitionOf>; // read by type below
  const below = definition.innerType ?? definition.getter?.();
  if (below) return holds(below);
  if (definition.entries)
    return Object.values(definition.entries)
      .map((it) => `\`${it}\``)
      .join(', ');
  if (definition.values) return `\`${definition.values[0]}\``;
  if (definition.element) return `list of ${holds(definition.element)}`;
  if (definition.valueType) return `${holds(definition.valueType)} by name`;
  if (definition.options) return definition.discriminator ? 'object' : [...new Set(definition.options.map(holds))].join(' or ');
  return limited(definition.type, schema);
}

function limited(type: string, schema: Schema): string {
  if (type !== 'number') return type === 'string' ? 'text' : type;
  const { minValue, maxValue } = schema as z.ZodNumber; // its type says so
  const bounds = [minValue, maxValue].map((it) => (it === null || Math.abs(it) >= Number.MAX_SAFE_INTEGER ? '' : String(it)));
  return bounds.every((it) => it === '') ? 'number' : `number ${bounds.join(' … ').trim()}`;
}
