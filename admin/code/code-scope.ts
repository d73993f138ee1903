import type { Value } from '../../shared/value.ts';
import { type Path, valueAt } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';

/** A name that code can use, and a word on it. */
export type Known = { name: string; detail: string };

/** What a piece of code of this project sees, by the names that the project gives. */
export type CodeScope = {
  vars: Known[];
  userProfile: Known[];
  params: Known[];
  constants: Known[];
  stages: { name: string; vars: Known[] }[];
  tools: Known[];
  webhooks: Known[];
};

/** What code at a path sees: inside a stage its own variables, elsewhere those of all stages. */
export function codeScope(document: Value, path: Path): CodeScope {
  const project = asRecord(document);
  const stages = asList(project.stages).map((stage) => ({ name: nameOf(stage), vars: described(asRecord(stage).variables) }));
  const own = path[0] === 'stages' && typeof path[1] === 'number' ? stages[path[1]] : undefined;
  const tools = asList(project.tools);
  const isWebhook = (tool: Value): boolean => asRecord(tool).type === 'webhook';
  return {
    vars: own ? own.vars : withoutRepeats(stages.flatMap(({ vars }) => vars)),
    userProfile: described(project.profile),
    params: described(asRecord(valueAt(document, path.slice(0, -1))).parameters),
    constants: Object.entries(asRecord(project.constants)).map(([name, value]) => ({ name, detail: JSON.stringify(value).slice(0, 60) })),
    stages,
    tools: tools.filter((tool) => !isWebhook(tool)).map(asKnown),
    webhooks: tools.filter(isWebhook).map(asKnown),
  };
}

const described = (list: Value | undefined): Known[] =>
  asList(list)
    .map(asKnown)
    .filter(({ name }) => name !== '');

function asKnown(item: Value): Known {
  const { type, description } = asRecord(item);
  return { name: nameOf(item), detail: [asText(type), asText(description)].filter(Boolean).join(', ').slice(0, 80) };
}

const withoutRepeats = (list: Known[]): Known[] => list.filter(({ name }, index) => list.findIndex((other) => other.name === name) === index);
