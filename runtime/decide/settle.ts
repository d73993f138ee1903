import type { OpenTurn } from '../../shared/conversation.ts';
import type { Run, Signal } from '../../shared/run.ts';

export type Settled = { chosen: Signal; discarded: Signal[]; run: Run };

const rank: Record<Signal['kind'], number> = { abort: 0, end: 1, go_to_stage: 2 };

/**
 * What a turn's signals come to once all effects have run: abort before end before go to stage, and among equals
 * the first matched action's (R003-36, R003-48, R003-49, C-05, C-08). Nothing where there are none.
 */
export function settle(turn: OpenTurn): Settled | null {
  const [chosen, ...discarded] = turn.signals.toSorted((left, right) => rank[left.kind] - rank[right.kind] || left.origin.index - right.origin.index);
  return chosen ? { chosen, discarded, run: runFor(chosen, `${turn.number}.${chosen.kind}`) } : null;
}

function runFor(signal: Signal, id: string): Run {
  switch (signal.kind) {
    case 'go_to_stage':
      return { program: 'move', id, to: signal.stage, at: 0 };
    case 'end':
      return { program: 'close', id, status: 'ended', reason: signal.reason, at: 0 };
    case 'abort':
      return { program: 'close', id, status: 'aborted', reason: signal.reason, at: 0 };
  }
}
