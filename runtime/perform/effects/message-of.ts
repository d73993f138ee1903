import type { Message } from '../../../shared/conversation.ts';
import type { ShownButton, ShownCard, ShownForm } from '../../../shared/run.ts';
import type { Task, Turn } from '../turn.ts';

/** What a message shows beside its text. */
export type Beside = { buttons?: ShownButton[]; cards?: ShownCard[]; form?: ShownForm };

/** A message of the assistant. Its id comes from its place, so that a repeated effect speaks under the same one (G-06). */
export function messageOf(reply: string, { task, turn, buttons = [], cards = [], form }: Beside & { task: Pick<Task, 'key'>; turn: Turn }): Message {
  const { now } = turn.ledger;
  return {
    id: messageId(task, turn),
    role: 'assistant',
    text: reply,
    at: turn.ports.clock.now(),
    turn: now.turns,
    stage: now.stage,
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(cards.length > 0 ? { cards } : {}),
    ...(form ? { form } : {}),
    ...(now.turn?.visibility ? { visibility: now.turn.visibility } : {}),
  };
}

/** The id that a message of this effect has, also while it is still being written. */
export const messageId = ({ key }: Pick<Task, 'key'>, { ledger }: Turn): string => `m${ledger.now.turns}.${key}`;
