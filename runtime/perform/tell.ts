import { hash } from 'node:crypto';
import { isWithHuman } from '../../shared/conversation.ts';
import type { Fact } from '../../shared/event.ts';
import { type AttributesTold, attributesFact } from './attributes.ts';
import { type Consent, consentFact } from './consent.ts';
import { type Invitation, invitedFact } from './invite.ts';
import { type Accepted, once } from './once.ts';
import { type Rating, ratedFact } from './rate.ts';
import type { House } from './rooms.ts';
import type { Telling } from './telling.ts';

/** What a visitor's widget says beside messages and commands: it sets no turn off and is taken in an ended conversation, too. */
export type Told = { id: string } & (AttributesTold | Rating | Invitation | Consent);

/** Puts on record what was told, once per id; resolves when it is stored, throws a Problem where nothing was. */
export const tell = (house: House, conversation: string, told: Told): Promise<Accepted> =>
  once(house, conversation, { id: told.id, digest: hash('sha1', JSON.stringify(told), 'base64') }, async ({ ledger }) => {
    const { project } = await house.versions.current(ledger.now.project);
    const fact = factOf(told, { conversation: ledger.now, project, at: house.ports.clock.now() });
    return fact ? [fact] : [];
  });

/** What is to be recorded; nothing where it is known already. */
function factOf(told: Told, telling: Telling): Fact | null {
  switch (told.kind) {
    case 'attributes':
      return attributesFact(told, telling);
    case 'rate':
      return ratedFact(told, telling);
    case 'proactive':
      // Nobody talks over a colleague, not even with an invitation (P-44).
      return isWithHuman(telling.conversation.status) ? null : invitedFact(told, telling);
    case 'consent':
      return consentFact(told, telling);
  }
}
