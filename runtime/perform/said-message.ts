import type { Conversation, Input, Message } from '../../shared/conversation.ts';
import { wireLimits } from '../../shared/protocol.ts';
import { asWords, formMessage } from '../decide/form-fields.ts';

/** What the visitor's own message shows of what was sent: words and files, or a form as it was filled in; buttons show nothing. */
export function saidMessage(said: Extract<Input, { kind: 'message' | 'command' }>, now: Conversation, at: number): Message | null {
  const shown = said.kind === 'message' ? spoken(said) : filledIn(said, now);
  if (!shown) return null;
  // The turn that will answer it comes after those that are queued already.
  return { id: said.id, role: 'user', at, turn: now.turns + now.queue.length + 1, stage: now.stage, ...shown };
}

type Shown = Pick<Message, 'text' | 'files' | 'answers'>;

const spoken = ({ text, files }: Extract<Input, { kind: 'message' }>): Shown => ({ text, ...(files ? { files } : {}) });

function filledIn(said: Extract<Input, { kind: 'command' }>, { messages }: Conversation): Shown | null {
  const message = formMessage(messages, said);
  if (!message?.form) return null;
  return { text: asWords(message.form, said.parameters).slice(0, wireLimits.messageCharacters), answers: message.id };
}
