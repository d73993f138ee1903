import { type Finding, pathText } from '../finding.ts';
import { type FindingCode, finding } from './catalogue.ts';
import type { Doc } from './holders.ts';
import { each, type Path } from './partly.ts';
import { stepsOf } from './steps.ts';

/** Tools that wait for each other, playbooks that run each other, models that fall back on each other (R001-06, C-41). */
export function cycleFindings(document: Doc): Finding[] {
  return [
    ...cycles(
      'cycle.tools',
      each(document.tools, ['tools']).map(({ it, path }) => node(it.name, it.dependsOn, [...path, 'dependsOn'])),
    ),
    ...cycles(
      'cycle.models',
      each(document.models, ['models']).map(({ it, path }) => node(it.name, it.fallback, [...path, 'fallback'])),
    ),
    ...cycles(
      'cycle.playbooks',
      each(document.playbooks, ['playbooks']).map((playbook) => node(playbook.it.name, linkedFrom(playbook), playbook.path)),
    ),
  ];
}

type Node = { name: string; next: string[]; path: Path };

const node = (name: string | undefined, next: (string | undefined)[] | undefined, path: Path): Node => ({
  name: name ?? '',
  next: (next ?? []).filter((it) => it !== undefined),
  path,
});

const linkedFrom = (playbook: Parameters<typeof stepsOf>[0]): string[] =>
  stepsOf(playbook).flatMap(({ it }) => (it.type === 'RUN' && it.target?.kind === 'playbook' ? (it.target.name ?? []) : []));

function cycles(code: FindingCode, nodes: Node[]): Finding[] {
  const byName = new Map(nodes.map((it) => [it.name, it]));
  const done = new Set<string>();
  return nodes.flatMap(({ name, path }) => {
    if (done.has(name)) return [];
    const found = pathBack(name, byName);
    for (const member of found ?? []) done.add(member);
    return found ? [finding({ code, path: pathText(path), details: { cycle: [...found, name].join(' → ') } })] : [];
  });
}

/** The shortest way from a node back to itself. */
function pathBack(start: string, byName: ReadonlyMap<string, Node>): string[] | null {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of byName.get(way.at(-1) ?? '')?.next ?? []) {
      if (next === start) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}
