import { type Finding, pathText } from '../finding.ts';
import type { Parameter } from '../project/action.ts';
import { finding } from './catalogue.ts';
import { actionsOf, type Doc, effectsOf, type LooseEffect } from './holders.ts';
import { each, type Partly, type Path, type Placed } from './partly.ts';
import { stepsOf } from './steps.ts';

/** Effects and parameters that say too little to work, and patterns that are none. */
export function incompleteFindings(document: Doc): Finding[] {
  const parameters = [...actionsOf(document), ...each(document.tools, ['tools'])].flatMap(({ it, path }) =>
    each(it.parameters, [...path, 'parameters']),
  );
  const inputs = each(document.playbooks, ['playbooks'])
    .flatMap(stepsOf)
    .flatMap(({ it, path }) => (it.type === 'ASK' ? each(it.inputs, [...path, 'inputs']) : []));
  return [
    ...effectsOf(document).flatMap(effectFindings),
    ...parameters.flatMap(enumFindings),
    ...[...parameters, ...inputs].flatMap(({ it, path }) => patternFindings(it.pattern, path)),
  ];
}

function effectFindings({ it, path }: Placed<LooseEffect>): Finding[] {
  const lacks = (effect: string, key: string): Finding[] => [finding({ code: 'effect.incomplete', path: pathText(path), details: { effect, key } })];
  if (it.type === 'generate_response' && it.mode === 'prescripted' && (it.responses ?? []).length === 0)
    return lacks('A prescripted response', 'responses');
  if (it.type === 'change_visibility' && it.visibility === 'conditional' && it.visibilityCondition === undefined)
    return lacks('A conditional visibility', 'visibilityCondition');
  return [];
}

function enumFindings({ it, path }: Placed<Partly<Parameter>>): Finding[] {
  return it.type === 'enum' && (it.acceptedValues ?? []).length === 0 ? [finding({ code: 'parameter.no_values', path: pathText(path) })] : [];
}

function patternFindings(pattern: string | undefined, path: Path): Finding[] {
  try {
    if (pattern !== undefined) new RegExp(pattern, 'u');
    return [];
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.replace(/^.*: /, '') : String(thrown);
    return [finding({ code: 'pattern.invalid', path: pathText([...path, 'pattern']), details: { reason } })];
  }
}
