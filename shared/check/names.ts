import { type Finding, pathText } from '../finding.ts';
import { finding } from './catalogue.ts';
import { actionsOf, type Doc } from './holders.ts';
import { each, type Path, type Placed } from './partly.ts';
import { stepsOf } from './steps.ts';

/** Two things of a kind in one scope under one name; the second is reported (R003-06, R002-11, R004-52). */
export const duplicateFindings = (document: Doc): Finding[] => scopesOf(document).flatMap(repeated);

/** Tools and action sequences that share a name: call_tool could mean either. */
export function takenFindings(document: Doc): Finding[] {
  const tools = new Set(each(document.tools, []).map(({ it }) => it.name));
  return each(document.actionSequences, ['actionSequences']).flatMap(({ it, path }) =>
    it.name !== undefined && tools.has(it.name)
      ? [finding({ code: 'name.taken', path: pathText([...path, 'name']), details: { name: it.name } })]
      : [],
  );
}

/** Things that must differ in their names; each name with its place. */
type Scope = { kind: string; names: Placed<string>[] };

function scopesOf(document: Doc): Scope[] {
  return [...topLevel(document), ...inStages(document), ...parameters(document), ...inSequences(document), ...inPlaybooks(document)];
}

const topLevel = (document: Doc): Scope[] => [
  named('stage', document.stages, ['stages']),
  named('global action', document.globalActions, ['globalActions']),
  named('tool', document.tools, ['tools']),
  named('action sequence', document.actionSequences, ['actionSequences']),
  named('classifier', document.classifiers, ['classifiers']),
  named('transformer', document.transformers, ['transformers']),
  named('playbook', document.playbooks, ['playbooks']),
  named('prompt sequence', document.promptSequences, ['promptSequences']),
  named('model', document.models, ['models']),
  named('profile field', document.profile, ['profile']),
  identified('snippet', document.snippets, ['snippets']),
  identified('knowledge item', document.knowledge, ['knowledge']),
];

const inStages = (document: Doc): Scope[] =>
  each(document.stages, ['stages']).flatMap(({ it, path }) => [
    named('action', it.actions, [...path, 'actions']),
    named('variable', it.variables, [...path, 'variables']),
    named('state', it.workflow?.states, [...path, 'workflow', 'states']),
    named('variable', it.workflow?.data, [...path, 'workflow', 'data']),
  ]);

const parameters = (document: Doc): Scope[] =>
  [...actionsOf(document), ...each(document.tools, ['tools'])].map(({ it, path }) => named('parameter', it.parameters, [...path, 'parameters']));

const inSequences = (document: Doc): Scope[] =>
  each(document.promptSequences, ['promptSequences']).flatMap(({ it, path }) => [
    named('variable', it.variables, [...path, 'variables']),
    identified('step', it.steps, [...path, 'steps']),
  ]);

const inPlaybooks = (document: Doc): Scope[] =>
  each(document.playbooks, ['playbooks']).flatMap((playbook) => [
    { kind: 'step', names: stepsOf(playbook).flatMap(({ it, path }) => (it.id === undefined ? [] : [{ it: it.id, path: [...path, 'id'] }])) },
  ]);

function named(kind: string, list: ({ name?: string } | undefined)[] | undefined, path: Path): Scope {
  return { kind, names: each(list, path).flatMap((one) => (one.it.name === undefined ? [] : [{ it: one.it.name, path: [...one.path, 'name'] }])) };
}

function identified(kind: string, list: ({ id?: string } | undefined)[] | undefined, path: Path): Scope {
  return { kind, names: each(list, path).flatMap((one) => (one.it.id === undefined ? [] : [{ it: one.it.id, path: [...one.path, 'id'] }])) };
}

function repeated({ kind, names }: Scope): Finding[] {
  const first = new Map<string, string>();
  return names.flatMap(({ it: name, path }) => {
    const place = pathText(path);
    const other = first.get(name);
    if (other === undefined) first.set(name, place);
    return other === undefined ? [] : [finding({ code: 'name.duplicate', path: place, details: { kind, name, first: other } })];
  });
}
