import { Problem } from '../../shared/problem.ts';
import { consentHash } from '../perform/consent.ts';
import type { Door } from './door.ts';

/** Lets a visitor write who has said yes to the project's text as it stands now, where that is required; throws `consent.required`. */
export async function agreed(
  { conversations, versions }: Pick<Door, 'conversations' | 'versions'>,
  { project, conversation: id }: { project: string; conversation: string },
): Promise<void> {
  const { consent } = (await versions.current(project)).project.widget;
  if (!consent?.required) return;
  const { conversation } = await conversations.look(id);
  if (conversation.consented !== consentHash(consent.text)) throw new Problem('consent.required');
}
