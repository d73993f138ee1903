import { hash } from 'node:crypto';
import { isWithHuman } from '../../shared/conversation.ts';
import type { Fact } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { Accepted } from './accept.ts';
import { type AttributesTold, attributesFact } from './attributes.ts';
import { type Consent, consentFact } from './consent.ts';
import { type Invitation, invitedFact } from './invite.ts';
import { type Rating, ratedFact } from './rate.ts';
import { type House, type Room, roomOf } from './rooms.ts';
import type { Telling } from './telling.ts';
import { leave } from './work.ts';

/** What a visitor's widget says beside messages and commands: it sets no turn off and is taken in an ended conversation, too. */
export type Told = { id: string } & (AttributesTold | Rating | Invitation | Consent);

/** Puts on record what was told, once per id; resolves when it is stored, throws a Problem where nothing was. */
export async function tell(house: House, conversation: string, told: Told): Promise<Accepted> {
  const room = await roomOf(house, conversation);
  const entered = room.gate.then(() => enter(house, room, told));
  room.gate = entered.catch(() => undefined);
  const { again, stored } = await entered;
  await stored;
  return { again };
}

/** One at a time per conversation, in one line with what is said in it. */
async function enter(house: House, room: Room, told: Told): Promise<Accepted & { stored: Promise<void> }> {
  if (house.isClosing) throw new Problem('server.closing');
  const digest = hash('sha1', JSON.stringify(told), 'base64');
  const known = room.storing.get(told.id) ?? (await house.ports.store.input(room.id, told.id));
  if (known && known.digest !== digest) throw new Problem('message.conflict', { id: told.id });
  if (known) return { again: true, stored: 'stored' in known ? known.stored : Promise.resolve() };
  const { project } = await house.versions.current(room.ledger.now.project);
  const fact = factOf(told, { conversation: room.ledger.now, project, at: house.ports.clock.now() });
  return { again: false, stored: fact ? put(house, room, { fact, id: told.id, digest }) : Promise.resolve() };
}

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

function put(house: House, room: Room, { fact, id, digest }: { fact: Fact; id: string; digest: string }): Promise<void> {
  room.ledger.record(fact, { id, digest });
  const stored = room.ledger.commit().catch((thrown: unknown) => {
    leave(house, room);
    throw thrown;
  });
  room.storing.set(id, { digest, stored });
  const forget = () => room.storing.delete(id);
  stored.then(forget, forget);
  return stored;
}
