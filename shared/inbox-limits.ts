/** Which rows: those that wait for a human, the asker's own, with calls to approve, with an address left and still open, all that are open, closed ones. */
export const inboxNeeds = ['all', 'waiting', 'mine', 'approvals', 'contact', 'closed'] as const;
export type InboxNeeds = (typeof inboxNeeds)[number];

/** How much of each at most, and how long things count; apart from the schemas, so that the page need not load those. */
export const inboxLimits = {
  page: 50,
  queryCharacters: 200,
  replyCharacters: 8_000,
  summaryCharacters: 2_000,
  reasonCharacters: 500,
  /** How long somebody counts as typing after the last word of it. */
  typingMilliseconds: 6_000,
  heartbeatMilliseconds: 15_000,
} as const;
