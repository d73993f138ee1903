import { hash } from 'node:crypto';
import { type Input, isClosed } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import type { Value } from '../../shared/value.ts';
import { admit } from './admit-command.ts';
import { admitContact, contactFact, isContact } from './leave-contact.ts';
import { nextVersion } from './next-version.ts';
import { type House, type Room, roomOf } from './rooms.ts';
import { saidMessage } from './said-message.ts';
import type { Ready } from './versions.ts';
import { kick, leave } from './work.ts';

/** What a visitor sends: a message or a command, under an id that the client made. */
export type Said = Extract<Input, { kind: 'message' | 'command' }>;
export type Accepted = { again: boolean };

/** Takes what a visitor sent: resolves once it is stored (G-01), `again` where the id was known (G-02); throws where nothing was. */
export async function accept(house: House, conversation: string, said: Said): Promise<Accepted> {
  const room = await roomOf(house, conversation);
  const entered = room.gate.then(() => enter(house, room, said));
  room.gate = entered.catch(() => undefined);
  const { again, stored } = await entered;
  await stored;
  return { again };
}

/** One at a time per conversation: decides, and puts it on record. */
async function enter(house: House, room: Room, said: Said): Promise<Accepted & { stored: Promise<void> }> {
  const digest = digestOf(said);
  const known = room.storing.get(said.id) ?? (await house.ports.store.input(room.id, said.id));
  if (known && known.digest !== digest) throw new Problem('message.conflict', { id: said.id });
  if (known) return { again: true, stored: 'stored' in known ? known.stored : Promise.resolve() };
  const ready = await checkRoom(house, room, said);
  return { again: false, stored: put(house, room, { said, digest, ready }) };
}

async function checkRoom({ ports, versions, isClosing }: House, { ledger }: Room, said: Said): Promise<Ready> {
  const { status, queue } = ledger.now;
  if (isClosing) throw new Problem('server.closing');
  if (isClosed(status)) throw new Problem('conversation.ended');
  const ready = await nextVersion(versions, ledger.now);
  if (queue.length >= ready.project.limits.queuedMessages) throw new Problem('conversation.busy', { seconds: 1 });
  if (isContact(said)) admitContact(ledger.now, said);
  else if (said.kind === 'command') await admit({ ports, ready, ledger }, said);
  return ready;
}

function put(house: House, room: Room, { said, digest, ready }: { said: Said; digest: string; ready: Ready }): Promise<void> {
  const { ledger } = room;
  const message = saidMessage(said, ledger.now, house.ports.clock.now());
  ledger.record({ type: 'input_received', input: said, ...(message ? { message } : {}) }, { id: said.id, digest });
  if (isContact(said)) ledger.record(contactFact(said, ledger.now, { ready, at: house.ports.clock.now() }));
  const stored = ledger.commit().catch((thrown: unknown) => {
    leave(house, room);
    throw thrown;
  });
  room.storing.set(said.id, { digest, stored });
  const forget = () => room.storing.delete(said.id);
  stored.then(() => {
    forget();
    // The acknowledgement first: whoever spoke should not wait for the answer's work to know that it was heard.
    house.ports.clock.soon(() => kick(house, room));
  }, forget);
  return stored;
}

/** What was said, in short: the same for every retry, another for anything else. */
export const digestOf = (said: Said): string =>
  hash('sha1', said.kind === 'message' ? `m ${filesIn(said)}${said.text}` : `c ${said.command} ${canonical(said.parameters)}`, 'base64');

const filesIn = ({ files = [] }: Extract<Said, { kind: 'message' }>): string => files.map(({ id }) => `${id}\n`).join('');

/** A value as text, keys in order: what a retry sends has the same digest. */
const canonical = (value: Value): string =>
  JSON.stringify(value, (_key, it: Value) => (isRecord(it) ? Object.fromEntries(Object.entries(it).toSorted(byKey)) : it));

const isRecord = (it: Value): it is { [key: string]: Value } => typeof it === 'object' && it !== null && !Array.isArray(it);
const byKey = ([left]: [string, Value], [right]: [string, Value]): number => (left < right ? -1 : 1);
