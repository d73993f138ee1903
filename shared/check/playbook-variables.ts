import type { Step } from '../project/playbook.ts';
import { isExpression, textsIn } from '../template/authored.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { readParts } from '../template/read-paths.ts';
import type { Value } from '../value.ts';
import { conditionsIn } from './playbook-conditions.ts';
import { inlineNames } from './playbook-text.ts';

/** The variables that a step writes. */
export function writesOf(step: Step): string[] {
  if (step.type === 'SET') return [step.variable];
  if (step.type === 'ASK') return step.inputs.map(({ variable }) => variable);
  if (step.type !== 'RUN') return [];
  if (step.target.kind === 'playbook') return Object.keys(step.target.outputs);
  return step.target.kind === 'action' ? [step.target.saveAs, step.target.statusVariable].filter((name) => name !== undefined) : [];
}

/** The variables that a step reads, each once; whether a variable is set at all may be asked of any. */
export function readsOf(step: Step): string[] {
  return [...new Set([...textsOf(step).flatMap(namesInText), ...valuesOf(step).flatMap(namesInValue), ...compared(step)])];
}

function compared(step: Step): string[] {
  const conditions = step.type === 'IF_ELSE' ? step.branches.flatMap(conditionsIn) : [];
  return conditions.flatMap(({ variable, operator }) => (operator === 'is_set' || operator === 'is_not_set' ? [] : [variable]));
}

/** Texts of a step that are templates with `@name` in them. */
function textsOf(step: Step): string[] {
  const texts = (...list: (string | undefined)[]): string[] => list.filter((text) => text !== undefined);
  if (step.type === 'SEND')
    return texts(step.text, step.instruction, ...Object.values(step.translations ?? {}), ...(step.buttons ?? []).map(({ label }) => label));
  if (step.type === 'SET') return texts(step.instruction);
  if (step.type === 'ASK') return texts(step.question);
  return step.type === 'RUN' && step.target.kind === 'handoff' ? texts(step.target.reason) : [];
}

/** Authored values of a step. */
function valuesOf(step: Step): Value[] {
  const given = (...list: (Value | undefined)[]): Value[] => list.filter((value) => value !== undefined);
  if (step.type === 'SET') return given(step.value, step.fallback);
  if (step.type === 'ASK') return given(step.fallback);
  if (step.type === 'IF_ELSE') return given(...step.branches.flatMap(conditionsIn).map(({ value }) => value));
  if (step.type === 'SEND') return (step.buttons ?? []).flatMap(({ parameters }) => given(...Object.values(parameters ?? {})));
  return step.type === 'RUN' && 'inputs' in step.target ? given(...Object.values(step.target.inputs)) : [];
}

const namesInValue = (value: Value): string[] => textsIn(value).flatMap(({ text }) => (isExpression(text) ? namesInCode(text) : namesInText(text)));

function namesInText(text: string): string[] {
  const template = parseTemplate(text);
  const read = template.kind === 'fault' ? [] : readParts(template);
  return [...inlineNames(text), ...read.flatMap(([root, name]) => (root === 'vars' && name !== undefined ? [name] : []))];
}

/** The variables that code names outright, as `vars.x` or `vars["x"]`. */
export const namesInCode = (code: string): string[] =>
  [...code.matchAll(/\bvars\s*(?:\??\.\s*([A-Za-z_]\w*)|(?:\?\.)?\[\s*["']([A-Za-z_]\w*)["']\s*\])/g)].flatMap(
    ([, plain, quoted]) => plain ?? quoted ?? [],
  );
