import type { Finding } from '../finding.ts';
import { conditionsIn } from './playbook-conditions.ts';
import { type Flow, type FlowStep, flowOf, waysFrom } from './playbook-flow.ts';
import { loops, reachable } from './playbook-graph.ts';
import { autoHandoffs } from './playbook-handoff.ts';
import type { Proved } from './playbook-proved.ts';
import { writesOf } from './playbook-variables.ts';

/** Steps that nothing leads to, loops that can neither wait nor leave (R004-54, C-40), and status variables that nobody tests (R004-44). */
export function flowFindings({ playbook, tell }: Proved): Finding[] {
  const flow = flowOf(playbook);
  const found = reachable(flow);
  const endless = loops(
    flow,
    ({ path, step }) => found.has(path) && step.type !== 'ASK' && !(step.type === 'RUN' && step.target.kind === 'playbook'),
  ).filter((loop) => !canLeave(loop));
  const untested = [...autoHandoffs(playbook)].filter(([path, isAutomatic]) => isAutomatic && found.has(path));
  return [
    ...firstUnreached(flow, found).map((path) => tell('playbook.unreachable_step', path)),
    ...endless.map((loop) => tell('playbook.endless_loop', loop[0]?.path ?? '', { steps: loop.map(({ path }) => path).join(', ') })),
    ...untested.flatMap(([path]) => {
      const step = flow.steps.get(path)?.step;
      const name = step?.type === 'RUN' && step.target.kind === 'action' ? step.target.statusVariable : undefined;
      return name === undefined ? [] : [tell('playbook.status_not_tested', `${path}.target.statusVariable`, { name })];
    }),
  ];
}

/** Of steps that follow each other unreached, the first: the others are unreached because of it. */
function firstUnreached({ steps }: Flow, found: ReadonlySet<string>): string[] {
  const missing = [...steps.values()].filter(({ path }) => !found.has(path));
  const led = new Set(missing.flatMap((step) => waysFrom(step)));
  const first = missing.filter(({ path }) => !led.has(path));
  // Unreached steps may also lead to each other in a ring, and then any of them will do.
  return (first.length > 0 ? first : missing.slice(0, 1)).map(({ path }) => path);
}

/** Whether a loop has a way out that something in the loop can open: a change, and a branch that sees it. */
function canLeave(loop: readonly FlowStep[]): boolean {
  const inside = new Set<string | null>(loop.map(({ path }) => path));
  const exits = loop.filter((step) => step.step.type === 'IF_ELSE' && waysFrom(step).some((way) => !inside.has(way)));
  const seen = new Set(
    exits.flatMap(({ step }) => (step.type === 'IF_ELSE' ? step.branches.flatMap(conditionsIn).map(({ variable }) => variable) : [])),
  );
  const isAction = ({ step }: FlowStep): boolean => step.type === 'RUN' && step.target.kind === 'action';
  return exits.length > 0 && loop.some((step) => isAction(step) || writesOf(step.step).some((name) => seen.has(name)));
}
