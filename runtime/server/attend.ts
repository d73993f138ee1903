import { type Page, protocolVersion, type VisitorEvent, wireLimits } from '../../shared/protocol.ts';
import type { Door } from './door.ts';
import type { ChatSocket } from './guest.ts';
import type { Reader } from './hub.ts';
import { limitUnread } from './unread.ts';
import { visitorEvent, visitorStatus, widgetView } from './visitor-view.ts';

/** A visitor on a socket: in one conversation at a time. */
export interface Attended {
  conversation(): string;
  /** Ends the conversation and starts a new one; a new welcome follows. */
  restart(): Promise<void>;
}

/** Brings a visitor into their conversation and sends the welcome; what happens meanwhile follows after it, in order (G-07). */
export async function attend(socket: ChatSocket, door: Door): Promise<Attended> {
  limitUnread(socket.conn);
  let leave = (): void => undefined;
  // Before anything is waited for: a visitor may leave while they are being brought in. The line under it may stay open, so it is not what counts.
  socket.once('disconnect', () => leave());
  let id = await conversationFor(socket, door);
  await door.conversations.fillProfile(id, [...socket.data.others, socket.data.visitor]);
  await door.conversations.greetBack(id);
  const enter = (): Promise<void> => welcome(socket, door, { id, joined: (left) => (leave = left) });
  const anew = async (): Promise<void> => {
    await door.conversations.close(id, 'the visitor started anew');
    leave();
    id = await begin(socket, door);
    await enter();
  };
  await enter();
  let last = Promise.resolve();
  return {
    conversation: () => id,
    // One after another, so that of two at once neither goes on listening.
    restart: () => (last = last.then(anew, anew)),
  };
}

/** A page that is larger would itself be more than may wait for its reader. */
const mostOfPage = 500_000;

/** One page of what a reader has not seen; at least one event, where there is any. */
export async function pageOf(door: Door, conversation: string, cursor: number): Promise<Page> {
  const { conversation: state } = await door.conversations.look(conversation);
  const { project } = await door.versions.current(state.project);
  const events = await door.store.shown(conversation, cursor, wireLimits.page + 1);
  const seen = events.slice(0, wireLimits.page).flatMap((event) => visitorEvent(event, project.widget.imageHosts) ?? []);
  const fitting = beginningOf(seen);
  return { events: fitting, hasMore: events.length > wireLimits.page || fitting.length < seen.length };
}

function beginningOf(events: VisitorEvent[]): VisitorEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && bytes > mostOfPage;
  });
  return end === -1 ? events : events.slice(0, end);
}

/** The conversation the visitor was in, else the latest that is open, else a new one. Somebody else's is as unknown (G-22). */
async function conversationFor(socket: ChatSocket, door: Door): Promise<string> {
  const { project, visitor, others, hello } = socket.data;
  const own = [visitor, ...others];
  if (hello.conversation) {
    const row = await door.store.conversation(hello.conversation);
    if (row && own.includes(row.visitor) && row.project === project) return hello.conversation;
  }
  const open = (await Promise.all(own.map((id) => door.store.latest(project, id)))).flatMap((it) =>
    it && visitorStatus(it.status) !== 'closed' ? [it.id] : [],
  );
  return (await latestOf(open, door)) ?? begin(socket, door);
}

/** Of several, the one that something happened in last. */
async function latestOf(ids: readonly string[], door: Door): Promise<string | undefined> {
  if (ids.length < 2) return ids[0];
  const rows = await Promise.all(ids.map((id) => door.store.conversation(id)));
  return rows.flatMap((row) => row ?? []).sort((left, right) => right.changedAt - left.changedAt)[0]?.id;
}

const begin = ({ data }: ChatSocket, door: Door): Promise<string> =>
  door.conversations.start({ project: data.project, visitor: data.visitor, ...(data.language ? { language: data.language } : {}) });

async function welcome(socket: ChatSocket, door: Door, { id, joined }: { id: string; joined: (leave: () => void) => void }): Promise<void> {
  const held: VisitorEvent[] = [];
  let isWelcome = false;
  let tellsStage = false;
  let last = 0;
  /** An event may be read as stored before it is announced; it is sent once all the same. */
  const send = (event: VisitorEvent): void => {
    if (event.n <= last) return;
    last = event.n;
    socket.emit('event', event);
  };
  const reader: Reader = {
    event: (event) => (isWelcome ? send(event) : held.push(event)),
    delta: (delta) => isWelcome && socket.emit('delta', delta),
    working: (working) => isWelcome && socket.emit('working', working),
    typing: (by) => isWelcome && socket.emit('typing', { by }),
    stage: (stage) => tellsStage && socket.emit('stage', stage),
  };
  if (socket.disconnected) return;
  joined(door.hub.join(id, reader, { project: socket.data.project, page: socket.data.page }));
  const { hello, token, project } = socket.data;
  const { conversation } = await door.conversations.look(id);
  const isKnown = hello.conversation === id && hello.cursor !== undefined && hello.cursor <= conversation.shown;
  const page = await pageOf(door, id, isKnown ? (hello.cursor ?? 0) : 0);
  const { project: document } = await door.versions.current(project);
  tellsStage = document.widget.tellsStage;
  const streaming = door.hub.streaming(id);
  socket.data.conversation = id;
  socket.emit('welcome', {
    version: protocolVersion,
    token,
    conversation: id,
    status: visitorStatus(conversation.status),
    widget: widgetView(document),
    ...page,
    reset: !isKnown,
    working: door.hub.isWorking(id),
    ...(streaming ? { streaming } : {}),
  });
  isWelcome = true;
  last = page.events.at(-1)?.n ?? (isKnown ? (hello.cursor ?? 0) : 0);
  if (!page.hasMore) for (const event of held) send(event);
}
