import type { Action } from '../../shared/project/action.ts';
import type { Project } from '../../shared/project/project.ts';

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
  return [...own, ...global.filter(({ action }) => !shadowed.has(action.name))];
}

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
