import type { Event } from '../../../shared/event.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Commit, ConversationRow, ProfileChange, StoredInput } from '../../ports.ts';
import { plainText } from './plain-text.ts';

/** A commit as text: what it holds can no longer change under the store, and crosses to a thread cheaply. */
export type PreparedCommit = {
  /** `inbox` as JSON. */
  row: Omit<ConversationRow, 'inbox'> & { inbox: string };
  isOpen: boolean;
  /** What must be stored last for this commit to follow; `shown` is null where no event of it is shown. */
  follows: { seq: number; shown: number | null };
  /** JSON of the events; the first has the number `follows.seq + 1`. */
  bodies: string[];
  /** The visible number of each event, or null. */
  shown: (number | null)[];
  inputs: StoredInput[];
  outgoing: { id: string; kind: string; body: string }[];
  profile: (Omit<ProfileChange, 'value'> & { value?: string })[];
  snapshot: { seq: number; body: string } | null;
};

/** Turns a commit into text; throws `conversation.moved` where its own numbers have a gap. */
export function prepareCommit({ row, events, isOpen, inputs, profile, outgoing = [], snapshot }: Commit): PreparedCommit {
  const first = events[0];
  if (!first) throw new TypeError('A commit needs at least one event.');
  const shown = events.flatMap((event) => event.shown ?? []);
  if (!counts(events.map((event) => event.seq)) || !counts(shown)) throw new Problem('conversation.moved');
  return {
    row: storedRow(row),
    isOpen,
    follows: { seq: first.seq - 1, shown: shown[0] === undefined ? null : shown[0] - 1 },
    bodies: events.map((event: Event) => JSON.stringify(event)),
    shown: events.map((event) => event.shown ?? null),
    inputs: inputs.map((input) => ({ ...input })),
    outgoing: outgoing.map(({ id, kind, body }) => ({ id, kind, body: JSON.stringify(body) })),
    profile: profile.map(storedChange),
    snapshot: snapshot ? { seq: snapshot.seq, body: JSON.stringify(snapshot) } : null,
  };
}

const counts = (numbers: number[]): boolean => numbers.every((number, index) => number === (numbers[0] ?? 0) + index && number > 0);

const storedRow = (row: ConversationRow): PreparedCommit['row'] => ({
  ...row,
  stage: plainText(row.stage),
  preview: plainText(row.preview),
  inbox: JSON.stringify(row.inbox),
});

const storedChange = ({ field, operation, value }: ProfileChange): PreparedCommit['profile'][number] => ({
  field: plainText(field),
  operation,
  ...(value === undefined ? {} : { value: JSON.stringify(value) }),
});
