import { z } from 'zod';
import type { Node } from './nodes.ts';
import type { ProblemReport } from './problem.ts';
import { isSafeKey, type Value, type Values } from './value.ts';

/** Raised by every change that an older widget would not understand. */
export const protocolVersion = 1;

/** Sizes that the door enforces (G-24); characters are UTF-16 code units. */
export const wireLimits = { messageCharacters: 8_000, packetBytes: 65_536, idCharacters: 64, page: 200, parameterBytes: 16_384 } as const;

const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, '8 to 64 of A-Z a-z 0-9 _ -');
const record = z
  .record(z.string().max(128), z.json())
  .refine((it) => Object.keys(it).every(isSafeKey), 'no reserved keys')
  .refine((it) => JSON.stringify(it).length <= wireLimits.parameterBytes, `at most ${wireLimits.parameterBytes} characters of JSON`);

/** What a widget says when it connects (Socket.IO's `auth`). */
export const hello = z.strictObject({
  version: z.number().int(),
  project: z.string().min(1).max(64),
  token: z.string().max(512).optional(),
  /** A token that the site signed: who the visitor is (docs/widget.md#identity). */
  identity: z.string().max(4_096).optional(),
  /** The conversation that the cursor belongs to, and the last event that the client has. */
  conversation: z.string().max(64).optional(),
  cursor: z.number().int().min(0).optional(),
  language: z.string().max(35).optional(),
  page: z.string().max(2_000).optional(),
});

/** `message`: what the visitor said, under an id that the client made; the same id may be sent again (G-02). */
export const say = z.strictObject({ id, text: z.string().min(1) });

/** `command`: a client command, fired by a button or by an element of the page. */
export const command = z.strictObject({ id, command: z.string().min(1).max(128), parameters: record.default({}) });

/** `more`: the next page of missed events. */
export const more = z.strictObject({ cursor: z.number().int().min(0) });

export type Hello = z.input<typeof hello>;
export type Say = z.input<typeof say>;
export type CommandPacket = z.input<typeof command>;
export type More = z.input<typeof more>;

/** The answer to `message` and `command`: stored, or why not. `again` when the id was known: nothing ran twice. */
export type Acknowledgement = { ok: true; id: string; again?: boolean } | { ok: false; problem: ProblemReport };

export type VisitorButton = { label: string; command?: string; parameters?: Values };
export type VisitorImage = { url: string; alt: string };

/** A message as a visitor gets it: text as parsed nodes, no HTML (G-30). */
export type VisitorMessage = {
  id: string;
  role: 'user' | 'assistant' | 'operator';
  /** What was typed (user), or the source of the nodes. */
  text: string;
  nodes: Node[];
  at: number;
  buttons?: VisitorButton[];
  images?: VisitorImage[];
};

/** What a visitor may see of a conversation. `n` counts without a gap; a client that misses one asks for `more`. */
export type VisitorEvent =
  | { n: number; type: 'message'; message: VisitorMessage }
  | { n: number; type: 'page'; event: string; data: Value }
  | { n: number; type: 'status'; status: 'active' | 'waiting_for_human' | 'with_human' | 'closed' };

/** What the widget needs to know about its project. Nothing else of a project reaches a page (P-33). */
export type WidgetView = {
  title: string;
  greeting: string;
  placeholder: string;
  language: string;
  position: 'bottom-right' | 'bottom-left';
  colours: { accent: string; onAccent: string };
  buttons: VisitorButton[];
};

/** `welcome`: sent once per connection, before anything else. */
export type Welcome = {
  version: number;
  /** What an anonymous visitor comes back with; empty where the site says who it is. */
  token: string;
  conversation: string;
  status: 'active' | 'waiting_for_human' | 'with_human' | 'closed';
  widget: WidgetView;
  /** The first page of events after the cursor; all of them when the cursor is not of this conversation (`reset`). */
  events: VisitorEvent[];
  reset: boolean;
  hasMore: boolean;
  /** Whether a turn is running, and the part of its reply that was already streamed. */
  working: boolean;
  streaming?: { message: string; text: string };
};

/** `delta`: a piece of a reply that is being written. `from` is its offset in characters, so a piece that comes twice is seen as such. */
export type Delta = { message: string; from: number; text: string };

export type Page = { events: VisitorEvent[]; hasMore: boolean };

/** Events from the widget to the server, by name. */
export interface ClientToServer {
  message: (packet: Say, answer: (acknowledgement: Acknowledgement) => void) => void;
  command: (packet: CommandPacket, answer: (acknowledgement: Acknowledgement) => void) => void;
  more: (packet: More, answer: (page: Page | { problem: ProblemReport }) => void) => void;
  /** Stops the reply that is being written; what is there of it comes as its message. */
  stop: (answer: (done: { ok: boolean; problem?: ProblemReport }) => void) => void;
  /** Ends the conversation, where it is still open, and starts a new one; `welcome` follows. */
  restart: (answer: (done: { ok: boolean; problem?: ProblemReport }) => void) => void;
}

/** Events from the server to the widget, by name. */
export interface ServerToClient {
  welcome: (welcome: Welcome) => void;
  event: (event: VisitorEvent) => void;
  delta: (delta: Delta) => void;
  working: (working: boolean) => void;
  /** The conversation went to another stage; only where the project says so to its pages (`widget.tellsStage`). */
  stage: (stage: string) => void;
  /** The server is going down; connect again after this many milliseconds. */
  closing: (afterMilliseconds: number) => void;
}
