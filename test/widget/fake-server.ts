import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server, type Socket } from 'socket.io';
import type { Node } from '../../shared/nodes.ts';
import type { ProblemReport } from '../../shared/problem.ts';
import type {
  Acknowledgement,
  ClientToServer,
  Hello,
  NudgeRule,
  ServerToClient,
  VisitorEvent,
  VisitorMessage,
  WidgetView,
} from '../../shared/protocol.ts';

const dist = fileURLToPath(new URL('../../dist/widget/', import.meta.url));

/** An event before it has its number. */
export type Unnumbered = VisitorEvent extends infer Each ? (Each extends { n: number } ? Omit<Each, 'n'> : never) : never;

type Talk = { id: string; visitor: string; events: VisitorEvent[]; known: Map<string, string>; status: 'active' | 'closed' };
type Wire = Socket<ClientToServer, ServerToClient>;

/** What a test decides about the server's behaviour; each may be changed at any time. */
export type Behaviour = {
  widget: WidgetView;
  refuse?: (hello: Hello) => ProblemReport | undefined;
  /** What to answer to a text; nothing where the test answers itself. */
  reply?: (text: string) => Partial<VisitorMessage> | undefined;
  command?: (command: string, parameters: unknown) => Unnumbered[];
  acknowledge?: (id: string) => Acknowledgement | 'never' | undefined;
  page: number;
  proactive?: NudgeRule[];
  /** What a visitor says is confirmed, and shown back only by `showHeld`. */
  shows?: 'later';
};

const plainWidget: WidgetView = {
  title: 'Shop help',
  greeting: 'Hello! How can we help?',
  placeholder: '',
  language: 'en',
  position: 'bottom-right',
  colours: { accent: '#1f5fd0', onAccent: '#ffffff' },
  buttons: [],
};

/** One text as the nodes of a message. */
export const paragraph = (text: string): Node[] => [{ t: 'paragraph', of: [{ t: 'text', text }] }];

