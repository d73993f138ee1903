import { type Finding, pathText } from '../finding.ts';
import type { Stage } from '../project/stage.ts';
import { builtInTools } from './built-in-tools.ts';
import { finding } from './catalogue.ts';
import { actionsOf, type Doc, effectsOf } from './holders.ts';
import { meantName } from './nearest.ts';
import { each, type Partly, type Path, type Placed } from './partly.ts';
import { stepsOf } from './steps.ts';

/** Names in a document that nothing has. */
export function unknownNames(document: Doc): Finding[] {
  return referencesOf(document).flatMap(({ kind, name, path, known }) =>
    name === undefined || known.includes(name)
      ? []
      : [finding({ code: 'name.unknown', path: pathText(path), details: { kind, name, known: listed(known) }, ...meantName(name, known) })],
  );
}

const listed = (known: string[]): string => (known.length > 0 ? [...new Set(known)].slice(0, 12).join(', ') : 'there is none yet');

type Reference = { kind: string; name: string | undefined; path: Path; known: string[] };
/** The names that there are, by kind. */
type Known = Record<
  'stages' | 'tools' | 'callable' | 'actions' | 'playbooks' | 'promptSequences' | 'snippets' | 'classifiers' | 'transformers' | 'models',
  string[]
>;

const referencesOf = (document: Doc): Reference[] => {
  const known = knownIn(document);
  return [
    ...ofProject(document, known),
    ...each(document.stages, ['stages']).flatMap((stage) => [...ofStage(stage, known), ...ofWorkflow(stage, known)]),
    ...actionsOf(document).map(({ it, path }) => ({
      kind: 'classifier',
      name: it.classifier,
      path: [...path, 'classifier'],
      known: known.classifiers,
    })),
    ...ofEffects(document, known),
    ...ofSequences(document, known),
    ...each(document.playbooks, ['playbooks']).flatMap((playbook) => ofPlaybook(playbook, known)),
  ];
};

function knownIn(document: Doc): Known {
  const [tools, sequences] = [namesOf(document.tools), namesOf(document.actionSequences)];
  return {
    stages: namesOf(document.stages),
    tools,
    callable: [...tools, ...sequences],
    actions: actionsOf(document).flatMap(({ it }) => it.name ?? []),
    playbooks: namesOf(document.playbooks),
    promptSequences: namesOf(document.promptSequences),
    snippets: each(document.snippets, []).flatMap(({ it }) => it.id ?? []),
    classifiers: namesOf(document.classifiers),
    transformers: namesOf(document.transformers),
    models: namesOf(document.models),
  };
}

const namesOf = (list: ({ name?: string } | undefined)[] | undefined): string[] => (list ?? []).flatMap((it) => it?.name ?? []);

function ofProject(document: Doc, known: Known): Reference[] {
  return [
    { kind: 'classifier', name: document.defaultClassifier, path: ['defaultClassifier'], known: known.classifiers },
    { kind: 'model', name: document.defaultModel, path: ['defaultModel'], known: known.models },
    ...[...each(document.classifiers, ['classifiers']), ...each(document.transformers, ['transformers']), ...each(document.tools, ['tools'])].map(
      ({ it, path }) => ({ kind: 'model', name: 'model' in it ? it.model : undefined, path: [...path, 'model'], known: known.models }),
    ),
    ...each(document.models, ['models']).flatMap(({ it, path }) =>
      all('model', { list: it.fallback, path: [...path, 'fallback'], known: known.models }),
    ),
    ...each(document.tools, ['tools']).flatMap(({ it, path }) =>
      all('tool', { list: it.dependsOn, path: [...path, 'dependsOn'], known: known.tools }),
    ),
  ];
}

type Listed = { list: (string | undefined)[] | undefined; path: Path; known: string[] };
const all = (kind: string, { list, path, known }: Listed): Reference[] =>
  each(list, path).map(({ it, path: place }) => ({ kind, name: it, path: place, known }));

