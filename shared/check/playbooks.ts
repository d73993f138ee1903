import { type Finding, pathText } from '../finding.ts';
import { finding } from './catalogue.ts';
import type { Doc } from './holders.ts';
import { each, type Placed } from './partly.ts';
import { proofFindings } from './playbook-proofs.ts';
import { groupsOf, type LooseCondition, type LooseStep, stepsOf } from './steps.ts';

/** Steps whose mode needs more than they say, conditions that say nothing, and what can be proved of the whole (C-38, R004-29, R004-45 … R004-50). */
export function playbookFindings(document: Doc): Finding[] {
  const steps = each(document.playbooks, ['playbooks']).flatMap(stepsOf);
  return [...steps.flatMap(incomplete), ...steps.flatMap(conditionFindings), ...proofFindings(document)];
}

/** What each step must say, by its type and mode. */
function needed(step: LooseStep): string | null {
  if (step.type === 'SEND') return step.mode === 'contextual' ? 'instruction' : 'text';
  if (step.type === 'SET') return step.mode === 'reasoning' ? 'instruction' : 'value';
  return step.type === 'ASK' && step.phrasing === 'exact_words' ? 'question' : null;
}

function incomplete({ it, path }: Placed<LooseStep>): Finding[] {
  const key = needed(it);
  const lacks = key !== null && !Object.hasOwn(it, key);
  const inputs = it.type === 'ASK' ? each(it.inputs, [...path, 'inputs']) : [];
  const many = it.type === 'ASK' && it.mode === 'map' && inputs.length > 1;
  return [
    ...(lacks ? [finding({ code: 'step.incomplete', path: pathText(path), details: { step: `${it.type} in this mode`, key } })] : []),
    ...(many ? [finding({ code: 'step.too_many_inputs', path: pathText([...path, 'inputs']), details: { count: inputs.length } })] : []),
    ...inputs.flatMap((input) =>
      input.it.validate === 'pattern' && input.it.pattern === undefined
        ? [
            finding({
              code: 'step.incomplete',
              path: pathText(input.path),
              details: { step: 'An input that is validated by a pattern', key: 'pattern' },
            }),
          ]
        : [],
    ),
  ];
}

function conditionFindings(step: Placed<LooseStep>): Finding[] {
  return groupsOf(step).flatMap(({ it, path }) => {
    const hasGroups = (it.groups ?? []).length > 0;
    const isEmpty = !hasGroups && (it.conditions ?? []).length === 0;
    // Groups replace the flat conditions (R004-49), so only what counts is looked at.
    const counting = hasGroups ? [] : each(it.conditions, [...path, 'conditions']);
    return [...(isEmpty ? [finding({ code: 'condition.empty', path: pathText(path) })] : []), ...counting.flatMap(withoutValue)];
  });
}

function withoutValue({ it, path }: Placed<LooseCondition>): Finding[] {
  if (!it.operator || it.operator === 'is_set' || it.operator === 'is_not_set' || it.value !== undefined) return [];
  return [finding({ code: 'condition.no_value', path: pathText(path), details: { operator: it.operator } })];
}
