import type { Change, Conversation } from '../../shared/conversation.ts';
import { stagedChange, stagedView, stepUnderWay } from '../decide/staged-view.ts';
import type { Ledger } from './ledger.ts';
import type { Turn } from './turn.ts';

/**
 * The turn as what runs in it may see it: while a step of a prompt sequence is under way, with the copy that it works on
 * in place of the conversation. Nothing of it reaches the visitor, who therefore cannot stop it either.
 */
export function stagedTurn(turn: Turn): Turn {
  if (stepUnderWay(turn.ledger.now) === null) return turn;
  const { stop: _theirs, ...rest } = turn;
  const { outlet } = turn.ports;
  return { ...rest, ledger: viewed(turn.ledger), ports: { ...turn.ports, outlet: { ...outlet, delta: () => undefined } } };
}

/** The changes of effects as they go on record: what a step did, it did to its copy, also where it was dropped meanwhile. */
export function recorderOf({ ledger }: Turn): (changes: Change[]) => Change[] {
  const run = stepUnderWay(ledger.now);
  return (changes) => (run === null ? changes : changes.map((change) => stagedChange(change, run, ledger.now)));
}

function viewed(ledger: Ledger): Ledger {
  let seen: { of: Conversation; as: Conversation } | undefined;
  return {
    get now() {
      const { now } = ledger;
      // A conversation never changes, so neither does the view of it.
      if (seen?.of !== now) seen = { of: now, as: stagedView(now) };
      return seen.as;
    },
    get isAhead() {
      return ledger.isAhead;
    },
    record: (fact, input) => ledger.record(fact, input),
    commit: () => ledger.commit(),
  };
}
