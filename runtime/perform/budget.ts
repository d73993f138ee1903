import type { Spent } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import type { Limits } from '../../shared/project/settings.ts';
import type { Clock } from '../ports.ts';

/** What a turn may use up; one object for all programs of a turn (C-47, P-20). */
export interface Budget {
  readonly spent: Spent;
  /** Takes one more; throws `turn.out_of_budget` where none is left or the time is over. */
  spend(what: keyof Spent): void;
}

/** The budget of a turn that starts now. */
export function budgetOf(limits: Limits, clock: Clock): Budget {
  const spent: Spent = { effects: 0, steps: 0, toolCalls: 0, modelCalls: 0 };
  const end = clock.now() + limits.wallMilliseconds;
  return {
    spent,
    spend(what) {
      spent[what] += 1;
      if (spent[what] > limits[what]) throw new Problem('turn.out_of_budget', { what, limit: limits[what] });
      if (clock.now() > end) throw new Problem('turn.out_of_budget', { what: 'wallMilliseconds', limit: limits.wallMilliseconds });
    },
  };
}
