import { Problem } from '../../shared/problem.ts';
import { fold } from '../decide/apply.ts';
import type { Ports } from '../ports.ts';
import type { Desk } from './desk.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import type { Versions } from './versions.ts';

/** A conversation in memory: its ledger, the turn under way, and what is being accepted. */
export type Room = {
  id: string;
  ledger: Ledger;
  /** Settles when the work under way is done; null while nothing is. */
  work: Promise<void> | null;
  /** Stops the reply that the running turn is writing. */
  stop: AbortController | null;
  /** Inputs enter one after another, in the order they came. */
  gate: Promise<unknown>;
  /** On record and not yet durable, by client id. */
  storing: Map<string, { digest: string; stored: Promise<void> }>;
  /** Whether another has taken its place: what it holds is ahead of what could be stored. */
  isLeft: boolean;
};

/** What all functions of this process's conversations share. */
export type House = {
  ports: Ports;
  versions: Versions;
  rooms: Map<string, Promise<Room>>;
  isClosing: boolean;
  alarms: Map<string, Alarm>;
  desk?: Desk;
};

/** The next moment that a conversation waits for, and how to forget it. */
export type Alarm = { at: number; cancel(): void };

const keptRooms = 1_000;

/** The conversation's room, loaded where it is not in memory; throws `conversation.unknown`. */
export function roomOf(house: House, id: string): Promise<Room> {
  return house.rooms.get(id) ? used(house, id) : keep(house, id, load(house, id));
}

/** Keeps a room in memory; the ones used least recently leave where there are too many. */
export async function keep(house: House, id: string, room: Promise<Room>): Promise<Room> {
  house.rooms.set(id, room);
  room.catch(() => house.rooms.get(id) === room && house.rooms.delete(id));
  const kept = await room;
  if (house.rooms.size > keptRooms) await forgetIdle(house);
  return kept;
}

/** A room that is in memory, as the one used last. */
function used({ rooms }: House, id: string): Promise<Room> {
  const room = rooms.get(id);
  if (!room) throw new Problem('conversation.unknown');
  rooms.delete(id);
  rooms.set(id, room);
  return room;
}

/** A room around a ledger. */
export const newRoom = (id: string, ledger: Ledger): Room => ({
  id,
  ledger,
  work: null,
  stop: null,
  gate: Promise.resolve(),
  storing: new Map(),
  isLeft: false,
});

/** Another room takes this one's place, as the store has it, once what this one still does has ended: turns never overlap (P-22). */
export function replace(house: House, room: Room): void {
  room.isLeft = true;
  room.stop?.abort();
  const ended = room.work ?? Promise.resolve();
  keep(
    house,
    room.id,
    ended.then(() => load(house, room.id)),
  ).catch(() => undefined);
}

async function load({ ports, desk }: House, id: string): Promise<Room> {
  const stored = await ports.store.load(id);
  const state = stored && fold(stored.events, stored.snapshot);
  if (!stored || !state) throw new Problem('conversation.unknown');
  return newRoom(id, ledgerOf({ ...ports, ...(desk ? { desk } : {}) }, state, stored.snapshot?.seq ?? 0));
}

/** The least recently used rooms leave memory; whoever comes back is loaded again. */
async function forgetIdle({ rooms }: House): Promise<void> {
  for (const [id, promise] of rooms) {
    const room = await promise.catch(() => null);
    if (room && !room.work && room.storing.size === 0 && !room.ledger.isAhead) rooms.delete(id);
    if (rooms.size <= keptRooms * 0.9) return;
  }
}
