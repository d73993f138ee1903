import { z } from 'zod';
import type { Node } from './nodes.ts';
import type { ProblemReport } from './problem.ts';
import type { FormField, ShownFile } from './run.ts';
import { isSafeKey, type Value, type Values } from './value.ts';

/** Raised by every change that an older widget would not understand. */
export const protocolVersion = 1;

/** Sizes that the door enforces (G-24); characters are UTF-16 code units. */
export const wireLimits = {
  messageCharacters: 8_000,
  packetBytes: 65_536,
  idCharacters: 64,
  page: 200,
  parameterBytes: 16_384,
  messageFiles: 5,
  attributes: 50,
  attributeCharacters: 4_096,
  commentCharacters: 2_000,
} as const;

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
export const say = z
  .strictObject({ id, text: z.string(), files: z.array(z.string().min(1).max(64)).max(wireLimits.messageFiles).optional() })
  .refine((it) => it.text !== '' || (it.files?.length ?? 0) > 0, 'a text or a file');

/** `command`: a client command, fired by a button, by an element of the page, or by the form of the message `form`. */
export const command = z.strictObject({
  id,
  command: z.string().min(1).max(128),
  parameters: record.default({}),
  form: z.string().min(1).max(200).optional(),
});

/** `more`: the next page of missed events. */
export const more = z.strictObject({ cursor: z.number().int().min(0) });

/** `attributes`: what the page says of itself and its visitor; `null` takes one away. It is written by the page and trusted by nobody. */
export const attributes = z.strictObject({
  id,
  attributes: z
    .record(z.string().min(1).max(64), z.json())
    .refine((it) => Object.keys(it).every(isSafeKey), 'no reserved keys')
    .refine((it) => Object.keys(it).length <= wireLimits.attributes, `at most ${wireLimits.attributes} attributes`)
    .refine((it) => JSON.stringify(it).length <= wireLimits.attributeCharacters, `at most ${wireLimits.attributeCharacters} characters of JSON`),
});

/** `rate`: how the visitor found the conversation, or one message: 1 to 5, or with thumbs 1 and -1. */
export const rate = z.strictObject({
  id,
  message: z.string().min(1).max(200).optional(),
  value: z.number().int().min(-1).max(5),
  comment: z.string().max(wireLimits.commentCharacters).optional(),
});

/** `proactive`: the visitor took up a message that came by itself; its text is the project's, not the page's. */
export const proactive = z.strictObject({ id, name: z.string().min(1).max(128) });

/** `consent`: the visitor agrees to the text with this hash. */
export const consent = z.strictObject({ id, hash: z.string().min(1).max(64) });

export type AttributesPacket = z.input<typeof attributes>;
export type RatePacket = z.input<typeof rate>;
export type ProactivePacket = z.input<typeof proactive>;
export type ConsentPacket = z.input<typeof consent>;
export type Hello = z.input<typeof hello>;
export type Say = z.input<typeof say>;
export type CommandPacket = z.input<typeof command>;
export type More = z.input<typeof more>;

/** The answer to `message` and `command`: stored, or why not. `again` when the id was known: nothing ran twice. */
export type Acknowledgement = { ok: true; id: string; again?: boolean } | { ok: false; problem: ProblemReport };

export type VisitorButton = { label: string; command?: string; parameters?: Values };
export type VisitorImage = { url: string; alt: string };
/** A card; several under one message are a carousel. */
export type VisitorCard = { title: string; nodes?: Node[]; image?: VisitorImage; link?: string; buttons?: VisitorButton[] };
/** Sending it fires `command` with `parameters` and the values of the fields. */
export type VisitorForm = { command: string; parameters?: Values; fields: FormField[]; submit?: string };
/** A file that was sent; its address is `/promptside/files/<id>`. */
export type VisitorFile = ShownFile;

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
  cards?: VisitorCard[];
  form?: VisitorForm;
  files?: VisitorFile[];
  /** The message whose form this one answers. */
  answers?: string;
  /** The name of the operator who wrote it. */
  by?: string;
};

/** What a visitor may see of a conversation. `n` counts without a gap; a client that misses one asks for `more`. */
export type VisitorEvent =
  | { n: number; type: 'message'; message: VisitorMessage }
  | { n: number; type: 'page'; event: string; data: Value }
  /** `by` names the operator who came or left. */
  | { n: number; type: 'status'; status: 'active' | 'waiting_for_human' | 'with_human' | 'closed'; by?: string }
  /** How the visitor rated the conversation, or one message. */
  | { n: number; type: 'rated'; value: number; message?: string }
  | { n: number; type: 'consented'; hash: string };

/** What the widget needs to know about its project. Nothing else of a project reaches a page (P-33). */
export type WidgetView = {
  title: string;
  greeting: string;
  placeholder: string;
  language: string;
  position: 'bottom-right' | 'bottom-left';
  colours: { accent: string; onAccent: string };
  buttons: VisitorButton[];
  /** Read above the first message. */
  preChat?: string;
  /** What the visitor is told; where it is required, nothing is sent before they agree to the text with this hash. */
  consent?: { nodes: Node[]; hash: string; required: boolean };
  rating?: { ask: 'after_end' | 'after_human'; scale: 'thumbs' | 'five'; comment: boolean };
  /** Whether each answer can be rated. */
  messageRating?: boolean;
  /** Whether messages come by themselves (`widget.json` has them). */
  hasProactive?: boolean;
  /** Whether the visitor may ask for a person. */
  offersHuman?: boolean;
  /** Which files a visitor may send; without it, none. */
  upload?: { types: string[]; maximumBytes: number };
};

/** A message that comes by itself, and when; the public part of a project, at `/promptside/projects/<project>/widget.json`. */
export type NudgeRule = {
  name: string;
  text: string;
  buttons: VisitorButton[];
  when: {
    page?: string | undefined;
    afterSeconds?: number | undefined;
    scrolledPercent?: number | undefined;
    event?: string | undefined;
    attribute?: { name: string; is: string | number | boolean } | undefined;
  };
  once: 'session' | 'visitor' | 'always';
  device?: 'desktop' | 'phone' | undefined;
};
/** Or why this page gets none. */
export type NudgeDocument = { proactive: NudgeRule[] } | { problem: ProblemReport };

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
  attributes: (packet: AttributesPacket, answer: (acknowledgement: Acknowledgement) => void) => void;
  rate: (packet: RatePacket, answer: (acknowledgement: Acknowledgement) => void) => void;
  proactive: (packet: ProactivePacket, answer: (acknowledgement: Acknowledgement) => void) => void;
  consent: (packet: ConsentPacket, answer: (acknowledgement: Acknowledgement) => void) => void;
  more: (packet: More, answer: (page: Page | { problem: ProblemReport }) => void) => void;
  /** Stops the reply that is being written; what is there of it comes as its message. */
  stop: (answer: (done: { ok: boolean; problem?: ProblemReport }) => void) => void;
  /** Asks for a person. */
  human: (answer: (done: { ok: boolean; problem?: ProblemReport }) => void) => void;
  /** Ends the conversation, which stays to be read; a reply that is being written is stopped. */
  end: (answer: (done: { ok: boolean; problem?: ProblemReport }) => void) => void;
  /** Whether the visitor is writing; said only while a person is there, and not answered. */
  typing: (packet: { on: boolean }) => void;
  /** The page that the visitor is on now; not answered. */
  page: (packet: { url: string }) => void;
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
  /** An operator is writing. */
  typing: (packet: { by: string }) => void;
  /** The server is going down; connect again after this many milliseconds. */
  closing: (afterMilliseconds: number) => void;
}