/** A server that speaks the protocol and remembers everything that it was told; it knows no stages and no models. */
export class FakeServer {
  readonly http = createServer((request, response) => void this.#serve(request, response));
  behaviour: Behaviour = { widget: plainWidget, page: 200 };
  readonly talks = new Map<string, Talk>();
  readonly heard: { id: string; text: string }[] = [];
  readonly commands: { id: string; command: string; parameters: unknown }[] = [];
  readonly hellos: Hello[] = [];
  /** What was told beside messages and commands, by the name of the packet. */
  readonly told: { name: string; packet: Record<string, unknown> }[] = [];
  readonly requests: string[] = [];
  #io: Server<ClientToServer, ServerToClient> | undefined;
  #port = 0;
  #ids = 0;
  readonly #held: (() => unknown)[] = [];
  /** How often a reply was stopped. */
  stopped = 0;

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get io(): Server<ClientToServer, ServerToClient> {
    if (!this.#io) throw new Error('the fake server is not up');
    return this.#io;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.http.listen(this.#port, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this kind.
    this.#port = (this.http.address() as AddressInfo).port;
    this.up();
    return this;
  }

  /** The chat comes up; until then, and after `down`, only files are served. */
  up(): void {
    this.#io = new Server(this.http, { path: '/promptside/socket', transports: ['websocket'], serveClient: false, cors: { origin: '*' } });
    this.#io.on('connection', (socket) => this.#connected(socket));
    this.#io.use((socket, next) => this.#admit(socket, next));
  }

  /** The chat goes down; the files stay. */
  down(): void {
    this.#io?.disconnectSockets(true);
    this.#io?.engine.close();
    this.http.removeAllListeners('upgrade');
    this.http.on('upgrade', (_request, socket) => socket.destroy());
  }

  comeBack(): void {
    this.http.removeAllListeners('upgrade');
    this.up();
  }

  async stop(): Promise<void> {
    this.down();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  /** Forgets everything; connections end. */
  reset(): void {
    this.io.disconnectSockets(true);
    this.talks.clear();
    for (const list of [this.heard, this.commands, this.hellos, this.requests, this.told]) list.length = 0;
    this.behaviour = { widget: plainWidget, page: 200 };
  }

  /** Cuts every connection as a network would: without a word. */
  cut(): void {
    for (const socket of this.io.sockets.sockets.values()) socket.conn.transport.close();
  }

  /** Says something to everybody in a conversation, now and for the record. */
  tell(talk: Talk, what: Unnumbered): VisitorEvent {
    const event: VisitorEvent = { n: talk.events.length + 1, ...what };
    talk.events.push(event);
    if (event.type === 'status' && event.status === 'closed') talk.status = 'closed';
    this.io.to(talk.id).emit('event', event);
    return event;
  }

  say(talk: Talk, text: string, more: Partial<VisitorMessage> = {}): void {
    this.tell(talk, { type: 'message', message: this.message('assistant', text, more) });
  }

  /** Shows the visitors what they have said and what was held back. */
  showHeld(): void {
    for (const show of this.#held.splice(0)) show();
  }

  message(role: VisitorMessage['role'], text: string, more: Partial<VisitorMessage> = {}): VisitorMessage {
    return { id: `message-${++this.#ids}-x`, role, text, nodes: paragraph(text), at: 0, ...more };
  }

  get only(): Talk {
    const [talk] = [...this.talks.values()].slice(-1);
    if (!talk) throw new Error('nobody has connected yet');
    return talk;
  }

  #admit(socket: Wire, next: (error?: Error) => void): void {
    // What a widget says at the handshake is a Hello; the real server checks it.
    const hello = socket.handshake.auth as Hello;
    this.hellos.push(hello);
    const problem = this.behaviour.refuse?.(hello);
    next(problem ? Object.assign(new Error(problem.message), { data: problem }) : undefined);
  }

  #connected(socket: Wire): void {
    const hello = socket.handshake.auth as Hello;
    const visitor = hello.token ?? `token-${++this.#ids}`;
    const last = [...this.talks.values()].filter((talk) => talk.visitor === visitor).at(-1);
    this.#welcome(socket, hello, last ?? this.#newTalk(visitor));
  }

  #newTalk(visitor: string): Talk {
    const talk: Talk = { id: `conversation-${++this.#ids}`, visitor, events: [], known: new Map(), status: 'active' };
    this.talks.set(talk.id, talk);
    return talk;
  }

  #welcome(socket: Wire, hello: Pick<Hello, 'conversation' | 'cursor'>, talk: Talk): void {
    socket.removeAllListeners();
    const isSame = hello.conversation === talk.id;
    const after = isSame ? (hello.cursor ?? 0) : 0;
    const { page, widget } = this.behaviour;
    void socket.join(talk.id);
    socket.emit('welcome', {
      version: 1,
      token: talk.visitor,
      conversation: talk.id,
      status: talk.status,
      widget,
      events: talk.events.slice(after, after + page),
      reset: !isSame,
      hasMore: talk.events.length > after + page,
      working: false,
    });
    for (const name of ['attributes', 'rate', 'proactive', 'consent', 'human', 'typing', 'page'] as const) {
      // Which packet goes with which name is the widget's to know; here all are only written down.
      socket.on(name, ((...given: unknown[]) => this.#wasTold(talk, name, given)) as never);
    }
    socket.on('message', (packet, answer) => this.#said(talk, packet, answer));
    socket.on('command', (packet, answer) => this.#commanded(talk, { parameters: {}, ...packet }, answer));
    socket.on('more', ({ cursor }, answer) =>
      answer({ events: talk.events.slice(cursor, cursor + page), hasMore: talk.events.length > cursor + page }),
    );
    socket.on('stop', (answer) => {
      this.stopped += 1;
      answer({ ok: true });
    });
    socket.on('restart', (answer) => {
      void socket.leave(talk.id);
      this.#welcome(socket, {}, this.#newTalk(talk.visitor));
      answer({ ok: true });
    });
  }

  #wasTold(talk: Talk, name: string, given: unknown[]): void {
    const answer = given.at(-1);
    // Whatever stands first and is no function is the packet, which is a record in all of them.
    const packet = (typeof given[0] === 'object' ? given[0] : {}) as Record<string, unknown>;
    const id = String(packet.id ?? '');
    const isKnown = talk.known.has(id);
    if (!isKnown) this.told.push({ name, packet });
    const decided = this.behaviour.acknowledge?.(id);
    if (decided && decided !== 'never' && !decided.ok && typeof answer === 'function') {
      answer(decided);
      return;
    }
    if (id) talk.known.set(id, name);
    if (typeof answer === 'function') answer({ ok: true, id, again: isKnown || undefined });
    if (isKnown) return;
    if (name === 'consent') this.tell(talk, { type: 'consented', hash: String(packet.hash) });
    const message = typeof packet.message === 'string' ? { message: packet.message } : {};
    if (name === 'rate') this.tell(talk, { type: 'rated', value: Number(packet.value), ...message });
    const rule = name === 'proactive' ? this.behaviour.proactive?.find((it) => it.name === packet.name) : undefined;
    if (rule) this.say(talk, rule.text, { id, ...(rule.buttons.length > 0 ? { buttons: rule.buttons } : {}) });
  }

  #said(talk: Talk, { id, text }: { id: string; text: string }, answer: (acknowledgement: Acknowledgement) => void): void {
    const decided = this.behaviour.acknowledge?.(id);
    if (decided && decided !== 'never' && !decided.ok) {
      answer(decided);
      return;
    }
    const isKnown = talk.known.has(id);
    if (!isKnown) {
      talk.known.set(id, text);
      this.heard.push({ id, text });
      const show = (): unknown => this.tell(talk, { type: 'message', message: { id, role: 'user', text, nodes: paragraph(text), at: 0 } });
      if (this.behaviour.shows === 'later') this.#held.push(show);
      else show();
    }
    if (decided !== 'never') answer({ ok: true, id, again: isKnown || undefined });
    const reply = isKnown ? undefined : this.behaviour.reply?.(text);
    if (reply) this.say(talk, reply.text ?? '', reply);
  }

  #commanded(talk: Talk, packet: { id: string; command: string; parameters: unknown }, answer: (acknowledgement: Acknowledgement) => void): void {
    const decided = this.behaviour.acknowledge?.(packet.id);
    if (decided && decided !== 'never' && !decided.ok) {
      answer(decided);
      return;
    }
    const isKnown = talk.known.has(packet.id);
    answer({ ok: true, id: packet.id, again: isKnown || undefined });
    if (isKnown) return;
    talk.known.set(packet.id, packet.command);
    this.commands.push(packet);
    for (const what of this.behaviour.command?.(packet.command, packet.parameters) ?? []) this.tell(talk, what);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.origin).pathname;
    this.requests.push(path);
    if (path.endsWith('/widget.json')) {
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
      response.end(JSON.stringify({ proactive: this.behaviour.proactive ?? [] }));
      return;
    }
    const file = path === '/widget.js' ? 'widget.js' : path.replace(/^\/promptside\//, '');
    try {
      const content = await readFile(dist + file);
      response.writeHead(200, {
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
}
