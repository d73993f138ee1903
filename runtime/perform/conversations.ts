import { type Conversation, isClosed, isWithHuman } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { deskEvents } from '../decide/desk-events.ts';
import { newConversation } from '../decide/new-conversation.ts';
import type { Outlet, Ports } from '../ports.ts';
import { accept, type Said } from './accept.ts';
import { type Decision, decide } from './approvals.ts';
import { arm } from './deadlines.ts';
import { deskOf } from './desk.ts';
import { fillProfile } from './fill-profile.ts';
import { inLine } from './in-line.ts';
import { type Inbox, inboxOf } from './inbox.ts';
import { ledgerOf } from './ledger.ts';
import { nextVersion } from './next-version.ts';
import type { Accepted } from './once.ts';
import { type House, keep, newRoom, roomOf } from './rooms.ts';
import { type Sequences, sequencesOf } from './sequences.ts';
import { type Told, tell } from './tell.ts';
import type { Versions } from './versions.ts';
import { type Waiting, waitingIn } from './waiting.ts';
import { goOn, kick } from './work.ts';

export type Visitor = { project: string; visitor: string; language?: string };

/** All conversations of one process. Turns of one are strictly serial; conversations run side by side (P-22 … P-24). */
export interface Conversations {
  /** Starts one and answers its id, durable; its first turn follows by itself. */
  start(visitor: Visitor): Promise<string>;
  /** Resolves once stored, `again` where the id was known (G-02); throws a Problem where nothing was stored. */
  accept(conversation: string, said: Said): Promise<Accepted>;
  /** What a widget says beside messages and commands, once per id; throws a Problem where nothing was stored. */
  tell(conversation: string, told: Told): Promise<Accepted>;
  /** What is known of the person under their other ids fills the gaps of the profile; nothing is overwritten. */
  fillProfile(conversation: string, ids: readonly string[]): Promise<void>;
  /** A visitor is back: after a long pause the project's hook for that runs, once. */
  greetBack(conversation: string): Promise<void>;
  /** Stops the reply that is being written; what is there of it stays. */
  stop(conversation: string): Promise<void>;
  /** What an operator decided about a call that waits; throws `approval.decided` where another one was first. */
  decide(conversation: string, decision: Decision): Promise<void>;
  /** What operators do with prompt sequences. */
  sequences: Sequences;
  /** What of a project waits for an operator: calls of tools and checkpoints, the conversation that has rested longest first. */
  waiting(project: string): Promise<Waiting>;
  /** What operators do with conversations. */
  inbox: Inbox;
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
  const desk = deskOf(ports, versions);
  // Whatever is on record may bring a deadline, or be of interest to an external desk.
  const outlet: Outlet = {
    ...ports.outlet,
    events(conversation, events) {
      ports.outlet.events(conversation, events);
      arm(house, conversation);
      if (deskEvents(conversation, events).length > 0) desk.poke();
    },
  };
  const house: House = { ports: { ...ports, outlet }, versions, rooms: new Map(), isClosing: false, alarms: new Map(), desk };
  return {
    start: (visitor) => start(house, visitor),
    accept: (conversation, said) => accept(house, conversation, said),
    tell: (conversation, told) => tell(house, conversation, told),
    fillProfile: (conversation, ids) => fillProfile(house, conversation, ids),
    greetBack: (conversation) => greetBack(house, conversation),
    stop: async (conversation) => (await roomOf(house, conversation)).stop?.abort(),
    decide: (conversation, decision) => decide(house, conversation, decision),
    waiting: (project) => waitingIn(house, project),
    sequences: sequencesOf(house),
    inbox: inboxOf(house),
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
  const ledger = ledgerOf({ ...ports, ...(house.desk ? { desk: house.desk } : {}) }, null);
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
  const { now } = (await roomOf(house, conversation)).ledger;
  if (house.isClosing || !isResting(house, now)) return;
  await inLine(house, conversation, async ({ ledger }) => {
    const { project } = await nextVersion(house.versions, ledger.now);
    // Only now: another tab of theirs may have been greeted while this one waited in line.
    if (project.onConversationResume && isResting(house, ledger.now)) ledger.record({ type: 'input_received', input: { kind: 'resume' } });
  });
}

/** Whether nothing is under way and nothing has happened for long. */
const isResting = ({ ports }: House, { changedAt, status, turn, queue }: Conversation): boolean =>
  !turn && queue.length === 0 && !isClosed(status) && !isWithHuman(status) && ports.clock.now() - changedAt > longPause;

async function close(house: House, conversation: string, reason: string): Promise<void> {
  const room = await roomOf(house, conversation);
  await room.work;
  await inLine(house, conversation, ({ ledger }) => {
    if (!isClosed(ledger.now.status)) ledger.record({ type: 'status_changed', status: 'ended', reason });
  });
}

async function resume(house: House): Promise<number> {
  const open = await house.ports.store.unfinished();
  house.desk?.poke();
  for (const id of open)
    goOn(house, id, (room) => {
      arm(house, room.ledger.now);
      kick(house, room);
    });
  return open.length;
}

async function drain(house: House, milliseconds: number): Promise<number> {
  house.isClosing = true;
  for (const { cancel } of house.alarms.values()) cancel();
  house.desk?.stop();
  let forget = (): void => undefined;
  const over = new Promise<null>((resolve) => {
    forget = house.ports.clock.after(milliseconds, () => resolve(null));
  });
  const loaded = await Promise.all([...house.rooms.values()].map((promise) => Promise.race([promise, over]).catch(() => null)));
  const busy = loaded.flatMap((room) => (room?.work ? [room] : []));
  await Promise.race([Promise.all(busy.map((room) => room.work)), over]);
  forget();
  await new Promise<void>((told) => house.ports.clock.soon(told));
  return busy.filter((room) => room.work).length;
}
