import type { Finding } from '../finding.ts';
import type { Step } from '../project/playbook.ts';
import { type FlowStep, flowOf } from './playbook-flow.ts';
import { settled } from './playbook-graph.ts';
import type { Proved } from './playbook-proved.ts';
import { readsOf, writesOf } from './playbook-variables.ts';
import { givenVariables } from './variable-names.ts';

type Names = ReadonlySet<string>;

/** Variables that a step reads on a way where nothing has set them; those of the project and the playbook's inputs are given. */
export function readFindings({ playbook, document, tell }: Proved): Finding[] {
  const flow = flowOf(playbook);
  const given = new Set([...givenVariables(document), ...playbook.inputs, ...writtenElsewhere(document, playbook.name)]);
  const before = settled<Names>(flow, {
    start: given,
    step: after,
    meet: (one, other) => new Set([...one].filter((name) => other.has(name))),
    same: (one, other) => one.size === other.size,
  });
  const early = [...before].flatMap(([path, names]) =>
    readsOf(flow.steps.get(path)?.step ?? nothing).flatMap((name) => (names.has(name) ? [] : [{ name, path }])),
  );
  // One finding for each name, at the first step that reads it.
  return early
    .filter(({ name }, at) => early.findIndex((other) => other.name === name) === at)
    .map(({ name, path }) => tell('playbook.read_before_set', path, { name }));
}

const nothing: Step = { type: 'GO_TO', target_step_id: '' };

/** What is set after a step. A SET to "NONE" unsets. */
function after(before: Names, { step }: FlowStep): Names {
  const written = new Set(writesOf(step));
  return step.type === 'SET' && step.mode === 'exact' && step.value === 'NONE'
    ? new Set([...before].filter((name) => !written.has(name)))
    : new Set([...before, ...written]);
}

/** Playbooks share the variables of the conversation, so what another one writes may be there (C-42). */
function writtenElsewhere(document: Proved['document'], name: string): string[] {
  return [...(document.playbooks ?? [])].flatMap((other) =>
    other?.name === undefined || other.name === name ? [] : (other.outputs ?? []).filter((it) => it !== undefined),
  );
}
