import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { z } from 'zod';
import { Problem, report } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import {
  type Acknowledgement,
  type ClientToServer,
  command,
  hello,
  more,
  protocolVersion,
  type ServerToClient,
  say,
  wireLimits,
} from '../../shared/protocol.ts';
import { addressOf } from './address.ts';
import { attend, pageOf } from './attend.ts';
import { type Door, isAllowedOrigin } from './door.ts';
import type { ChatSocket, Guest } from './guest.ts';
import { parsed } from './parsed.ts';
import { type Gauge, gaugeOf, type Rate, rateOf } from './rate.ts';

type Guards = { handshakes: Rate; messages: Rate; addresses: Gauge; visitors: Gauge };

/** The door for visitors (docs/protocol.md). The answer tells everybody that the server is going down. */
export function openChat(http: HttpServer, door: Door): { close(): void } {
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, Guest>(http, {
    path: '/promptside/socket',
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: wireLimits.packetBytes,
    pingInterval: 25_000,
    pingTimeout: 20_000,
    connectTimeout: 10_000,
    cors: { origin: true },
  });
  const { limits } = door.settings;
  const guards: Guards = {
    handshakes: rateOf(door.clock, { perSecond: limits.handshakesPerMinute / 60, burst: limits.handshakesPerMinute }),
    messages: rateOf(door.clock, { perSecond: limits.messagesPerSecond, burst: limits.messageBurst }),
    addresses: gaugeOf(limits.socketsPerAddress),
    visitors: gaugeOf(limits.socketsPerVisitor),
  };
  io.use((socket, next) => {
    admitGuest(socket, door, guards).then(
      () => next(),
      (thrown: unknown) => next(asConnectError(thrown)),
    );
  });
  io.on('connection', (socket) => {
    dropRequest(socket);
    serve(socket, door, guards);
  });
  return {
    close() {
      for (const socket of io.sockets.sockets.values()) socket.emit('closing', 500 + Math.floor(Math.random() * 1_500));
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/** Checks who is at the door; throws a Problem where it stays shut. */
async function admitGuest(socket: ChatSocket, door: Door, guards: Guards): Promise<void> {
  const { versions, settings, clock } = door;
  const address = addressOf(socket.request, settings.trustedProxies);
  const seconds = guards.handshakes.take(address);
  if (seconds > 0) throw new Problem('limit.rate', { seconds });
  const given = parsed(hello, socket.handshake.auth);
  if (given.version !== protocolVersion) throw new Problem('protocol.version', { version: given.version, expected: protocolVersion });
  const { project } = await versions.current(given.project);
  const origin = socket.handshake.headers.origin;
  if (!isAllowedOrigin(project, origin)) throw new Problem('origin.not_allowed', { origin: origin ?? 'without an origin' });
  const { visitor, token, others, until } = await whoIs(given, project, door);
  if (!guards.addresses.enter(address)) throw new Problem('limit.sockets', { seconds: 10 });
  if (!guards.visitors.enter(visitor)) {
    guards.addresses.leave(address);
    throw new Problem('limit.sockets', { seconds: 10 });
  }
  socket.data = {
    project: given.project,
    visitor,
    others,
    token,
    conversation: '',
    address,
    language: given.language,
    hello: { conversation: given.conversation, cursor: given.cursor },
  };
  // Who is known for an hour is known no longer after it: the widget comes back with a new token or not at all.
  const forget = until === undefined ? () => undefined : clock.after(until - clock.now(), () => socket.disconnect(true));
  socket.conn.once('close', () => {
    forget();
    guards.addresses.leave(address);
    guards.visitors.leave(visitor);
  });
}

type Who = { visitor: string; token: string; others: string[]; until?: number };

/** Who is there: the person that the site names, else the anonymous visitor of the token, else a new one. */
async function whoIs(given: z.output<typeof hello>, project: Project, { tokens, identities }: Door): Promise<Who> {
  if (given.identity !== undefined) {
    const anonymous = given.token ? tokens.read(given.project, given.token) : undefined;
    return { ...(await identities.personOf(project, given.identity, anonymous)), token: '' };
  }
  if (project.widget.identity?.required) throw new Problem('identity.required');
  if (!given.token) return { ...tokens.issue(given.project), others: [] };
  const visitor = tokens.read(given.project, given.token);
  if (await identities.isClaimed(project, visitor)) throw new Problem('visitor.token_invalid');
  return { visitor, token: given.token, others: [] };
}

/** Listens to an admitted visitor. Packets that come too fast are dropped, those that are not understood answered with a code. */
function serve(socket: ChatSocket, door: Door, guards: Guards): void {
  const packets = rateOf(door.clock, { perSecond: door.settings.limits.packetsPerSecond, burst: door.settings.limits.packetsPerSecond });
  socket.use((_packet, next) => {
    if (packets.take('socket') === 0) next();
  });
  const attending = attend(socket, door).catch((thrown: unknown) => {
    door.log.warn({ code: report(thrown).code }, 'a visitor could not be attended');
    socket.disconnect(true);
    return null;
  });
  const accept = (id: string, take: (conversation: string) => Promise<{ again: boolean }>): Promise<Acknowledgement> =>
    answered(id, async () => {
      const attended = await attending;
      if (!attended) throw new Problem('server.closing');
      const seconds = guards.messages.take(socket.data.visitor);
      if (seconds > 0) throw new Problem('limit.rate', { seconds });
      return take(attended.conversation());
    });
  on(socket, 'message', async (packet) => {
    const said = parsed(say, packet);
    if (said.text.length > wireLimits.messageCharacters) throw new Problem('message.too_long', { limit: wireLimits.messageCharacters });
    return accept(said.id, (conversation) => door.conversations.accept(conversation, { kind: 'message', id: said.id, text: wellFormed(said.text) }));
  });
  on(socket, 'command', async (packet) => {
    const fired = parsed(command, packet);
    return accept(fired.id, (conversation) => door.conversations.accept(conversation, { kind: 'command', ...fired }));
  });
  on(socket, 'more', async (packet) => {
    const attended = await attending;
    return pageOf(door, attended?.conversation() ?? '', parsed(more, packet).cursor);
  });
  on(socket, 'stop', async () => {
    await door.conversations.stop((await attending)?.conversation() ?? '');
    return { ok: true };
  });
  on(socket, 'restart', async () => {
    await (await attending)?.restart();
    return { ok: true };
  });
}

/** Every listener answers: with what it gives, or with the problem it met. Packets without an answer function are dropped. */
function on(socket: ChatSocket, name: keyof ClientToServer, listen: (packet: unknown) => Promise<unknown>): void {
  const listener = (...given: unknown[]): void => {
    const answer = given.at(-1);
    if (typeof answer !== 'function') return;
    listen(given[0]).then(
      (value) => answer(value),
      (thrown: unknown) => answer({ ok: false, problem: report(thrown) }),
    );
  };
  // Socket.IO's typing asks for the declared packet; what really comes is unknown until it is parsed.
  socket.on(name, listener as never);
}

async function answered(id: string, take: () => Promise<{ again: boolean }>): Promise<Acknowledgement> {
  const { again } = await take();
  return { ok: true, id, ...(again ? { again } : {}) };
}

/** NUL and lone surrogates become the replacement character, the same way for every store (G-25). */
const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

function asConnectError(thrown: unknown): Error {
  const problem = report(thrown);
  return Object.assign(new Error(problem.message), { data: problem });
}

/** The handshake's request is of no more use and would be kept as long as the connection. */
function dropRequest(socket: ChatSocket): void {
  // engine.io declares the property as always there, yet does without it after the handshake.
  (socket.conn as { request?: unknown }).request = undefined;
}
