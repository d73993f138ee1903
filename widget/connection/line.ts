import type { Hello } from '../../shared/protocol.ts';
import type { Input, State, TellingKind } from './state.ts';

/** Something that the server is asked to do; `more` fetches missed events. */
export type Ask =
  | { name: TellingKind | 'message' | 'command' | 'more' | 'typing' | 'page'; packet: Record<string, unknown> }
  | { name: 'restart' | 'stop' | 'human' | 'end' };

/** Told with the answer, or with nothing where none came in time. */
export type Answer = (value: unknown) => void;

/** A way to the server that connects when it is told to and never by itself; what comes over it are inputs. */
export interface Line {
  connect(): void;
  disconnect(): void;
  ask(ask: Ask, answer: Answer): void;
}

/** What a line needs from its connection. */
export type Ends = {
  base: URL;
  project: string;
  hello(): Hello;
  now(): State;
  take(input: Input): void;
};
