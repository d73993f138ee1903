import type { ProblemReport } from '../../shared/problem.ts';
import type { Acknowledgement, Delta, Page, VisitorEvent, VisitorFile, VisitorMessage, Welcome, WidgetView } from '../../shared/protocol.ts';
import type { Value, Values } from '../../shared/value.ts';

/** How the widget stands with its server. */
export type Link =
  | { is: 'idle' }
  | { is: 'connecting' }
  | { is: 'open' }
  /** Not connected; another attempt is on its way. */
  | { is: 'waiting' }
  /** The server will not have us; another attempt would not help. */
  | { is: 'refused'; problem: ProblemReport };

/** What the visitor's side tells without setting a turn off. */
export type TellingKind = 'attributes' | 'rate' | 'proactive' | 'consent';

/** Somebody of the team who came or left, and after how many messages. */
export type Coming = { n: number; after: number; by: string; isHere: boolean };

/** Something that the visitor said or pressed and that the server has not shown back yet. */
export type Outgoing = {
  id: string;
  at: number;
  stage: 'waiting' | 'sending' | 'sent' | 'failed';
  problem?: ProblemReport;
} & (
  | { kind: 'message'; text: string; files?: VisitorFile[] }
  | { kind: 'command'; command: string; parameters: Values; form?: string }
  | { kind: TellingKind; packet: Values }
);

/** All that the widget knows of its conversation. */
export type State = {
  link: Link;
  token: string | undefined;
  conversation: string | undefined;
  /** The last event taken in; nothing was taken in yet while it is undefined. */
  cursor: number | undefined;
  /** How far this visitor's pages have got the events that are for the page. */
  handedOver: number;
  isCatchingUp: boolean;
  /** Whether what comes in now happened before this page was loaded. */
  isHistory: boolean;
  /** Events that came before one that is missing. */
  ahead: VisitorEvent[];
  messages: VisitorMessage[];
  outbox: Outgoing[];
  /** Whether sending rests until the server takes more. */
  isResting: boolean;
  status: Welcome['status'];
  /** Who of the team is in the conversation; empty where nobody is, or nobody knows the name. */
  human: string;
  comings: Coming[];
  /** Who of the team is writing right now. */
  typist: string;
  /** The hash of the text that the visitor agreed to last. */
  consented: string | undefined;
  /** The visitor's ratings by message; that of the conversation has no name. */
  ratings: Record<string, number>;
  working: boolean;
  streaming: { message: string; text: string } | null;
  widget: WidgetView | null;
  attempts: number;
  /** When the server asked to come back, in milliseconds from its going down. */
  comeBackAfter: number | undefined;
};

/** What happens to a connection. */
export type Input =
  | { type: 'connect' }
  /** The page has said who the visitor is: what was open is let go, and the next connection says it too. */
  | { type: 'identified' }
  | { type: 'welcomed'; welcome: Welcome }
  | { type: 'event'; event: VisitorEvent }
  | { type: 'paged'; conversation: string; page: Page }
  | { type: 'delta'; delta: Delta }
  | { type: 'working'; working: boolean }
  | { type: 'stage'; stage: string }
  /** Somebody of the team is writing, or with an empty name no longer. */
  | { type: 'typing'; by: string }
  | { type: 'composed'; outgoing: Outgoing }
  | { type: 'acknowledged'; id: string; acknowledgement: Acknowledgement }
  /** No answer came although the connection looks alive. */
  | { type: 'unanswered'; id?: string }
  | { type: 'retried'; id: string; freshId: string }
  | { type: 'discarded'; id: string }
  | { type: 'rested' }
  | { type: 'refused'; problem: ProblemReport; luck: number }
  | { type: 'dropped'; luck: number }
  | { type: 'closing'; afterMilliseconds: number };

/** What is to be done about it. */
export type Action =
  | { type: 'connect'; afterMilliseconds: number }
  | { type: 'reconnect' }
  /** What is to be said wants a conversation that has not ended. */
  | { type: 'restart' }
  | { type: 'send'; outgoing: Outgoing }
  | { type: 'rest'; milliseconds: number }
  | { type: 'more'; conversation: string; cursor: number }
  /** A message that is new to this visitor, not one of the history. */
  | { type: 'arrived'; message: VisitorMessage }
  | { type: 'page'; event: string; data: Value };

export type Step = [State, Action[]];

/** What a tab remembers from before. */
export type Remembered = { token?: string; conversation?: string; handedOver?: number; outbox?: Outgoing[] };

/** Where everything starts: nothing known but what was remembered. */
export const start = (remembered: Remembered = {}): State => ({
  link: { is: 'idle' },
  token: remembered.token,
  conversation: remembered.conversation,
  cursor: undefined,
  handedOver: remembered.handedOver ?? 0,
  isCatchingUp: false,
  isHistory: false,
  ahead: [],
  messages: [],
  outbox: remembered.outbox ?? [],
  isResting: false,
  status: 'active',
  human: '',
  comings: [],
  typist: '',
  consented: undefined,
  ratings: {},
  working: false,
  streaming: null,
  widget: null,
  attempts: 0,
  comeBackAfter: undefined,
});
