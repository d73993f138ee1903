import type { Values } from '../shared/value.ts';
import type { Choices } from './choices.ts';
import type { Connection } from './connection/connection.ts';
import type { Opener } from './focus.ts';
import type { Strings } from './language/strings.ts';
import type { Handle } from './loader/handle.ts';
import type { Store } from './store.ts';
import type { typingNews } from './typing-news.ts';

/** The parts of a panel at work, as the view and the page's calls reach them. */
export type Running = {
  handle: Handle;
  choices: Choices;
  store: Store;
  /** While calls are done of which the visitor was told that they must wait: by now they do something else, and nothing opens over it. */
  isLate: boolean;
  connection: Connection;
  show(isOpen: boolean, by?: Opener): void;
  /** Fires a command, which the page is told of; `form` is the message whose form it comes from. */
  fire(command: string, parameters: Values, form?: string): void;
  /** The visitor agrees to the text with this hash. */
  agree(hash: string): void;
  typing: ReturnType<typeof typingNews>;
  /** Speaks a language from now on; some of its words may be the page's own. */
  speak(language: string, own?: Partial<Strings>): void;
  theme(name: string): void;
  /** Turns the sound of new messages on or off, and remembers it. */
  sound(hasSound: boolean): void;
  end(): void;
};
