import { type Flow, type FlowStep, waysFrom } from './playbook-flow.ts';

/** The steps that can be reached from the beginning. */
export function reachable({ first, steps }: Flow): ReadonlySet<string> {
  const found = new Set<string>();
  const open: (string | null)[] = [first];
  for (const path of open) {
    const here = path === null || found.has(path) ? undefined : steps.get(path);
    if (!here) continue;
    found.add(here.path);
    open.push(...waysFrom(here));
  }
  return found;
}

/** Groups of steps that lead back to themselves, only over steps that pass the test. */
export function loops({ steps }: Flow, passes: (step: FlowStep) => boolean): FlowStep[][] {
  const within = new Map([...steps].filter(([, step]) => passes(step)));
  const reach = new Map([...within.keys()].map((path) => [path, ahead(path, within)]));
  const done = new Set<string>();
  return [...within.values()].flatMap((step) => {
    if (done.has(step.path) || !reach.get(step.path)?.has(step.path)) return [];
    const members = [...within.values()].filter(({ path }) => reach.get(step.path)?.has(path) && reach.get(path)?.has(step.path));
    for (const { path } of members) done.add(path);
    return [members];
  });
}

/** What can be reached from a step in one step or more. */
function ahead(from: string, within: ReadonlyMap<string, FlowStep>): Set<string> {
  const found = new Set<string>();
  const open = [from];
  for (const path of open) {
    for (const next of waysOf(path, within)) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function waysOf(path: string, within: ReadonlyMap<string, FlowStep>): string[] {
  const step = within.get(path);
  return step ? waysFrom(step).flatMap((next) => (next !== null && within.has(next) ? [next] : [])) : [];
}

/** What is known at each reachable step before it is done, where ways that meet keep what `meet` makes of both. */
export function settled<Fact>(
  flow: Flow,
  {
    start,
    step,
    meet,
    same,
  }: { start: Fact; step: (before: Fact, it: FlowStep) => Fact; meet: (one: Fact, other: Fact) => Fact; same: (one: Fact, other: Fact) => boolean },
): ReadonlyMap<string, Fact> {
  const before = new Map<string, Fact>();
  const open: { path: string | null; fact: Fact }[] = [{ path: flow.first, fact: start }];
  for (const { path, fact } of open) {
    const here = path === null ? undefined : flow.steps.get(path);
    if (!here) continue;
    const known = before.get(here.path);
    const next = known === undefined ? fact : meet(known, fact);
    if (known !== undefined && same(known, next)) continue;
    before.set(here.path, next);
    open.push(...waysFrom(here).map((way) => ({ path: way, fact: step(next, here) })));
  }
  return before;
}
