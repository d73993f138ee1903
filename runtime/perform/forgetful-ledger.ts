import type { Conversation, Input } from '../../shared/conversation.ts';
import { apply } from '../decide/apply.ts';
import type { Clock } from '../ports.ts';
import type { Ledger } from './ledger.ts';

/** A ledger that goes on from a conversation as in a turn of its own that answers this input, and stores nothing. */
export function forgetfulLedger(from: Conversation, input: Input, clock: Clock): Ledger {
  const turn = from.turns + 1;
  let state = apply({ ...from, turn: null, queue: [input] }, { type: 'turn_started', input, seq: from.seq + 1, at: clock.now(), turn });
  return {
    get now() {
      return state;
    },
    isAhead: false,
    record(fact) {
      state = apply(state, { ...fact, seq: state.seq + 1, at: clock.now(), turn });
    },
    commit: async () => undefined,
  };
}
