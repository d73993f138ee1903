import type { Conversation } from '../../../../shared/conversation.ts';
import type { Event } from '../../../../shared/event.ts';
import { Problem } from '../../../../shared/problem.ts';
import { modified, type Value } from '../../../../shared/value.ts';
import type { ConversationRow, ConversationStore, InboxStore, Pending, StoredInput } from '../../../ports.ts';
import { saidIn } from '../inbox-search.ts';
import { type PreparedCommit, prepareCommit } from '../prepare-commit.ts';
import { memoryInbox } from './inbox.ts';

type Stored = {
  row: PreparedCommit['row'];
  isOpen: boolean;
  /** JSON; the event with the number `seq` stands at `seq - 1`. */
  bodies: string[];
  /** The place in `bodies` of the event with the visible number `shown`, at `shown - 1`. */
  shown: number[];
  inputs: Map<string, StoredInput>;
  snapshot: PreparedCommit['snapshot'];
};
type Fields = Map<string, string>;

/** Conversations kept in maps, as JSON, so that a reader cannot change what is stored. */
export function memoryConversations(): ConversationStore & InboxStore {
  const all = new Map<string, Stored>();
  const profiles = new Map<string, Fields>();
  const outbox = new Map<number, Pending>();
  let sent = 0;
  const rows = () => [...all.values()].map(({ row }) => asRow(row)).reverse();
  const textsOf = ({ id, project, visitor }: ConversationRow): string[] => {
    const { shown = [], bodies = [] } = all.get(id) ?? {};
    return [...(profiles.get(profileKey(project, visitor))?.values() ?? []), ...saidIn(parsed(shown.flatMap((place) => bodies[place] ?? [])))];
  };
  return {
    ...memoryInbox({ rows, textsOf, outbox }),
    commit: async (commit) => {
      const prepared = prepareCommit(commit);
      all.set(prepared.row.id, after(all.get(prepared.row.id), prepared));
      for (const { id, kind, body } of prepared.outgoing) {
        sent += 1;
        const { project, id: conversation } = prepared.row;
        outbox.set(sent, { number: sent, id, project, conversation, kind, body: JSON.parse(body), attempts: 0, nextAt: 0 });
      }
      const key = profileKey(prepared.row.project, prepared.row.visitor);
      profiles.set(key, prepared.profile.reduce(changed, profiles.get(key) ?? new Map()));
    },
    load: async (conversation) => {
      const stored = all.get(conversation);
      return stored ? { snapshot: snapshotOf(stored), events: parsed(stored.bodies.slice(stored.snapshot?.seq ?? 0)) } : null;
    },
    events: async (conversation, after, limit) => parsed(page(all.get(conversation)?.bodies ?? [], after, limit)),
    shown: async (conversation, after, limit) => {
      const stored = all.get(conversation);
      return stored ? parsed(page(stored.shown, after, limit).flatMap((place) => stored.bodies[place] ?? [])) : [];
    },
    input: async (conversation, id) => {
      const known = all.get(conversation)?.inputs.get(id);
      return known ? { ...known } : null;
    },
    unfinished: async () =>
      [...all.values()]
        .filter((stored) => stored.isOpen)
        .sort((left, right) => left.row.changedAt - right.row.changedAt)
        .map(({ row }) => row.id),
    latest: async (project, visitor) => {
      const own = rows().filter((row) => row.project === project && row.visitor === visitor);
      const newest = own.sort((left, right) => right.startedAt - left.startedAt)[0];
      return newest ? { id: newest.id, status: newest.status } : null;
    },
    profile: async (project, visitor) =>
      Object.fromEntries([...(profiles.get(profileKey(project, visitor)) ?? [])].map(([field, body]) => [field, JSON.parse(body)])),
    conversations: async (project, { before = Number.POSITIVE_INFINITY, limit }) =>
      rows()
        .filter((row) => row.project === project && row.changedAt < before)
        .sort((left, right) => right.changedAt - left.changedAt)
        .slice(0, limit),
    conversation: async (id) => rows().find((row) => row.id === id) ?? null,
  };
}

const asRow = (row: PreparedCommit['row']): ConversationRow => ({ ...row, inbox: JSON.parse(row.inbox) });

/** What is stored of a conversation after a commit; throws before anything is changed. */
function after(stored: Stored | undefined, commit: PreparedCommit): Stored {
  const { bodies, shown, inputs, snapshot }: Omit<Stored, 'row' | 'isOpen'> = stored ?? nothing();
  if (bodies.length !== commit.follows.seq) throw new Problem('conversation.moved');
  if (commit.follows.shown !== null && shown.length !== commit.follows.shown) throw new Problem('conversation.moved');
  const known = commit.inputs.find(({ id }, index) => inputs.has(id) || commit.inputs.findIndex((one) => one.id === id) < index);
  if (known) throw new Problem('message.conflict', { id: known.id });
  return {
    row: commit.row,
    isOpen: commit.isOpen,
    bodies: [...bodies, ...commit.bodies],
    shown: [...shown, ...commit.shown.flatMap((number, index) => (number === null ? [] : bodies.length + index))],
    inputs: new Map([...inputs, ...commit.inputs.map((input) => [input.id, input] as const)]),
    snapshot: commit.snapshot ?? snapshot,
  };
}

const nothing = () => ({ bodies: [], shown: [], inputs: new Map<string, StoredInput>(), snapshot: null });

function changed(fields: Fields, { field, operation, value }: PreparedCommit['profile'][number]): Fields {
  const given: Value | undefined = value === undefined ? undefined : JSON.parse(value);
  const before = fields.get(field);
  const now = modified(before === undefined ? undefined : JSON.parse(before), { operation, value: given });
  const others = [...fields].filter(([name]) => name !== field);
  return new Map(now === undefined ? others : [...others, [field, JSON.stringify(now)]]);
}

const profileKey = (project: string, visitor: string): string => JSON.stringify([project, visitor]);

const page = <T>(list: T[], after: number, limit: number): T[] => list.slice(after, after + limit);

const parsed = (bodies: string[]): Event[] => JSON.parse(`[${bodies.join(',')}]`);

const snapshotOf = ({ snapshot }: Stored): Conversation | null => (snapshot ? JSON.parse(snapshot.body) : null);
