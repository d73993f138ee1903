import type { Playbook, Step } from '../project/playbook.ts';
import type { Value } from '../value.ts';
import { conditionsIn } from './playbook-conditions.ts';
import { type Flow, type FlowStep, flowOf, waysFrom } from './playbook-flow.ts';
import { readsOf, writesOf } from './playbook-variables.ts';

/**
 * Whether a failure of each RUN action fetches a human: it does, unless a variable that carries the action's status is
 * compared in an IF/ELSE that can be reached before it is overwritten (R004-43, R004-44, C-36). By the path of the step.
 */
export function autoHandoffs(playbook: Playbook): ReadonlyMap<string, boolean> {
  const flow = flowOf(playbook);
  const actions = [...flow.steps.values()].filter(({ step }) => step.type === 'RUN' && step.target.kind === 'action');
  return new Map(actions.map((it) => [it.path, !isStatusTested(flow, it)]));
}

/** Whether the status of a RUN action, or a copy of it, is compared somewhere after it. */
function isStatusTested(flow: Flow, { step, path, next }: FlowStep): boolean {
  if (step.type !== 'RUN' || step.target.kind !== 'action') return false;
  const { name, statusVariable } = step.target;
  const open: State[] = [{ at: next, carriers: new Set(statusVariable ? [statusVariable] : []), isFresh: true }];
  const seen = new Set<string>();
  for (const state of open) {
    const key = `${state.at} ${state.isFresh} ${[...state.carriers].toSorted().join()}`;
    const here = state.at === null ? undefined : flow.steps.get(state.at);
    if (!here || seen.has(key) || here.path === path) continue;
    seen.add(key);
    if (here.step.type === 'IF_ELSE' && here.step.branches.flatMap(conditionsIn).some(({ variable }) => state.carriers.has(variable))) return true;
    const after = stepped(here.step, state, name);
    if (after.carriers.size > 0 || after.isFresh) open.push(...waysFrom(here).map((at) => ({ ...after, at })));
  }
  return false;
}

/** A way through the flow: which variables carry the status, and whether `results` still has the action's own. */
type State = { at: string | null; carriers: ReadonlySet<string>; isFresh: boolean };

function stepped(step: Step, { carriers, isFresh }: State, action: string): Omit<State, 'at'> {
  const written = new Set(writesOf(step));
  const kept = [...carriers].filter((name) => !written.has(name));
  const copies =
    step.type === 'SET' &&
    step.mode === 'exact' &&
    (readsOf(step).some((name) => carriers.has(name)) || (isFresh && readsStatus(step.value, action)));
  const isSame = step.type === 'RUN' && step.target.kind === 'action' && step.target.name === action;
  return { carriers: new Set(copies && step.type === 'SET' ? [...kept, step.variable] : kept), isFresh: isFresh && !isSame };
}

/** Whether a value reads `results.….<action>.status`. */
function readsStatus(value: Value | undefined, action: string): boolean {
  const text = JSON.stringify(value ?? null);
  const at = text.search(/results\b/);
  return at >= 0 && text.includes(action, at) && /\bstatus\b/.test(text.slice(at));
}
