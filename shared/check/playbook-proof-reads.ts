import type { Finding } from '../finding.ts';
import { type FlowStep, flowOf } from './playbook-flow.ts';
import { settled } from './playbook-graph.ts';
import type { Proved } from './playbook-proofs.ts';
import { readsOf, writesOf } from './playbook-variables.ts';
import { givenVariables } from './variable-names.ts';

type Names = ReadonlySet<string>;

/** Variables that a step reads on a way where nothing has set them; those of the project and the playbook's inputs are given. */
export function readFindings({ playbook, document, tell }: Proved): Finding[] {
  const flow = flowOf(playbook);
  const own = new Set([...flow.steps.values()].flatMap(({ step }) => writesOf(step)));
  const given = new Set([...givenVariables(document), ...playbook.inputs, ...writtenElsewhere(document, playbook.name)]);
  const before = settled<Names>(flow, {
    start: given,
    step: after,
    meet: (one, other) => one.intersection(other),
    same: (one, other) => one.size === other.size,
  });
  const told = new Set<string>();
  return [...before].flatMap(([path, names]) =>
    readsOf(flow.steps.get(path)?.step ?? { type: 'GO_TO', target_step_id: '' })
      .filter((name) => !names.has(name) && !told.has(name) && told.add(name))
      .filter((name) => own.has(name) || !isMention(flow.steps.get(path), name))
      .map((name) => tell('playbook.read_before_set', path, { name })),
  );
}

/** What is set after a step. A SET to "NONE" unsets. */
function after(before: Names, { step }: FlowStep): Names {
  const written = new Set(writesOf(step));
  return step.type === 'SET' && step.mode === 'exact' && step.value === 'NONE' ? before.difference(written) : before.union(written);
}

/** An @name in a text that no variable has is no variable, but words such as @promptside. */
const isMention = (here: FlowStep | undefined, name: string): boolean =>
  here?.step.type === 'SEND' && new RegExp(`@${name}\\b`).test([here.step.text, ...Object.values(here.step.translations ?? {})].join('\n'));

/** Playbooks share the variables of the conversation, so what another one writes may be there (C-42). */
function writtenElsewhere(document: Proved['document'], name: string): string[] {
  return [...(document.playbooks ?? [])].flatMap((other) =>
    other?.name === undefined || other.name === name ? [] : (other.outputs ?? []).filter((it) => it !== undefined),
  );
}
