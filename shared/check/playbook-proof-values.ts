import type { Finding } from '../finding.ts';
import type { IfElse, Step } from '../project/playbook.ts';
import type { Value } from '../value.ts';
import { conditionsIn, holds, meets } from './playbook-conditions.ts';
import { type Flow, type FlowStep, flowOf } from './playbook-flow.ts';
import { reachable } from './playbook-graph.ts';
import type { Proved } from './playbook-proved.ts';
import { writesOf } from './playbook-variables.ts';

/** IF/ELSE steps that leave accepted values out, and inferred values that they cannot rely on (R004-22). */
export function valueFindings({ playbook, tell }: Proved): Finding[] {
  const flow = flowOf(playbook);
  const found = reachable(flow);
  const steps = [...flow.steps.values()].filter(({ path }) => found.has(path));
  const compared = new Set(steps.flatMap(({ step }) => (step.type === 'IF_ELSE' ? comparedIn(step) : [])));
  return [
    ...steps.flatMap(({ step, path }) =>
      step.type === 'IF_ELSE' ? uncovered(step, flow).map((it) => tell('playbook.uncovered_value', path, it)) : [],
    ),
    ...steps.flatMap(({ step, path }) => {
      if (step.type !== 'SET' || step.mode !== 'reasoning' || !compared.has(step.variable)) return [];
      return [
        ...((step.acceptedValues ?? []).length === 0 ? [tell('playbook.no_accepted_values', path, { name: step.variable })] : []),
        ...(step.fallback === undefined ? [tell('playbook.no_fallback', path, { name: step.variable })] : []),
      ];
    }),
  ];
}

const comparedIn = (step: IfElse): string[] => [...new Set(step.branches.flatMap(conditionsIn).map(({ variable }) => variable))];

/** For each variable with known values: those that no branch can take where there is no else. */
function uncovered(step: IfElse, flow: Flow): { name: string; values: string }[] {
  if (step.else) return [];
  return comparedIn(step).flatMap((name) => {
    const left = (valuesOf(name, flow) ?? []).filter(
      (value) => !step.branches.some((branch) => holds(branch, (it) => it.variable !== name || mayMeet(it, value))),
    );
    return left.length > 0 ? [{ name, values: left.map(String).join(', ') }] : [];
  });
}

/** What has to be computed may come out either way. */
const mayMeet = (condition: Parameters<typeof meets>[0], value: Value): boolean =>
  (typeof condition.value === 'string' && /^=|\{\{|@/.test(condition.value)) || meets(condition, value, condition.value);

/** All values that a variable can have, where every step that writes it says which; else nothing is known. */
function valuesOf(name: string, { steps }: Flow): Value[] | null {
  const writers = [...steps.values()].filter(({ step }) => writesOf(step).includes(name)).map(writtenBy);
  const isKnown = writers.length > 0 && writers.every((values) => values !== null);
  const accepts = [...steps.values()].some(({ step }) => 'acceptedValues' in step && step.acceptedValues && writesOf(step).includes(name));
  return isKnown && accepts ? [...new Set(writers.flatMap((values) => values ?? []))] : null;
}

function writtenBy({ step }: FlowStep): Value[] | null {
  if (step.type !== 'SET' && step.type !== 'ASK') return null;
  if (step.type === 'SET' && step.mode === 'exact') return isPlain(step.value) && step.value !== 'NONE' ? [step.value] : null;
  return acceptedBy(step);
}

function acceptedBy({ acceptedValues, fallback }: Extract<Step, { type: 'SET' | 'ASK' }>): Value[] | null {
  if (!acceptedValues || acceptedValues.length === 0) return null;
  return [...acceptedValues, ...(isPlain(fallback) && fallback !== 'NONE' ? [fallback] : [])];
}

const isPlain = (value: Value | undefined): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && !/^=|\{\{|@/.test(value));
