import type { Conversation, Message } from '../../shared/conversation.ts';

/** The messages that scripts and prompts may see, oldest first: none that is still waiting, none that was hidden (C-03). */
export function history(conversation: Conversation, most: number): Message[] {
  const turn = conversation.turn?.number ?? conversation.turns;
  return conversation.messages.filter((message) => message.turn <= turn && isSeen(message, conversation)).slice(-most);
}

/** A message as prompts and scripts read it: what a Modify User Input made of it stands for it. */
export const asSeen = (message: Message): { role: string; text: string } => ({ role: message.role, text: seenText(message) });

/** The words of a message, and what it brought along: of files their names, types and sizes. */
export const seenText = ({ text, seen, files = [] }: Message): string =>
  [seen ?? text, ...files.map(({ name, type, bytes }) => `[file: ${name} (${type}, ${bytes} bytes)]`)].filter(Boolean).join('\n');

function isSeen({ visibility, stage }: Message, conversation: Conversation): boolean {
  if (visibility?.visibility === 'never') return false;
  return visibility?.visibility !== 'stage' || stage === conversation.stage;
}
