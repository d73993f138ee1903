import type { OpenTurn } from '../../shared/conversation.ts';
import type { Run, Signal } from '../../shared/run.ts';

export type Settled = { chosen: Signal; discarded: Signal[]; kept?: Signal[]; run: Run };

const rank: Record<Signal['kind'], number> = { abort: 0, end: 1, handoff: 2, go_to_stage: 3 };

/**
 * What a turn's signals come to once all effects have run: abort before end before handoff before go to stage, and among
 * equals the first matched action's (R003-36, R003-48, R003-49, C-05, C-08). A move beside a handoff is made first: whoever takes over
 * finds the conversation where it was going. Nothing where there are none.
 */
export function settle(turn: OpenTurn): Settled | null {
  const [first, ...others] = turn.signals.toSorted((left, right) => rank[left.kind] - rank[right.kind] || left.origin.index - right.origin.index);
  if (!first) return null;
  const move = first.kind === 'handoff' ? others.find(({ kind }) => kind === 'go_to_stage') : undefined;
  const chosen = move ?? first;
  const discarded = others.filter((other) => other !== move);
  return { chosen, discarded, ...(move ? { kept: [first] } : {}), run: runFor(chosen, `${turn.number}.${chosen.kind}`) };
}

function runFor(signal: Signal, id: string): Run {
  switch (signal.kind) {
    case 'go_to_stage':
      return { program: 'move', id, to: signal.stage, at: 0 };
    case 'handoff':
      return { program: 'handoff', id, reason: signal.reason, origin: signal.origin, at: 0 };
    case 'end':
      return { program: 'close', id, status: 'ended', reason: signal.reason, at: 0 };
    case 'abort':
      return { program: 'close', id, status: 'aborted', reason: signal.reason, at: 0 };
  }
}
