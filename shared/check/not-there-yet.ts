import type { Finding } from '../finding.ts';
import type { Project } from '../project/project.ts';
import { type FindingCode, finding } from './catalogue.ts';
import { effectsOf } from './holders.ts';
import { stepsOf } from './steps.ts';

/** A part whose program is still to come: where a project uses it. A part that has landed loses its row. */
type Row = { code: Extract<FindingCode, `later.${string}`>; path(project: Project): string | null };

const rows: Row[] = [
  { code: 'later.prompt_sequences', path: (project) => filled('promptSequences', project.promptSequences) },
  { code: 'later.handoff', path: handoff },
];

/** Parts of a project that are accepted, kept and checked, but do nothing yet; one finding for each part. */
export const notThereYet = (project: Project): Finding[] =>
  rows.flatMap(({ code, path }) => {
    const place = path(project);
    return place === null ? [] : [finding({ code, path: place })];
  });

const filled = (path: string, list: readonly unknown[]): string | null => (list.length > 0 ? path : null);

function handoff(project: Project): string | null {
  const asEffect = effectsOf(project).some(({ it }) => it.type === 'handoff' || (it.type === 'call_tool' && it.onError === 'handoff'));
  const steps = project.playbooks.flatMap((it, at) => stepsOf({ it, path: ['playbooks', at] }));
  return asEffect || steps.some(({ it }) => it.type === 'RUN' && it.target?.kind === 'handoff') ? '' : null;
}
