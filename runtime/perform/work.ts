import { type Conversation, isClosed } from '../../shared/conversation.ts';
import { budgetOf } from './budget.ts';
import type { Ledger } from './ledger.ts';
import { type House, type Room, roomOf } from './rooms.ts';
import { takeTurn } from './take-turn.ts';
import type { Ready, Versions } from './versions.ts';

const retryMilliseconds = 1_000;
const noticeableMilliseconds = 120;

/** Starts answering what a room has queued, unless that is under way; turns of one room never overlap (P-22). */
export function kick(house: House, room: Room): void {
  if (room.work || house.isClosing || !hasWork(room.ledger.now)) return;
  const done = sayWorking(house, room);
  room.work = work(house, room)
    .catch(() => leave(house, room))
    .finally(() => {
      room.work = null;
      done();
      if (house.rooms.has(room.id)) kick(house, room);
    });
}

/** What is in memory is ahead of what could be stored: it is forgotten, and the work goes on from the store a little later. */
export function leave(house: House, room: Room): void {
  house.rooms.delete(room.id);
  house.ports.clock.after(retryMilliseconds, () => {
    if (!house.isClosing) roomOf(house, room.id).then((again) => kick(house, again), ignore);
  });
}

/** Readers are told of work that takes a while; what is answered at once is not announced. The answer says that it is done. */
function sayWorking({ ports }: House, { id }: Room): () => void {
  let isSaid = false;
  const cancel = ports.clock.after(noticeableMilliseconds, () => {
    isSaid = true;
    ports.outlet.working(id, true);
  });
  return () => {
    cancel();
    if (isSaid) ports.outlet.working(id, false);
  };
}

const ignore = (): void => undefined;

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

const hasWork = ({ turn, queue, status }: Conversation): boolean => turn !== null || (queue.length > 0 && !isClosed(status));

/** The version a turn runs on: its own while it is in flight (G-08), else the current one. */
async function readyFor(versions: Versions, ledger: Ledger): Promise<Ready> {
  const { project, version, turn, stage, waiting } = ledger.now;
  // A playbook that waits goes on where it stands, in the document that it began in.
  if (turn || waiting?.runs.some(({ program }) => program === 'playbook')) return versions.at(project, version);
  const current = await versions.current(project);
  if (current.version === version) return current;
  if (!current.project.stages.some(({ name }) => name === stage)) return versions.at(project, version);
  ledger.record({ type: 'version_moved', version: current.version });
  return current;
}
