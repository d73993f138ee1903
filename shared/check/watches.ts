import { type Finding, pathText } from '../finding.ts';
import type { Project } from '../project/project.ts';
import type { Transformer } from '../project/stage.ts';
import { finding } from './catalogue.ts';
import { actionsOf } from './holders.ts';

/** Watched variables that no transformer writes: only transformers trigger by a change (C-13). */
export function watchFindings(project: Project): Finding[] {
  return actionsOf(project).flatMap(({ it, path, stage }) => {
    const transformers = transformersOf(project, stage);
    const writes = (name: string): boolean =>
      transformers.some((transformer) => transformer.type === 'script' || transformer.variables.includes(name));
    const where = stage < 0 ? 'any stage' : `the stage "${project.stages[stage]?.name ?? ''}"`;
    return Object.keys(it.watchedVariables ?? {}).flatMap((name) =>
      writes(name) ? [] : [finding({ code: 'watch.never', path: pathText([...path, 'watchedVariables', name]), details: { name, where } })],
    );
  });
}

function transformersOf(project: Project, stage: number): Transformer[] {
  const names = new Set(project.stages.flatMap((it, at) => (stage < 0 || at === stage ? it.transformers : [])));
  return project.transformers.filter((it) => names.has(it.name));
}
