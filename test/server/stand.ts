import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { main } from '../../runtime/main.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import {
  type Acknowledgement,
  type ClientToServer,
  type Hello,
  type Page,
  protocolVersion,
  type ServerToClient,
  type VisitorEvent,
  type Welcome,
} from '../../shared/protocol.ts';

export const root = join(import.meta.dirname, '../..');

/** Limits that no test meets by accident. */
export const generous = {
  PROMPTSIDE_LOG: 'silent',
  PROMPTSIDE_MESSAGES_PER_SECOND: '100000',
  PROMPTSIDE_MESSAGE_BURST: '100000',
  PROMPTSIDE_SOCKETS_PER_ADDRESS: '100000',
  PROMPTSIDE_SOCKETS_PER_VISITOR: '100000',
  PROMPTSIDE_HANDSHAKES_PER_MINUTE: '1000000',
  PROMPTSIDE_PACKETS_PER_SECOND: '100000',
};

export type Stand = {
  address: string;
  folder: string;
  database: string;
  link(): Promise<string>;
  needsLink(): Promise<boolean>;
  routes: Awaited<ReturnType<typeof main>>['routes'];
  stop(): Promise<{ left: number }>;
  remove(): Promise<void>;
};

/** The real server on a free port, over a database of its own. */
export async function serve(project: AuthoredProject | string, environment: Record<string, string> = {}): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'promptside-'));
  const file = typeof project === 'string' ? project : join(folder, 'project.json');
  if (typeof project !== 'string') writeFileSync(file, JSON.stringify(project));
  const database = join(folder, 'promptside.sqlite');
  const server = await main(root, { ...generous, PORT: '0', PROMPTSIDE_PROJECT: file, PROMPTSIDE_DATABASE: database, ...environment });
  const address = `http://127.0.0.1:${server.port}`;
  let stopping: Promise<{ left: number }> | undefined;
  const stop = () => (stopping ??= server.stop());
  return {
    address,
    folder,
    database,
    link: () => server.access.newLink(),
    needsLink: () => server.access.needsLink(),
    routes: server.routes,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Guest = {
  socket: Socket<ServerToClient, ClientToServer>;
  welcome: Welcome;
  events: VisitorEvent[];
  /** Everything that came in, by name, for looking at what leaves the house. */
  raw: unknown[];
  say(text: string, id?: string): Promise<Acknowledgement>;
  press(command: string, parameters?: Record<string, unknown>, id?: string): Promise<Acknowledgement>;
  more(cursor: number): Promise<Page>;
  /** Waits until this many texts of the assistant have come and answers all of them. */
  heard(count: number): Promise<string[]>;
  leave(): void;
};

let ids = 0;
export const newId = (): string => `client-${process.pid}-${++ids}`;

/** A visitor with a real socket. Rejects with the problem where the door stays shut. */
export function visit(address: string, hello: Partial<Hello> = {}, more: { origin?: string } = {}): Promise<Guest> {
  const socket: Socket<ServerToClient, ClientToServer> = io(address, {
    path: '/promptside/socket',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { version: protocolVersion, project: 'test', ...hello },
    ...(more.origin ? { extraHeaders: { origin: more.origin } } : {}),
  });
  const events: VisitorEvent[] = [];
  const raw: unknown[] = [];
  socket.onAny((...given) => raw.push(given));
  socket.on('event', (event) => events.push(event));
  return new Promise((resolve, reject) => {
    socket.on('connect_error', (error) => {
      socket.close();
      reject(Object.assign(error, { code: (error as { data?: { code?: string } }).data?.code })); // Socket.IO hands the server's data on under this name
    });
    socket.once('disconnect', (reason) => reject(new Error(`the connection ended before the welcome: ${reason}`)));
    socket.once('welcome', (welcome) => {
      events.unshift(...welcome.events);
      resolve(guestOf(socket, welcome, { events, raw }));
    });
  });
}

function guestOf(socket: Guest['socket'], welcome: Welcome, { events, raw }: Pick<Guest, 'events' | 'raw'>): Guest {
  const texts = () => events.flatMap((event) => (event.type === 'message' && event.message.role === 'assistant' ? [event.message.text] : []));
  return {
    socket,
    welcome,
    events,
    raw,
    say: (text, id = newId()) => socket.timeout(10_000).emitWithAck('message', { id, text }),
    press: (command, parameters = {}, id = newId()) =>
      socket.timeout(10_000).emitWithAck('command', { id, command, parameters: parameters as never }), // tests send what the types forbid
    more: async (cursor) => (await socket.timeout(10_000).emitWithAck('more', { cursor })) as Page,
    async heard(count) {
      await until(() => texts().length >= count, `${count} answers, there are: ${JSON.stringify(texts())}`);
      return texts();
    },
    leave: () => socket.close(),
  };
}

/** Waits for something that has to come; says what it waited for where it does not. */
export async function until(holds: () => boolean | Promise<boolean>, what: string | (() => string), patience = 15_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${typeof what === 'string' ? what : what()}`);
    await new Promise((again) => setTimeout(again, 5));
  }
}
