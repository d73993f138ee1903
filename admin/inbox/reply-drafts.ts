/** What an operator has typed and not sent, by conversation: a reload or a lost session loses none of it. */
export interface ReplyDrafts {
  read(conversation: string): string;
  write(conversation: string, text: string): void;
}

const prefix = 'promptside.reply.';

/** Drafts in the browser's storage; where that is full or forbidden they last as long as the page. */
export function replyDrafts(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): ReplyDrafts {
  const held = new Map<string, string>();
  return {
    read: (conversation) => held.get(conversation) ?? storage.getItem(prefix + conversation) ?? '',
    write: (conversation, text) => {
      held.set(conversation, text);
      try {
        if (text === '') storage.removeItem(prefix + conversation);
        else storage.setItem(prefix + conversation, text);
      } catch {
        // It is still held here.
      }
    },
  };
}
