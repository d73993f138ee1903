import type { Values } from '../shared/value.ts';
import type { Choices } from './choices.ts';
import type { Connection } from './connection/connection.ts';
import type { Opener } from './focus.ts';
import type { Strings } from './language/strings.ts';
import type { Handle } from './loader/handle.ts';
import type { Store } from './store.ts';

/** The parts of a panel at work, as the view and the page's calls reach them. */
export type Running = {
  handle: Handle;
  choices: Choices;
  store: Store;
  connection: Connection;
  show(isOpen: boolean, by?: Opener): void;
  /** Fires a command, which the page is told of. */
  fire(command: string, parameters: Values): void;
  /** Speaks a language from now on; some of its words may be the page's own. */
  speak(language: string, own?: Partial<Strings>): void;
  theme(name: string): void;
  /** Turns the sound of new messages on or off, and remembers it. */
  sound(hasSound: boolean): void;
  end(): void;
};
