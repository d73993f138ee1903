import { type Conversation, isClosed } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { newConversation } from '../decide/new-conversation.ts';
import type { Ports } from '../ports.ts';
import { type Accepted, accept, type Said } from './accept.ts';
import { type Decision, decide, type Waiting, waitingIn } from './approvals.ts';
import { ledgerOf } from './ledger.ts';
import { type House, keep, newRoom, roomOf } from './rooms.ts';
import type { Versions } from './versions.ts';
import { kick } from './work.ts';

export type Visitor = { project: string; visitor: string; language?: string };

/** All conversations of one process. Turns of one are strictly serial; conversations run side by side (P-22 … P-24). */
export interface Conversations {
  /** Starts one and answers its id, durable; its first turn follows by itself. */
  start(visitor: Visitor): Promise<string>;
  /** Resolves once stored, `again` where the id was known (G-02); throws a Problem where nothing was stored. */
  accept(conversation: string, said: Said): Promise<Accepted>;
  /** A visitor is back: after a long pause the project's hook for that runs, once. */
  greetBack(conversation: string): Promise<void>;
  /** Stops the reply that is being written; what is there of it stays. */
  stop(conversation: string): Promise<void>;
  /** What an operator decided about a call that waits; throws `approval.decided` where another one was first. */
  decide(conversation: string, decision: Decision): Promise<void>;
  /** The calls of a project that wait for an operator, oldest conversation first. */
  waiting(project: string): Promise<Waiting[]>;
  /** Ends a conversation from outside, between two turns. */
  close(conversation: string, reason: string): Promise<void>;
  /** The state as it stands, and whether a turn is running; throws `conversation.unknown`. */
  look(conversation: string): Promise<{ conversation: Conversation; isWorking: boolean }>;
  /** Goes on with everything that a stop or a crash cut off; answers how many. */
  resume(): Promise<number>;
  /** Takes nothing new and waits for the running turns; answers how many were left to the next start (G-10). */
  drain(milliseconds: number): Promise<number>;
}

/** The conversations of this process over these ports. */
export function conversationsOf(ports: Ports, versions: Versions): Conversations {
  const house: House = { ports, versions, rooms: new Map(), isClosing: false };
  return {
    start: (visitor) => start(house, visitor),
    accept: (conversation, said) => accept(house, conversation, said),
    greetBack: (conversation) => greetBack(house, conversation),
    stop: async (conversation) => (await roomOf(house, conversation)).stop?.abort(),
    decide: (conversation, decision) => decide(house, conversation, decision),
    waiting: (project) => waitingIn(house, project),
    close: (conversation, reason) => close(house, conversation, reason),
    look: async (conversation) => {
      const room = await roomOf(house, conversation);
      return { conversation: room.ledger.now, isWorking: room.work !== null };
    },
    resume: () => resume(house),
    drain: (milliseconds) => drain(house, milliseconds),
  };
}

async function start(house: House, { project, visitor, language }: Visitor): Promise<string> {
  if (house.isClosing) throw new Problem('server.closing');
  const { ports } = house;
  const ready = await house.versions.current(project);
  const profile = await ports.store.profile(project, visitor);
  const ledger = ledgerOf(ports, null);
  const id = ports.ids.next('conversation');
  const newcomer = {
    id,
    visitor,
    profile,
    version: ready.version,
    project: ready.project,
    startedAt: ports.clock.now(),
    ...(language ? { language } : {}),
  };
  ledger.record({ type: 'conversation_started', conversation: newConversation(newcomer) });
  await ledger.commit();
  const room = await keep(house, id, Promise.resolve(newRoom(id, ledger)));
  kick(house, room);
  return id;
}

/** How long a visitor has been away before coming back is an event of its own. */
const longPause = 30 * 60_000;

async function greetBack(house: House, conversation: string): Promise<void> {
  const room = await roomOf(house, conversation);
  const { project, changedAt, status, turn, queue } = room.ledger.now;
  const isQuiet = !turn && queue.length === 0 && !isClosed(status) && house.ports.clock.now() - changedAt > longPause;
  if (!isQuiet || !(await house.versions.current(project)).project.onConversationResume) return;
  room.ledger.record({ type: 'input_received', input: { kind: 'resume' } });
  await room.ledger.commit();
  kick(house, room);
}

async function close(house: House, conversation: string, reason: string): Promise<void> {
  const room = await roomOf(house, conversation);
  await room.work;
  if (isClosed(room.ledger.now.status)) return;
  room.ledger.record({ type: 'status_changed', status: 'ended', reason });
  await room.ledger.commit();
}

async function resume(house: House): Promise<number> {
  const open = await house.ports.store.unfinished();
  const ignore = () => undefined;
  for (const id of open) roomOf(house, id).then((room) => kick(house, room), ignore);
  return open.length;
}

async function drain(house: House, milliseconds: number): Promise<number> {
  house.isClosing = true;
  const loaded = await Promise.all([...house.rooms.values()].map((promise) => promise.catch(() => null)));
  const busy = loaded.flatMap((room) => (room?.work ? [room] : []));
  const over = new Promise<void>((resolve) => house.ports.clock.after(milliseconds, resolve));
  await Promise.race([Promise.all(busy.map((room) => room.work)), over]);
  await new Promise<void>((told) => house.ports.clock.soon(told));
  return busy.filter((room) => room.work).length;
}
