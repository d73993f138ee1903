import type { AdminConversation } from '../../shared/admin.ts';
import type { InboxFacts } from '../../shared/inbox.ts';

export type { InboxFacts };

/** A row of the operator's lists; what the inbox needs to know is kept as one piece of JSON. */
export type ConversationRow = AdminConversation & { project: string; inbox: InboxFacts };
