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
import type { Said } from '../perform/accept.ts';
import { addressOf, networkOf } from './address.ts';
import { agreed } from './agreed.ts';
import { type Attended, attend, pageOf } from './attend.ts';
import { type Door, isAllowedOrigin, type Log } from './door.ts';
import { filesOf } from './files.ts';
import type { ChatSocket, Guest } from './guest.ts';
import { parsed } from './parsed.ts';
import { type Gauge, gaugeOf, type Rate, rateOf } from './rate.ts';
import { listenForSigns, pageAddress } from './signs.ts';
import { tellings, toldBy } from './told-by.ts';
import { visitorProblem } from './visitor-problem.ts';
import { wellFormed } from './well-formed.ts';

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
      (thrown: unknown) => next(asConnectError(thrown, door.log)),
    );
  });
  door.blocks.whenBlocked((project, visitors) => {
    for (const socket of io.sockets.sockets.values()) {
      const { data } = socket;
      const isMeant = data.project === project && [data.visitor, ...data.others].some((id) => visitors.includes(id));
      if (isMeant) socket.disconnect(true);
    }
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
  const address = networkOf(addressOf(socket.request, settings.trustedProxies));
  const seconds = guards.handshakes.take(address);
  if (seconds > 0) throw new Problem('limit.rate', { seconds });
  const given = parsed(hello, socket.handshake.auth);
  if (given.version !== protocolVersion) throw new Problem('protocol.version', { version: given.version, expected: protocolVersion });
  const { project } = await versions.current(given.project);
  const origin = socket.handshake.headers.origin;
  if (!isAllowedOrigin(project, origin)) throw new Problem('origin.not_allowed', { origin: origin ?? 'without an origin' });
  const { visitor, token, others, until } = await whoIs(given, project, door);
  // The last thing that is waited for: whoever is blocked after it is among the sockets by then, and shown out.
  await door.blocks.admit(given.project, [visitor, ...others]);
  if (given.identity !== undefined && given.token) letGo(socket, door.tokens.read(given.project, given.token));
  // Nobody would take back what is counted for a connection that has ended already.
  if (socket.conn.readyState !== 'open') throw new Problem('server.closing');
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
    page: pageAddress(given.page),
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

/** Whoever holds an anonymous visitor's token is let go when that visitor becomes a person: what follows is for the site's token alone (G-21). */
function letGo(socket: ChatSocket, anonymous: string): void {
  for (const other of socket.nsp.sockets.values()) if (other.data.visitor === anonymous && other.data.token !== '') other.disconnect(true);
}

/** Listens to an admitted visitor. Packets that come too fast are dropped, those that are not understood answered with a code. */
function serve(socket: ChatSocket, door: Door, guards: Guards): void {
  const packets = rateOf(door.clock, { perSecond: door.settings.limits.packetsPerSecond, burst: door.settings.limits.packetsPerSecond });
  socket.use((_packet, next) => {
    if (packets.take('socket') === 0) next();
  });
  const on = answering(socket, door.log);
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
  // Files are looked for once the rate allows it: nobody makes the disk work by asking.
  const acceptSaid = (id: string, read: () => Promise<Said>): Promise<Acknowledgement> =>
    accept(id, async (conversation) => {
      await agreed(door, { project: socket.data.project, conversation });
      return door.conversations.accept(conversation, await read());
    });
  on('message', async (packet) => {
    const said = parsed(say, packet);
    if (said.text.length > wireLimits.messageCharacters) throw new Problem('message.too_long', { limit: wireLimits.messageCharacters });
    const { project, visitor, others } = socket.data;
    return acceptSaid(said.id, async () => {
      const files = said.files ? { files: await filesOf(said.files, { project, visitors: [visitor, ...others] }, door) } : {};
      return { kind: 'message' as const, id: said.id, text: wellFormed(said.text), ...files };
    });
  });
  on('command', async (packet) => {
    const { form, ...fired } = parsed(command, packet);
    const sent = { kind: 'command' as const, ...fired, ...(form ? { form } : {}) };
    return acceptSaid(fired.id, async () => sent);
  });
  for (const name of tellings) {
    on(name, async (packet) => {
      const told = toldBy(name, packet);
      return accept(told.id, (conversation) => door.conversations.tell(conversation, told));
    });
  }
  on('more', async (packet) => {
    const attended = await attending;
    return pageOf(door, attended?.conversation() ?? '', parsed(more, packet).cursor);
  });
  on('stop', async () => {
    await door.conversations.stop((await attending)?.conversation() ?? '');
    return { ok: true };
  });
  // A new conversation is more work than a message: all of these are counted as messages are.
  const onAsk = (name: 'human' | 'end' | 'restart', what: (attended: Attended) => Promise<void>): void =>
    on(name, async () => {
      const attended = await attending;
      if (!attended) throw new Problem('server.closing');
      const seconds = guards.messages.take(socket.data.visitor);
      if (seconds > 0) throw new Problem('limit.rate', { seconds });
      await what(attended);
      return { ok: true };
    });
  onAsk('human', ({ conversation }) => door.conversations.inbox.wish(conversation()));
  onAsk('end', async ({ conversation }) => {
    await door.conversations.stop(conversation());
    await door.conversations.close(conversation(), 'the visitor ended it');
  });
  onAsk('restart', ({ restart }) => restart());
  listenForSigns(socket, door, attending);
}

/** Every listener answers: with what it gives, or with the problem it met. Packets without an answer function are dropped. */
const answering =
  (socket: ChatSocket, log: Log) =>
  (name: keyof ClientToServer, listen: (packet: unknown) => Promise<unknown>): void => {
    const listener = (...given: unknown[]): void => {
      const answer = given.at(-1);
      if (typeof answer !== 'function') return;
      listen(given[0]).then(
        (value) => answer(value),
        (thrown: unknown) => answer({ ok: false, problem: visitorProblem(thrown, log) }),
      );
    };
    // Socket.IO's typing asks for the declared packet; what really comes is unknown until it is parsed.
    socket.on(name, listener as never);
  };

async function answered(id: string, take: () => Promise<{ again: boolean }>): Promise<Acknowledgement> {
  const { again } = await take();
  return { ok: true, id, ...(again ? { again } : {}) };
}

function asConnectError(thrown: unknown, log: Log): Error {
  const problem = visitorProblem(thrown, log);
  return Object.assign(new Error(problem.message), { data: problem });
}

/** The handshake's request is of no more use and would be kept as long as the connection. */
function dropRequest(socket: ChatSocket): void {
  // engine.io declares the property as always there, yet does without it after the handshake.
  (socket.conn as { request?: unknown }).request = undefined;
}
