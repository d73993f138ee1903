import { type Conversation, type Input, isWithHuman, type Message } from '../../shared/conversation.ts';
import type { FactOf } from '../../shared/event.ts';
import type { OperationType } from '../../shared/run.ts';
import { withMessage } from './apply-change.ts';

/** The command that an address is left with where nobody is there. */
export const leaveContact = 'leave_contact';

/** How many summaries of colleagues, and how many unanswered messages, a conversation keeps. */
const kept = 20;

/** What a visitor says or presses while a human has the conversation stands there, as an address that is left does, and sets nothing off (P-44). */
export function heldBack(it: Conversation, { input, message }: FactOf<'input_received'>): Conversation | null {
  const isContact = input.kind === 'command' && input.command === leaveContact;
  const isHeld = isWithHuman(it.status) && (input.kind === 'message' || input.kind === 'command');
  if (!isHeld && !isContact) return null;
  if (!message) return it;
  const human = it.human && !isContact && { ...it.human, unanswered: [...it.human.unanswered, message.id].slice(-kept) };
  return {
    ...it,
    ...(human ? { human } : {}),
    unread: (it.unread ?? 0) + 1,
    messages: withMessage(it.messages, { ...message, turn: it.turns }),
  };
}

/**
 * A human is fetched or steps in: what runs is dropped, what is queued is for the human, and what waited for the message under way
 * waits again unless something was done with it. What is left to the bot stays queued until it has the conversation again.
 */
export function inHuman(it: Conversation, { status, reason, human, run, by, at }: FactOf<'status_changed'> & { at: number }): Conversation {
  const { turn, queue } = it;
  const isOwn = run !== undefined;
  const running = turn && !isOwn && !turn.answered ? [turn.input] : [];
  const restored = isOwn ? null : (turn?.resumed ?? null);
  const isApproval = restored?.wait.for === 'approval';
  return {
    ...it,
    status,
    human: {
      since: at,
      reason,
      operator: by ?? null,
      ...human,
      unanswered: [...(it.human?.unanswered ?? []), ...[...running, ...queue].flatMap((input) => (input.kind === 'message' ? [input.id] : []))].slice(
        -kept,
      ),
    },
    queue: [...running.filter((input) => isUnfinished(it, input)), ...(isApproval && turn ? [turn.input] : []), ...queue.filter(isBots)],
    waiting: it.waiting ?? (isApproval ? null : restored),
    ...(isApproval && restored ? { approvals: [...(it.approvals ?? []), restored] } : {}),
    messages: it.messages.map((message) => (message.turn > it.turns ? { ...message, turn: it.turns } : message)),
    turn: turn && { ...turn, runs: [], signals: [], alternative: null, reply: null, resumed: null, isDropped: true },
  };
}

/** The bot has the conversation again, with what it has to answer queued behind what was left to it. */
export function givenBack(it: Conversation, { by, summary, stage, answers, at }: FactOf<'handed_back'> & { at: number }): Conversation {
  const { human: _human, ...free } = it;
  const queue = [...it.queue, ...answers];
  const turns = new Map(queue.flatMap((input, index) => (input.kind === 'message' ? [[input.id, it.turns + index + 1] as const] : [])));
  const note = summary.trim() === '' || !by ? [] : [{ by: by.name, summary: summary.trim(), at }];
  return {
    ...free,
    status: 'active',
    queue,
    ...(note.length > 0 ? { colleagues: [...(it.colleagues ?? []), ...note].slice(-kept) } : {}),
    waiting: stage === undefined ? it.waiting : null,
    messages: it.messages.map((message) => ({ ...message, turn: turns.get(message.id) ?? message.turn })),
  };
}

/** The conversation with a message of an operator: everything before it is answered. */
export const withWordOf = (it: Conversation, message: Message): Conversation => ({
  ...it,
  ...(it.human ? { human: { ...it.human, unanswered: [] } } : {}),
  unread: 0,
  messages: withMessage(it.messages, message),
});

/** What the visitor said and no human has answered, as the bot will find it: the last words of the visitor, oldest first. */
export function unansweredIn({ human, messages }: Conversation): Input[] {
  const ids = new Set(human?.unanswered ?? []);
  return messages.flatMap(({ id, role, text, files }): Input[] =>
    role === 'user' && ids.has(id) ? [{ kind: 'message', id, text, ...(files ? { files } : {}) }] : [],
  );
}

/** Whether an effect leaves a run that was waiting where it stood: it may be done again without harm. */
export const isHarmless = (effect: OperationType): boolean => harmless.has(effect);
const harmless: ReadonlySet<OperationType> = new Set(['infer', 'extract_values', 'resolve', 'say', 'send', 'ask_permission']);

/** What only the bot can answer is left to it. */
const isBots = ({ kind }: Input): boolean => kind !== 'message' && kind !== 'command' && kind !== 'resume' && kind !== 'human';

/** A turn of the house's own that was cut short before it did what it was for. */
function isUnfinished(it: Conversation, input: Input): boolean {
  if (input.kind === 'start') return it.stageVars[it.stage] === undefined;
  if (input.kind === 'handed_back') return it.stage !== input.stage;
  if (input.kind === 'revert') return it.checkpoints?.some(({ id, status }) => id === input.checkpoint && status !== 'reverted') ?? false;
  // Nothing was done with it yet.
  if (input.kind === 'sequence' || input.kind === 'decision') return it.turn?.phase === 'collecting';
  // A step of a prompt sequence works on a copy, so it may be done again.
  return input.kind === 'step';
}
