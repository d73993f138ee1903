import { type Change, type Conversation, type Message, messagesAtHand, type OpenTurn, type Staged } from '../../shared/conversation.ts';
import type { Round } from '../../shared/run.ts';
import { modified, type Value, type Values } from '../../shared/value.ts';
import { enqueued, withCheckpoint } from './prompt-runs.ts';

type ChangeOf<T extends Change['type']> = Extract<Change, { type: T }>;
type Writers = { [T in Change['type']]: (conversation: Conversation, change: ChangeOf<T>) => Conversation };

/** The conversation after one change that an effect made. */
export function change(conversation: Conversation, made: Change): Conversation {
  // The table is typed by the union, so the entry under made.type takes exactly this change.
  return (writers[made.type] as (conversation: Conversation, change: Change) => Conversation)(conversation, made);
}

const writers: Writers = {
  variable: (it, { stage, name, value }) => ({ ...it, stageVars: { ...it.stageVars, [stage]: withField(it.stageVars[stage] ?? {}, name, value) } }),
  profile: (it, made) => ({ ...it, profile: withField(it.profile, made.field, modified(it.profile[made.field], made)) }),
  input: (it, { text }) => inTurn({ ...it, messages: seenAs(it, text) }, { userInput: text }),
  visibility: (it, { visibility }) =>
    inTurn({ ...it, messages: it.messages.map((one) => (one.turn === it.turn?.number ? { ...one, visibility } : one)) }, { visibility }),
  message: (it, { message }) => inTurn({ ...it, messages: withMessage(it.messages, message) }, { responded: true, answered: true }),
  page: (it) => it,
  signal: (it, { signal }) => inTurn(it, { signals: [...(it.turn?.signals ?? []), signal] }),
  result: (it, { kind, name, value }) => {
    const results = it.turn?.results ?? { tools: {}, webhooks: {} };
    return inTurn(it, { results: { ...results, [kind]: { ...results[kind], [name]: value } } });
  },
  counter: (it, { key, value }) => ({ ...it, counters: { ...it.counters, [key]: value } }),
  reply: (it, { reply }) => inTurn(it, { reply: it.turn?.reply && it.turn.reply.origin.index <= reply.origin.index ? it.turn.reply : reply }),
  suppressed: (it) => inTurn(it, { suppressed: true }),
  round: (it, { run, round }) => inReply(it, run, (rounds) => [...rounds, round]),
  call_result: (it, { run, call, result, isError, changes, staged }) =>
    inReply(it, run, (rounds) => [
      ...rounds.slice(0, -1),
      ...rounds.slice(-1).map((last) => ({
        ...last,
        calls: last.calls.map((it, index) => (index === call ? { ...it, result, isError, changes, ...(staged ? { staged } : {}) } : it)),
      })),
    ]),
  enqueue: (it, { input }) => enqueued(it, input),
  staged: (it, { change: made }) => inCopy(it, (copy) => ({ ...copy, changes: [...copy.changes, made] })),
  call: (it) => it,
  consent: (it, { tool }) => inCopy(it, (copy) => ({ ...copy, consent: [...new Set([...copy.consent, tool])] })),
  suspended: (it, { rounds }) => inCopy(it, (copy) => ({ ...copy, rounds })),
  checkpoint: (it, { checkpoint }) => withCheckpoint(it, checkpoint),
  workflow: (it, { stage, now }) => ({ ...it, workflows: { ...it.workflows, [stage]: now } }),
};

/** The last messages with one more; the oldest leaves when there are too many. */
export const withMessage = (messages: Message[], message: Message): Message[] => [...messages.slice(1 - messagesAtHand), message];

const inCopy = (conversation: Conversation, next: (copy: Staged) => Staged): Conversation =>
  conversation.staged ? { ...conversation, staged: next(conversation.staged) } : conversation;

/** The rounds of a reply that is under way, with what has come in. */
const inReply = (conversation: Conversation, id: string, next: (rounds: Round[]) => Round[]): Conversation =>
  inTurn(conversation, {
    runs: (conversation.turn?.runs ?? []).map((run) => (run.id === id && run.program === 'reply' ? { ...run, rounds: next(run.rounds) } : run)),
  });

/** The values with one field set, or without it. */
function withField(values: Values, name: string, value: Value | undefined): Values {
  if (value !== undefined) return { ...values, [name]: value };
  const { [name]: _gone, ...rest } = values;
  return rest;
}

/** What prompts show of the turn's own message from now on (R003-23). */
const seenAs = (conversation: Conversation, seen: string): Message[] =>
  conversation.messages.map((message) => (message.role === 'user' && message.turn === conversation.turn?.number ? { ...message, seen } : message));

const inTurn = (conversation: Conversation, changes: Partial<OpenTurn>): Conversation =>
  conversation.turn ? { ...conversation, turn: { ...conversation.turn, ...changes } } : conversation;
