import type { Hook } from '../../shared/project/action.ts';
import type { Project } from '../../shared/project/project.ts';
import type { HookName, ListRun } from '../../shared/run.ts';
import { planHook } from './plan.ts';

/** The run of a stage's or a project's hook, or nothing where none is written. */
export function hookRun(project: Project, { hook, stage, id }: { hook: HookName; stage: string; id: string }): ListRun | null {
  const found = findHook(project, hook, stage);
  if (!found || found.hook.effects.length === 0) return null;
  return { program: 'list', id, effects: planHook(project, found.hook, { name: hook, path: found.path }).effects, at: 0, hook };
}

function findHook(project: Project, name: HookName, stage: string): { hook: Hook; path: string } | null {
  if (name === 'onEnter' || name === 'onLeave' || name === 'onFallback') {
    const index = project.stages.findIndex((it) => it.name === stage);
    const hook = project.stages[index]?.[name];
    return hook ? { hook, path: `stages[${index}].${name}` } : null;
  }
  const hook = project[name];
  return hook ? { hook, path: name } : null;
}
