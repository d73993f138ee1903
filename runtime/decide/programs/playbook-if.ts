import { conditionsIn, holds, meets } from '../../../shared/check/playbook-conditions.ts';
import type { IfElse } from '../../../shared/project/playbook.ts';
import type { Value } from '../../../shared/value.ts';
import type { Want } from '../program.ts';
import { at, goOn, perform, type Standing } from './playbook-place.ts';

/** Takes the first branch whose conditions hold, else the else part, else what follows (R004-45 … R004-51). No model is asked (R004-05). */
export function ifElse(standing: Standing<IfElse>): Want {
  const { run, here, view } = standing;
  const compared = here.step.branches.flatMap(conditionsIn).map(({ value = null }) => value);
  if (!compared.some(isWritten)) return choose(standing, compared);
  if (run.at[1].phase === 'step') return perform({ run, here }, { type: 'resolve', values: compared }, at(run, { phase: 'judge' }));
  const { lastOutcome } = view.turn;
  if (lastOutcome?.ok && Array.isArray(lastOutcome.value)) return choose(standing, lastOutcome.value);
  return goOn(run, here.otherwise, 'the conditions could not be computed: else');
}

/** Whether what a condition compares with has to be computed first. */
const isWritten = (value: Value): boolean => typeof value === 'object' || (typeof value === 'string' && /^=|\{\{|@/.test(value));

function choose({ run, here, view }: Standing<IfElse>, compared: readonly Value[]): Want {
  const vars = view.conversation.stageVars[view.conversation.stage] ?? {};
  const against = new Map(here.step.branches.flatMap(conditionsIn).map((condition, index) => [condition, compared[index]]));
  const chosen = here.step.branches.findIndex((branch) => holds(branch, (it) => meets(it, vars[it.variable], against.get(it))));
  return chosen < 0 ? goOn(run, here.otherwise, 'else') : goOn(run, here.branches[chosen] ?? null, `branch ${chosen + 1}`);
}
