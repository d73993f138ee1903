/** What a key does in the inbox. */
export type InboxKey = 'next' | 'previous' | 'take' | 'reply' | 'hand_back' | 'approve' | 'reject' | 'search';

const byKey: Readonly<Record<string, InboxKey>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  t: 'take',
  r: 'reply',
  h: 'hand_back',
  a: 'approve',
  x: 'reject',
  '/': 'search',
};

/** The keys and what they do, as the list of keys shows them. */
export const inboxKeyList: readonly [keys: string, what: string][] = [
  ['J K', 'inbox: the next and the previous conversation'],
  ['↑ ↓', 'inbox: the same, while its list has the focus'],
  ['T', 'inbox: take over'],
  ['R', 'inbox: write a reply'],
  ['H', 'inbox: hand back to the bot'],
  ['A X', 'inbox: approve, reject'],
  ['/', 'inbox: search'],
];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'> & { repeat?: boolean };

/** What a key press means; nothing while somebody types, a dialog is open or another key is held. */
export function inboxKey({ key, ctrlKey, metaKey, altKey, repeat, target }: Press): InboxKey | null {
  if (ctrlKey || metaKey || altKey) return null;
  const does = byKey[key] ?? null;
  // A key that is held down walks the list, but decides once.
  if (repeat && does !== 'next' && does !== 'previous') return null;
  const isIn = (places: string): boolean => typeof Element !== 'undefined' && target instanceof Element && target.closest(places) !== null;
  if (isIn('input:not([type=checkbox]), textarea, select, dialog, [contenteditable]')) return null;
  // Elsewhere arrows scroll.
  if (key.startsWith('Arrow') && !isIn('.inbox-list')) return null;
  return does;
}