function ofStage({ it, path }: Placed<Partly<Stage>>, known: Known): Reference[] {
  return [
    { kind: 'classifier', name: it.classifier, path: [...path, 'classifier'], known: known.classifiers },
    { kind: 'model', name: it.model, path: [...path, 'model'], known: known.models },
    ...all('transformer', { list: it.transformers, path: [...path, 'transformers'], known: known.transformers }),
    ...all('tool or action sequence', { list: it.tools, path: [...path, 'tools'], known: [...known.callable, ...builtInTools] }),
  ];
}

function ofWorkflow({ it, path }: Placed<Partly<Stage>>, known: Known): Reference[] {
  const place = [...path, 'workflow'];
  const states = namesOf(it.workflow?.states);
  return [
    { kind: 'state', name: it.workflow?.start, path: [...place, 'start'], known: states },
    ...each(it.workflow?.transitions, [...place, 'transitions']).flatMap((transition) => [
      { kind: 'state', name: transition.it.from, path: [...transition.path, 'from'], known: states },
      { kind: 'state', name: transition.it.to, path: [...transition.path, 'to'], known: states },
      { kind: 'tool or action sequence', name: transition.it.tool, path: [...transition.path, 'tool'], known: known.callable },
    ]),
  ];
}

function ofEffects(document: Doc, known: Known): Reference[] {
  return effectsOf(document).flatMap(({ it, path }): Reference[] => {
    if (it.type === 'call_tool') return [{ kind: 'tool or action sequence', name: it.tool, path: [...path, 'tool'], known: known.callable }];
    if (it.type === 'go_to_stage') return [{ kind: 'stage', name: it.stage, path: [...path, 'stage'], known: known.stages }];
    if (it.type === 'start_playbook') return [{ kind: 'playbook', name: it.playbook, path: [...path, 'playbook'], known: known.playbooks }];
    if (it.type !== 'run_prompt_sequence') return [];
    return [{ kind: 'prompt sequence', name: it.sequence, path: [...path, 'sequence'], known: known.promptSequences }];
  });
}

function ofSequences(document: Doc, known: Known): Reference[] {
  const items = each(document.actionSequences, ['actionSequences']).flatMap(({ it, path }) => each(it.actions, [...path, 'actions']));
  const steps = each(document.promptSequences, ['promptSequences']).flatMap(({ it, path }) => each(it.steps, [...path, 'steps']));
  return [
    ...items.flatMap(({ it, path }): Reference[] => {
      // A sequence in place of a tool has a finding of its own (R000-12).
      if ('tool' in it) return [{ kind: 'tool', name: it.tool, path: [...path, 'tool'], known: known.callable }];
      return 'action' in it ? [{ kind: 'action', name: it.action, path: [...path, 'action'], known: known.actions }] : [];
    }),
    ...steps.flatMap(({ it, path }) =>
      it.type === 'snippet' ? [{ kind: 'snippet', name: it.snippetId, path: [...path, 'snippetId'], known: known.snippets }] : [],
    ),
  ];
}

function ofPlaybook(playbook: Placed<NonNullable<NonNullable<Doc['playbooks']>[number]>>, known: Known): Reference[] {
  const steps = stepsOf(playbook);
  const ids = steps.flatMap(({ it }) => it.id ?? []);
  return steps.flatMap(({ it, path }): Reference[] => {
    if (it.type === 'GO_TO') return [{ kind: 'step', name: it.target_step_id, path: [...path, 'target_step_id'], known: ids }];
    if (it.type !== 'RUN' || !it.target) return [];
    const place = [...path, 'target', 'name'];
    if (it.target.kind === 'playbook') return [{ kind: 'playbook', name: it.target.name, path: place, known: known.playbooks }];
    if (it.target.kind !== 'action') return [];
    return [{ kind: 'tool, action sequence or action', name: it.target.name, path: place, known: [...known.callable, ...known.actions] }];
  });
}
