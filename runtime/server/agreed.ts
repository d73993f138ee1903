import { Problem } from '../../shared/problem.ts';
import { consentHash } from '../perform/consent.ts';
import type { Door } from './door.ts';

/** Lets a visitor write who has said yes to the project's text as it stands now, where that is required; throws `consent.required`. */
export async function agreed({ conversations, versions }: Pick<Door, 'conversations' | 'versions'>, id: string): Promise<void> {
  const { conversation } = await conversations.look(id);
  const { consent } = (await versions.current(conversation.project)).project.widget;
  if (consent?.required && conversation.consented !== consentHash(consent.text)) throw new Problem('consent.required');
}
