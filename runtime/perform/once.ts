import type { Fact } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import { type House, type Room, roomOf } from './rooms.ts';
import { kick, leave } from './work.ts';

/** What a client says under an id that it made; the digest is the same for every retry, another for anything else. */
export type Named = { id: string; digest: string };
export type Accepted = { again: boolean };

/**
 * Takes something once per client id, in line with all that enters its conversation: resolves once it is stored (G-01), `again`
 * where the id was known (G-02). `factsOf` answers what goes on record, nothing where nothing has to, or throws where it may not.
 */
export async function once(house: House, conversation: string, named: Named, factsOf: (room: Room) => Promise<Fact[]> | Fact[]): Promise<Accepted> {
  const room = await roomOf(house, conversation);
  // Another room has taken this one's place meanwhile; what is said goes there, at the end of its line.
  const elsewhere = async () => ({ ...(await once(house, conversation, named, factsOf)), stored: Promise.resolve() });
  const entered = room.gate.then(() => (room.isLeft ? elsewhere() : enter(house, room, { named, factsOf })));
  room.gate = entered.catch(() => undefined);
  const { again, stored } = await entered;
  await stored;
  return { again };
}

type Entering = { named: Named; factsOf: (room: Room) => Promise<Fact[]> | Fact[] };

async function enter(house: House, room: Room, { named, factsOf }: Entering): Promise<Accepted & { stored: Promise<void> }> {
  const known = room.storing.get(named.id) ?? (await house.ports.store.input(room.id, named.id));
  if (known && known.digest !== named.digest) throw new Problem('message.conflict', { id: named.id });
  if (known) return { again: true, stored: 'stored' in known ? known.stored : Promise.resolve() };
  if (house.isClosing) throw new Problem('server.closing');
  const facts = await factsOf(room);
  return { again: false, stored: facts.length > 0 ? put(house, room, { named, facts }) : Promise.resolve() };
}

/** The first of the facts carries the id. */
function put(house: House, room: Room, { named, facts }: { named: Named; facts: readonly Fact[] }): Promise<void> {
  for (const [index, fact] of facts.entries()) room.ledger.record(fact, index === 0 ? named : undefined);
  const stored = room.ledger.commit().catch((thrown: unknown) => {
    leave(house, room);
    throw thrown;
  });
  room.storing.set(named.id, { digest: named.digest, stored });
  const forget = () => room.storing.delete(named.id);
  stored.then(() => {
    forget();
    // The acknowledgement first: whoever spoke should not wait for the answer's work to know that it was heard.
    house.ports.clock.soon(() => kick(house, room));
  }, forget);
  return stored;
}
