import type { BuiltInTool } from '../../shared/check/built-in-tools.ts';
import type { Parameter } from '../../shared/project/action.ts';
import type { Effect } from '../../shared/project/effect.ts';
import type { Project } from '../../shared/project/project.ts';
import type { ActionSequence } from '../../shared/project/sequence.ts';
import type { Descriptor, Stage } from '../../shared/project/stage.ts';
import type { Tool } from '../../shared/project/tool.ts';
import type { Value, Values } from '../../shared/value.ts';

/** Something that a model may call in a stage. `wire` is its name as providers take it. */
export type Callable = {
  name: string;
  wire: string;
  description: string;
  parameters: Parameter[];
  confirm: boolean;
  approve: boolean;
  critical: boolean;
  dependsOn: string[];
} & ({ kind: 'tool'; tool: Tool } | { kind: 'sequence'; sequence: ActionSequence } | { kind: 'built_in'; effect: (given: Values) => Effect });

/** What a stage lists for its model, and nothing else (G-31); a model of a stage without a list answers in words alone. */
export function callablesOf(project: Project, stage: Stage | undefined): Callable[] {
  const used = new Set<string>();
  return [...new Set(stage?.tools)].flatMap((name) => {
    const found = callable(project, stage, name);
    return found ? [{ ...found, wire: wireName(name, used) } as Callable] : []; // only the name was left out
  });
}

type Unnamed = Callable extends infer T ? (T extends Callable ? Omit<T, 'wire'> : never) : never;

function callable(project: Project, stage: Stage | undefined, name: string): Unnamed | null {
  const tool = project.tools.find((it) => it.name === name);
  if (tool) {
    const { description = '', parameters, confirm, approve, critical, dependsOn } = tool;
    return { kind: 'tool', tool, name, description, parameters, confirm, approve, critical, dependsOn };
  }
  const sequence = project.actionSequences.find((it) => it.name === name);
  if (sequence) return ofSequence(project, sequence);
  return Object.hasOwn(builtIns, name) ? ofBuiltIn(project, stage, name as BuiltInTool) : null; // it is one of their names
}

/** A sequence is called whole: a part that wants a yes makes the whole want it (R000-03). */
function ofSequence(project: Project, sequence: ActionSequence): Unnamed {
  const tools = toolsIn(project, sequence);
  return {
    kind: 'sequence',
    sequence,
    name: sequence.name,
    description: sequence.description ?? '',
    parameters: sequenceParameters(project, sequence),
    confirm: tools.some((it) => it.confirm),
    approve: tools.some((it) => it.approve),
    critical: tools.some((it) => it.critical),
    dependsOn: [],
  };
}

/** The tools that a sequence calls, by itself or through an action. */
export function toolsIn(project: Project, sequence: ActionSequence): Tool[] {
  const called = effectsIn(project, sequence).flatMap((effect) => (effect.type === 'call_tool' ? [effect.tool] : []));
  const names = [...called, ...sequence.actions.flatMap((item) => ('tool' in item ? [item.tool] : []))];
  return project.tools.filter(({ name }) => names.includes(name));
}

/** The effects of a sequence, its own and those of its actions; beside them are the tools that it names. */
export function effectsIn(project: Project, { actions }: ActionSequence): Effect[] {
  const all = [...project.stages.flatMap((it) => it.actions), ...project.globalActions];
  return actions.flatMap((item) => {
    if ('effect' in item) return [item.effect];
    return 'action' in item ? all.filter(({ name }) => name === item.action).flatMap((it) => it.effects) : [];
  });
}

/** What a sequence wants to know: what its tools want and its items do not say. */
export function sequenceParameters(project: Project, { actions }: ActionSequence): Parameter[] {
  const wanted = actions.flatMap((item) => {
    if (!('tool' in item)) return [];
    const given = item.parameters ?? {};
    return (project.tools.find(({ name }) => name === item.tool)?.parameters ?? []).filter(({ name }) => !(name in given));
  });
  return [...new Map(wanted.toReversed().map((it) => [it.name, it])).values()].toReversed();
}

type BuiltIn = { description: string; parameters(project: Project, stage: Stage | undefined): Parameter[]; effect(given: Values): Effect };

const builtIns: Record<BuiltInTool, BuiltIn> = {
  modify_variables: {
    description: 'Sets variables of the conversation.',
    parameters: (_project, stage) => (stage?.variables ?? []).map(asParameter),
    effect: (given) => ({ type: 'modify_variables', modifications: settings(given) }),
  },
  modify_user_profile: {
    description: 'Sets fields of the user’s profile.',
    parameters: (project) => project.profile.map(asParameter),
    effect: (given) => ({ type: 'modify_user_profile', modifications: settings(given) }),
  },
  go_to_stage: {
    description: 'Moves the conversation to another stage once this answer is given.',
    parameters: ({ stages }) => [{ ...plain('stage'), type: 'enum', required: true, acceptedValues: stages.map(({ name }) => name) }],
    effect: ({ stage = '' }) => ({ type: 'go_to_stage', stage: String(stage) }),
  },
  end_conversation: {
    description: 'Ends the conversation once this answer is given.',
    parameters: () => [plain('reason')],
    effect: ({ reason = '' }) => ({ type: 'end_conversation', reason: literalText(String(reason)) }),
  },
  handoff: {
    description: 'Fetches a human.',
    parameters: () => [plain('reason')],
    effect: ({ reason = '' }) => ({ type: 'handoff', reason: literalText(String(reason)) }),
  },
};

function ofBuiltIn(project: Project, stage: Stage | undefined, name: BuiltInTool): Unnamed {
  const { description, parameters, effect } = builtIns[name];
  const common = { confirm: false, approve: false, critical: false, dependsOn: [] };
  return { kind: 'built_in', name, description, parameters: parameters(project, stage), effect, ...common };
}

const plain = (name: string): Parameter => ({ name, type: 'string', list: false, required: false, onMissing: 'drop' });
const asParameter = ({ name, type, description }: Descriptor): Parameter => ({ ...plain(name), type, ...(description ? { description } : {}) });
const settings = (given: Values) =>
  Object.entries(given).map(([variable, value]) => ({ variable, operation: 'set' as const, value: { literal: value } }));
/** What a model says is data: no template begins in it (P-17). */
const literalText = (text: string): string => text.replaceAll(/\{(?=\{)/g, '{ ');

/** Providers take letters, digits, _ and -, 64 at most. */
function wireName(name: string, used: Set<string>): string {
  const base = name.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 60);
  let wire = base;
  for (let count = 2; used.has(wire); count += 1) wire = `${base}_${count}`;
  used.add(wire);
  return wire;
}

/** Typed parameters as a JSON Schema. */
export function schemaOf(parameters: readonly Parameter[]): { [key: string]: Value } {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((it): [string, Value] => [it.name, propertyOf(it)])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

const jsonTypes: Record<Parameter['type'], Values> = {
  any: {},
  string: { type: 'string' },
  code: { type: 'string' },
  enum: { type: 'string' },
  currency: { type: ['number', 'string'] },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'time' },
  email: { type: 'string', format: 'email' },
  phone: { type: 'string' },
  url: { type: 'string', format: 'uri' },
  list: { type: 'array', items: {} },
  object: { type: 'object' },
};

function propertyOf({ type, list, description, acceptedValues, pattern }: Parameter): Value {
  const item: Values = {
    ...jsonTypes[type],
    ...(acceptedValues ? { enum: acceptedValues.map((it) => (typeof it === 'string' ? it : it.value)) } : {}),
    ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }),
  };
  return { ...(list ? { type: 'array', items: item } : item), ...(description ? { description } : {}) };
}
