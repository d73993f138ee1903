import { asTemplate } from '../../../shared/check/playbook-text.ts';
import { variablesOf } from '../../../shared/check/variable-names.ts';
import type { Playbook } from '../../../shared/project/playbook.ts';
import type { Task, Turn } from '../turn.ts';
import { text } from '../values.ts';

/** Whether a name is that of a variable: one that has a value, or that something in the project writes. */
export function isVariableIn({ ready, ledger }: Turn): (name: string) => boolean {
  const { stageVars, stage } = ledger.now;
  const vars = stageVars[stage] ?? {};
  return (name) => Object.hasOwn(vars, name) || variablesOf(ready.project).has(name);
}

/** An authored text with its variables and templates filled in, once (R004-09, P-17). */
export const filledText = (authored: string, task: Task, turn: Turn): string => text(asTemplate(authored, isVariableIn(turn)), task, turn);

/** The playbook of this name. */
export const playbookNamed = ({ ready }: Turn, name: string): Playbook | undefined => ready.project.playbooks.find((it) => it.name === name);
