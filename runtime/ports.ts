import type { Conversation } from '../shared/conversation.ts';
import type { Event } from '../shared/event.ts';
import type { LanguageModel } from './ports/models.ts';
import type { Sandbox } from './ports/sandbox.ts';
import type { Store } from './ports/store.ts';
import type { Classifier, Knowledge } from './ports/understanding.ts';
import type { Http, Secrets } from './ports/web.ts';

export type { ScriptScope } from '../shared/script.ts';
export type * from './ports/accounts.ts';
export type * from './ports/conversation-row.ts';
export type * from './ports/files.ts';
export type * from './ports/inbox.ts';
export type * from './ports/models.ts';
export type * from './ports/sandbox.ts';
export type * from './ports/store.ts';
export type * from './ports/understanding.ts';
export type * from './ports/web.ts';

/** Wall time, and a way to wait. In milliseconds. */
export interface Clock {
  now(): number;
  /** Calls back after that long; the answer cancels it. */
  after(milliseconds: number, then: () => void): () => void;
  /** Calls back as soon as what waits to be sent was sent. */
  soon(then: () => void): void;
}

/** New ids: unguessable where they come from the real world, counted in tests. */
export interface Ids {
  next(kind: string): string;
}

/** Luck, from 0 up to but not including 1. */
export interface Dice {
  roll(): number;
}

/** Which conversation, and of which project. */
export type Place = Pick<Conversation, 'id' | 'project'>;

/** Where visitors and operators listen. Told only of what is durable, and of replies in the making. */
export interface Outlet {
  events(conversation: Conversation, events: Event[]): void;
  /** A piece of a reply in the making; `from` is its offset. */
  delta(conversation: Place, piece: { message: string; from: number; text: string }): void;
  working(conversation: Place, working: boolean): void;
}

/** Everything that the runtime needs from outside. */
export type Ports = {
  store: Store;
  sandbox: Sandbox;
  classifier: Classifier;
  knowledge: Knowledge;
  http: Http;
  secrets: Secrets;
  model: LanguageModel;
  outlet: Outlet;
  clock: Clock;
  ids: Ids;
  dice: Dice;
};
