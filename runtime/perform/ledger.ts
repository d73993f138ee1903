import type { Conversation } from '../../shared/conversation.ts';
import type { Event, Fact } from '../../shared/event.ts';
import { visible } from '../../shared/visible.ts';
import { apply } from '../decide/apply.ts';
import type { Commit, Ports, StoredInput } from '../ports.ts';

/** How many events may pass before the folded state is stored again. */
const snapshotEvery = 64;
const previewCharacters = 120;

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
export function ledgerOf(ports: Pick<Ports, 'store' | 'outlet' | 'clock'>, from: Conversation | null, stored = 0): Ledger {
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
    row: {
      id: now.id,
      project: now.project,
      version: now.version,
      visitor: now.visitor,
      status: now.status,
      stage: now.stage,
      turns: now.turns,
      startedAt: now.startedAt,
      changedAt: now.changedAt,
      preview: (now.messages.at(-1)?.text ?? '').slice(0, previewCharacters),
    },
    events,
    // A call that waits for an operator is work left, which a start has to find again.
    isOpen: now.turn !== null || now.queue.length > 0 || (now.approvals ?? []).length > 0,
    inputs,
    profile: events.flatMap((event) => (event.type === 'effect_done' ? event.changes.filter((change) => change.type === 'profile') : [])),
  };
}
