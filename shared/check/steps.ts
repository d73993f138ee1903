import type { Branch, ConditionGroup, Playbook, Step } from '../project/playbook.ts';
import { each, type Partly, type Path, type Placed } from './partly.ts';

export type LooseStep = Partly<Step>;
export type LooseCondition = NonNullable<NonNullable<Partly<Branch>['conditions']>[number]>;

/** Every step of a playbook, those inside of branches included, in the order in which they are written. */
export function stepsOf({ it, path }: Placed<Partly<Playbook>>): Placed<LooseStep>[] {
  return each(it.sections, [...path, 'sections']).flatMap((section) => inside(section.it.steps, [...section.path, 'steps']));
}

type Steps = (Partly<Step> | undefined)[] | undefined;

function inside(steps: Steps, path: Path): Placed<LooseStep>[] {
  return each(steps, path).flatMap((step) => {
    if (step.it.type !== 'IF_ELSE') return [step];
    const branches = each(step.it.branches, [...step.path, 'branches']).flatMap((it) => inside(it.it.steps, [...it.path, 'steps']));
    return [step, ...branches, ...inside(step.it.else, [...step.path, 'else'])];
  });
}

/** The branches of an IF/ELSE, and the groups in them at any depth. */
export function groupsOf(step: Placed<LooseStep>): Placed<Partly<Branch> | Partly<ConditionGroup>>[] {
  if (step.it.type !== 'IF_ELSE') return [];
  return each(step.it.branches, [...step.path, 'branches']).flatMap(withInner);
}

function withInner(group: Placed<Partly<Branch> | Partly<ConditionGroup>>): Placed<Partly<Branch> | Partly<ConditionGroup>>[] {
  return [group, ...each(group.it.groups, [...group.path, 'groups']).flatMap(withInner)];
}
