import { hash } from 'node:crypto';
import type { FactOf } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { Telling } from './telling.ts';

export type Consent = { kind: 'consent'; hash: string };

/** What a text of consent is known by: another text is asked for again. */
export const consentHash = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

/** The visitor's yes to the text as it stands now; nothing where they said it before. */
export function consentFact({ hash: given }: Consent, { conversation, project }: Telling): FactOf<'consented'> | null {
  const { consent } = project.widget;
  if (!consent || consentHash(consent.text) !== given)
    throw new Problem('message.invalid', { reason: 'hash: not of the text that stands there now' });
  return conversation.consented === given ? null : { type: 'consented', hash: given };
}
