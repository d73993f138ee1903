import type { Conversation } from '../../shared/conversation.ts';
import type { Event, Fact } from '../../shared/event.ts';
import { visible } from '../../shared/visible.ts';
import { apply } from '../decide/apply.ts';
import { deadlinesOf } from '../decide/deadlines.ts';
import type { Commit, Ports, ProfileChange, StoredInput } from '../ports.ts';
import type { Desk } from './desk.ts';
import { rowOf } from './row.ts';

/** How many events may pass before the folded state is stored again. */
const snapshotEvery = 64;

/** The one place where a conversation changes: facts go on record, then become durable together. */
export interface Ledger {
  /** The conversation with everything on record so far. */
  readonly now: Conversation;
  /** Whether something on record is not durable yet. */
  readonly isAhead: boolean;
  record(fact: Fact, input?: Omit<StoredInput, 'seq'>): void;
  /** Resolves once everything on record is durable; the readers are told of it in the same order. */
  commit(): Promise<void>;
}

/** A ledger that goes on from a stored conversation; `stored` is the last sequence number of its snapshot. */
export function ledgerOf(ports: Pick<Ports, 'store' | 'outlet' | 'clock'> & { desk?: Desk }, from: Conversation | null, stored = 0): Ledger {
  let state = from;
  let pending: Event[] = [];
  let inputs: StoredInput[] = [];
  let snapshotAt = stored;
  let storing: Promise<void> = Promise.resolve();

  const ledger: Ledger = {
    get now() {
      if (!state) throw new Error('the conversation has not started');
      return state;
    },
    get isAhead() {
      return pending.length > 0;
    },
    record(fact, input) {
      const event = stamped(fact, state, ports.clock.now());
      state = apply(state, event);
      pending.push(event);
      if (input) inputs.push({ ...input, seq: event.seq });
    },
    commit() {
      if (pending.length === 0) return storing;
      const now = ledger.now;
      const commit = commitOf(now, pending, inputs);
      const outgoing = ports.desk?.outgoing(now, pending) ?? [];
      if (outgoing.length > 0) commit.outgoing = outgoing;
      if (now.seq - snapshotAt >= snapshotEvery) {
        commit.snapshot = now;
        snapshotAt = now.seq;
      }
      pending = [];
      inputs = [];
      // Readers are told a moment later, so that who waits for the commit itself, as an acknowledgement does, comes first.
      storing = ports.store.commit(commit).then(() => ports.clock.soon(() => ports.outlet.events(now, commit.events)));
      return storing;
    },
  };
  return ledger;
}

function stamped(fact: Fact, state: Conversation | null, at: number): Event {
  const place = {
    seq: (state?.seq ?? 0) + 1,
    at,
    turn: fact.type === 'turn_started' ? (state?.turns ?? 0) + 1 : (state?.turn?.number ?? state?.turns ?? 0),
  };
  return visible(fact) ? { ...fact, ...place, shown: (state?.shown ?? 0) + 1 } : { ...fact, ...place };
}

function commitOf(now: Conversation, events: Event[], inputs: StoredInput[]): Commit {
  return {
    row: rowOf(now),
    events,
    // A call that waits for an operator is work left, as a deadline is, which a start has to find again.
    isOpen: now.turn !== null || now.queue.length > 0 || (now.approvals ?? []).length > 0 || deadlinesOf(now).length > 0,
    inputs,
    profile: events.flatMap(profileChanges),
  };
}

/** What an event changes on the visitor's profile, which outlives the conversation. */
function profileChanges(event: Event): ProfileChange[] {
  if (event.type === 'effect_done') return event.changes.filter((change) => change.type === 'profile');
  if (event.type === 'contact_left') return [{ field: 'email', operation: 'set', value: event.email }];
  if (event.type === 'attributes_told') return [{ field: 'page', operation: 'set', value: event.attributes }];
  if (event.type !== 'profile_filled') return [];
  return Object.entries(event.fields).map(([field, value]) => ({ field, operation: 'set', value }));
}
