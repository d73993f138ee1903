import type { Action } from '../../shared/project/action.ts';
import type { Project } from '../../shared/project/project.ts';
import type { ActionSequence, PromptSequence } from '../../shared/project/sequence.ts';
import { parametersOf } from '../../shared/prompt-text.ts';
import { sequenceParameters } from './callables.ts';
import { playbookOffers } from './playbook-offers.ts';

/** An action that a stage has to offer, with its place in the document. */
export type Offer = { action: Action; path: string; kind: 'action' | 'global_action' };

/** A stage's own actions, then the project's, but for those that a stage action of the same name shadows (C-11). */
export function offersOf(project: Project, stageName: string): Offer[] {
  const index = project.stages.findIndex((it) => it.name === stageName);
  const own = (project.stages[index]?.actions ?? []).map(
    (action, at): Offer => ({ action, path: `stages[${index}].actions[${at}]`, kind: 'action' }),
  );
  const shadowed = new Set(own.map(({ action }) => action.name));
  const global = project.globalActions.map((action, at): Offer => ({ action, path: `globalActions[${at}]`, kind: 'global_action' }));
  const offered = [...own, ...global.filter(({ action }) => !shadowed.has(action.name))];
  const all = [
    ...offered,
    ...[...sequenceOffers(project), ...promptSequenceOffers(project)].filter(({ action }) => !offered.some((it) => it.action.name === action.name)),
  ];
  return [...all, ...playbookOffers(project, new Set(all.map(({ action }) => action.name)))];
}

/** Action sequences that a client may fire: each as an action that calls it. */
const sequenceOffers = (project: Project): Offer[] =>
  project.actionSequences.flatMap((sequence, at) =>
    sequence.triggerOnClientCommand ? [{ action: commandFor(project, sequence), path: `actionSequences[${at}]`, kind: 'action' }] : [],
  );

const commandFor = (project: Project, sequence: ActionSequence): Action => ({
  name: sequence.name,
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  examples: [],
  counterExamples: [],
  parameters: sequenceParameters(project, sequence),
  interrupts: false,
  effects: [{ type: 'call_tool', tool: sequence.name }],
});

/** Prompt sequences that a client may fire: each as an action that starts a run, with the sequence's variables as its parameters. */
const promptSequenceOffers = (project: Project): Offer[] =>
  project.promptSequences.flatMap((sequence, at) =>
    sequence.triggerOnClientCommand ? [{ action: commandThatStarts(sequence), path: `promptSequences[${at}]`, kind: 'action' }] : [],
  );

const commandThatStarts = ({ name, variables }: PromptSequence): Action => ({
  name,
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  examples: [],
  counterExamples: [],
  parameters: parametersOf(variables),
  interrupts: false,
  effects: [{ type: 'run_prompt_sequence', sequence: name }],
});

/** The classifiers that a stage's messages go to, each with the actions that it decides about (R003-32). */
export function byClassifier(project: Project, stageName: string): Map<string, Action[]> {
  const stage = project.stages.find((it) => it.name === stageName);
  const standard = stage?.classifier ?? project.defaultClassifier ?? '';
  const groups = new Map<string, Action[]>();
  for (const { action } of offersOf(project, stageName)) {
    if (!action.triggerOnUserInput) continue;
    const name = action.classifier ?? standard;
    groups.set(name, [...(groups.get(name) ?? []), action]);
  }
  return groups;
}
