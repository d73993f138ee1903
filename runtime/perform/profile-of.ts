import type { Conversation } from '../../shared/conversation.ts';
import type { Values } from '../../shared/value.ts';
import type { Ports } from '../ports.ts';

/** The profile of a conversation's visitor as it is stored: another conversation of theirs may have written it since the turn began (P-23). */
export const profileOf = ({ store }: Pick<Ports, 'store'>, { project, visitor }: Pick<Conversation, 'project' | 'visitor'>): Promise<Values> =>
  store.profile(project, visitor);
