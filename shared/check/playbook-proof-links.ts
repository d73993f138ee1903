import type { Finding } from '../finding.ts';
import { effectsOf } from './holders.ts';
import { each } from './partly.ts';
import { flowOf } from './playbook-flow.ts';
import type { Proved } from './playbook-proved.ts';
import { stepsOf } from './steps.ts';

/** How playbooks are started and linked: whether anything starts them, and what they are given and give back (C-42). */
export function linkFindings({ playbook, document, tell }: Proved): Finding[] {
  const { name, onlyInsideOtherPlaybooks: isInner } = playbook;
  const isStarted = effectsOf(document).some(({ it }) => it.type === 'start_playbook' && it.playbook === name);
  const isLinked = each(document.playbooks, []).some((other) =>
    stepsOf(other).some(({ it }) => it.type === 'RUN' && it.target?.kind === 'playbook' && it.target.name === name),
  );
  const isTriggered = playbook.description !== undefined || playbook.examples.length > 0 || playbook.triggerOnClientCommand || isStarted;
  return [
    ...(isInner && (playbook.triggerOnClientCommand || isStarted) ? [tell('playbook.only_inside', '', { name })] : []),
    ...(isLinked || (isTriggered && !isInner) ? [] : [tell('playbook.never_started', '', { name })]),
    ...linksOf({ playbook, document, tell }),
  ];
}

function linksOf({ playbook, document, tell }: Proved): Finding[] {
  return [...flowOf(playbook).steps.values()].flatMap(({ step, path }) => {
    if (step.type !== 'RUN' || step.target.kind !== 'playbook') return [];
    const { name, inputs, outputs } = step.target;
    const child = each(document.playbooks, []).find(({ it }) => it.name === name)?.it;
    if (!child) return [];
    const extra = Object.keys(inputs).filter((input) => !(child.inputs ?? []).includes(input));
    const lost = Object.entries(outputs).filter(([, theirs]) => !(child.outputs ?? []).includes(theirs));
    return [
      ...extra.map((input) => tell('playbook.unknown_input', `${path}.target.inputs.${input}`, { name, input })),
      ...lost.map(([ours, theirs]) => tell('playbook.unknown_output', `${path}.target.outputs.${ours}`, { name, output: theirs })),
    ];
  });
}
