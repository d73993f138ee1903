import { pathText } from '../finding.ts';
import type { Playbook, Step } from '../project/playbook.ts';
import type { Path } from './partly.ts';

/** A step, where it stands in its playbook, and where the flow goes from it; null is the end of the playbook. */
export type FlowStep = {
  step: Step;
  path: string;
  next: string | null;
  /** Where the branches of an IF/ELSE begin; an empty one goes straight on. */
  branches: (string | null)[];
  otherwise: string | null;
};
export type Flow = { first: string | null; steps: ReadonlyMap<string, FlowStep> };

const known = new WeakMap<Playbook, Flow>();

/**
 * The steps of a playbook with their ways: after a branch comes what follows its IF/ELSE, after a section the next one,
 * after the last the end (C-39). A jump goes to any step id.
 */
export function flowOf(playbook: Playbook): Flow {
  const found = known.get(playbook) ?? flow(playbook);
  known.set(playbook, found);
  return found;
}

/** Where the flow can go from a step. */
export function waysFrom({ step, next, branches, otherwise }: FlowStep): (string | null)[] {
  if (step.type === 'IF_ELSE') return [...new Set([...branches, otherwise])];
  return isEnd(step) ? [] : [next];
}

/** Whether nothing of the playbook follows a step. */
export const isEnd = (step: Step): boolean => step.type === 'RUN' && (step.target.kind === 'exit' || step.target.kind === 'handoff');

function flow(playbook: Playbook): Flow {
  const sections = playbook.sections.map(({ steps }, at): Placed => ({ steps, path: ['sections', at, 'steps'] }));
  const ids = idsOf(sections.flatMap(placed));
  const laid = sections.flatMap((section, at) => lay(section, firstOf(sections.slice(at + 1)), ids));
  return { first: firstOf(sections), steps: new Map(laid.map((it) => [it.path, it])) };
}

type Placed = { steps: Step[]; path: Path };
type PlacedStep = { step: Step; path: Path };

const firstOf = (lists: readonly Placed[]): string | null => {
  const list = lists.find(({ steps }) => steps.length > 0);
  return list ? pathText([...list.path, 0]) : null;
};

/** All steps of a list, those inside of branches included. */
function placed({ steps, path }: Placed): PlacedStep[] {
  return steps.flatMap((step, at) => [{ step, path: [...path, at] }, ...innerOf(step, [...path, at]).flatMap(placed)]);
}

/** The lists of steps inside of a step. */
function innerOf(step: Step, path: Path): Placed[] {
  if (step.type !== 'IF_ELSE') return [];
  const branches = step.branches.map((branch, at): Placed => ({ steps: branch.steps, path: [...path, 'branches', at, 'steps'] }));
  return [...branches, { steps: step.else ?? [], path: [...path, 'else'] }];
}

const idsOf = (steps: readonly PlacedStep[]): ReadonlyMap<string, string> =>
  new Map(steps.toReversed().flatMap(({ step, path }) => (step.id === undefined ? [] : [[step.id, pathText(path)]])));

/** The steps of a list in their ways; `after` is where the list leads. */
function lay({ steps, path }: Placed, after: string | null, ids: ReadonlyMap<string, string>): FlowStep[] {
  return steps.flatMap((step, at) => {
    const place = [...path, at];
    const follows = at + 1 < steps.length ? pathText([...path, at + 1]) : after;
    const next = step.type === 'GO_TO' ? (ids.get(step.target_step_id) ?? null) : follows;
    const inner = innerOf(step, place);
    const starts = inner.map((list) => firstOf([list]) ?? follows);
    const own: FlowStep = { step, path: pathText(place), next, branches: starts.slice(0, -1), otherwise: starts.at(-1) ?? null };
    return [own, ...inner.flatMap((list) => lay(list, follows, ids))];
  });
}
