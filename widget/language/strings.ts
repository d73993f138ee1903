/** Every word that the widget says itself, by what it is for. */
export type Strings = Record<keyof typeof strings, string>;

/** English, which is there from the start. */
export const strings = {
  launcher: 'Open chat',
  close: 'Close chat',
  restart: 'Start a new conversation',
  confirmRestart: 'Start over?',
  transcript: 'Conversation',
  composer: 'Your message',
  placeholder: 'Write a message…',
  send: 'Send',
  suggestions: 'Suggestions',
  you: 'You',
  assistant: 'Assistant',
  operator: 'Colleague',
  offline: 'No connection right now. What you write is kept and sent as soon as it is back.',
  refused: 'The chat is not available on this page right now.',
  outdated: 'The chat has been updated. Please reload the page.',
  ended: 'This conversation has ended.',
  waitingForHuman: 'A colleague has been asked to join.',
  withHuman: 'You are talking to a colleague.',
  failed: 'Not sent.',
  retry: 'Try again',
  discard: 'Remove',
  newer: 'New messages',
};
