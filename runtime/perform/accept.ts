import { hash } from 'node:crypto';
import { type Input, isClosed } from '../../shared/conversation.ts';
import type { Fact } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { Value } from '../../shared/value.ts';
import { isRecord } from '../decide/fits.ts';
import { admit } from './admit-command.ts';
import { admitContact, contactFact, isContact } from './leave-contact.ts';
import { nextVersion } from './next-version.ts';
import { type Accepted, once } from './once.ts';
import type { House, Room } from './rooms.ts';
import { saidMessage } from './said-message.ts';
import type { Ready } from './versions.ts';

/** What a visitor sends: a message or a command, under an id that the client made. */
export type Said = Extract<Input, { kind: 'message' | 'command' }>;

/** Takes what a visitor sent: resolves once it is stored (G-01), `again` where the id was known (G-02); throws where nothing was. */
export const accept = (house: House, conversation: string, said: Said): Promise<Accepted> =>
  once(house, conversation, { id: said.id, digest: digestOf(said) }, (room) => factsOf(house, room, said));

/** What goes on record of it; throws where it is not let in. */
async function factsOf(house: House, room: Room, said: Said): Promise<Fact[]> {
  const ready = await checkRoom(house, room, said);
  const { now } = room.ledger;
  // Once more: its last turn may have ended while all this was looked up.
  if (isClosed(now.status)) throw new Problem('conversation.ended');
  const at = house.ports.clock.now();
  const message = saidMessage(said, now, at);
  const received: Fact = { type: 'input_received', input: said, ...(message ? { message } : {}) };
  return isContact(said) ? [received, contactFact(said, now, { ready, at })] : [received];
}

async function checkRoom({ ports, versions }: House, { ledger }: Room, said: Said): Promise<Ready> {
  if (isClosed(ledger.now.status)) throw new Problem('conversation.ended');
  const ready = await nextVersion(versions, ledger.now);
  if (ledger.now.queue.length >= ready.project.limits.queuedMessages) throw new Problem('conversation.busy', { seconds: 1 });
  if (isContact(said)) admitContact(ledger.now, said);
  else if (said.kind === 'command') await admit({ ports, ready, ledger }, said);
  return ready;
}

/** What was said, in short: the same for every retry, another for anything else. */
export const digestOf = (said: Said): string =>
  hash('sha1', said.kind === 'message' ? `m ${filesIn(said)}${said.text}` : `c ${said.command} ${canonical(said.parameters)}`, 'base64');

const filesIn = ({ files = [] }: Extract<Said, { kind: 'message' }>): string => files.map(({ id }) => `${id}\n`).join('');

/** A value as text, keys in order: what a retry sends has the same digest. */
const canonical = (value: Value): string =>
  JSON.stringify(value, (_key, it: Value) => (isRecord(it) ? Object.fromEntries(Object.entries(it).toSorted(byKey)) : it));

const byKey = ([left]: [string, Value], [right]: [string, Value]): number => (left < right ? -1 : 1);
