import { type Conversation, isClosed, isWithHuman } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { stepUnderWay } from '../decide/staged-view.ts';
import { budgetOf } from './budget.ts';
import type { Ledger } from './ledger.ts';
import { nextVersion } from './next-version.ts';
import { type House, type Room, replace, roomOf } from './rooms.ts';
import { takeTurn } from './take-turn.ts';
import type { Ready, Versions } from './versions.ts';

/** How soon the store is tried again after it has failed. */
export const retryMilliseconds = 1_000;
const noticeableMilliseconds = 120;

/** Starts answering what a room has queued, unless that is under way; turns of one room never overlap (P-22). */
export function kick(house: House, room: Room): void {
  if (room.work || room.isLeft || house.isClosing || !hasWork(room.ledger.now)) return;
  const done = sayWorking(house, room);
  room.work = work(house, room)
    .catch(() => leave(house, room))
    .finally(() => {
      room.work = null;
      done();
      kick(house, room);
    });
}

/** What is in memory is ahead of what could be stored: it is forgotten, and the work goes on from the store a little later. */
export function leave(house: House, room: Room): void {
  if (room.isLeft) return;
  replace(house, room);
  goOnLater(house, room.id);
}

/** Goes on with a conversation as it is stored; where it cannot be read now, a little later. */
export function goOn(house: House, id: string, how: (room: Room) => void = (room) => kick(house, room)): void {
  roomOf(house, id).then(how, (thrown) => isUnknown(thrown) || goOnLater(house, id, how));
}

function goOnLater(house: House, id: string, how?: (room: Room) => void): void {
  house.ports.clock.after(retryMilliseconds, () => {
    if (!house.isClosing) goOn(house, id, how);
  });
}

/** Whether there is no such conversation, so that trying again is of no use. */
export const isUnknown = (thrown: unknown): boolean => thrown instanceof Problem && thrown.code === 'conversation.unknown';

/** Readers are told of work that takes a while; what is answered at once is not announced. The answer says that it is done. */
function sayWorking({ ports }: House, { ledger }: Room): () => void {
  let isSaid = false;
  const say = (): void => {
    // A step of a prompt sequence is nothing that the visitor waits for; a message may come after it.
    if (stepUnderWay(ledger.now) !== null) cancel = ports.clock.after(noticeableMilliseconds, say);
    else {
      isSaid = true;
      ports.outlet.working(ledger.now, true);
    }
  };
  let cancel = ports.clock.after(noticeableMilliseconds, say);
  return () => {
    cancel();
    if (isSaid) ports.outlet.working(ledger.now, false);
  };
}

/** A turn begins only when the one before is durable. */
async function work(house: House, room: Room): Promise<void> {
  const { ports, versions } = house;
  while (hasWork(room.ledger.now) && !house.isClosing) {
    const ready = await readyFor(versions, room.ledger);
    room.stop = new AbortController();
    await takeTurn({ ports, ready, ledger: room.ledger, budget: budgetOf(ready.project.limits, ports.clock), stop: room.stop.signal });
    await room.ledger.commit();
  }
}

const hasWork = ({ turn, queue, status }: Conversation): boolean => turn !== null || (queue.length > 0 && !isClosed(status) && !isWithHuman(status));

/** Makes the version ready that the turn runs on; a conversation that moves says so on record. */
async function readyFor(versions: Versions, ledger: Ledger): Promise<Ready> {
  const ready = await nextVersion(versions, ledger.now);
  if (ready.version !== ledger.now.version) ledger.record({ type: 'version_moved', version: ready.version });
  return ready;
}
