import type { Hello, Welcome } from '../../shared/protocol.ts';
import type { Values } from '../../shared/value.ts';
import { identifier } from './identifier.ts';
import { type Keep, remember, writeDown } from './keep.ts';
import { next } from './next.ts';
import { type Action, type Input, type Outgoing, type State, start } from './state.ts';
import { fetchMore, listen, send, type Wire, wireTo } from './wire.ts';

/** The version that this widget speaks; a test holds it to `protocolVersion`, whose module carries all schemas. */
export const version: Welcome['version'] = 1;

export type ConnectionOptions = {
  project: string;
  /** Where the loader came from, with a slash at its end. */
  base: URL;
  language: string;
  keep: Keep;
  changed(state: State): void;
  /** Told what happens to the visitor: messages that are new, events for the page. */
  happened(action: Extract<Action, { type: 'arrived' | 'page' }>): void;
};

type Timer = ReturnType<typeof setTimeout>;

/** A conversation over a wire that may break: what is said is kept until the server has it, what is missed is fetched. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #wire: Wire;
  readonly #until = new AbortController();
  #state: State;
  #connecting: Timer | undefined;
  #resting: Timer | undefined;

  /** Connects to nothing yet; `open` does, and from then on it comes back by itself. */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#state = start(remember(options.keep, Date.now()));
    this.#wire = wireTo(options.base, () => hello(options, this.#state));
    listen(this.#wire, (input) => this.#take(input));
    const { signal } = this.#until;
    for (const type of ['online', 'pageshow']) addEventListener(type, () => this.#hurry(), { signal });
    addEventListener('pagehide', () => this.#park(), { signal });
    document.addEventListener('visibilitychange', () => this.#hurry(), { signal });
  }

  get state(): State {
    return this.#state;
  }

  open(): void {
    this.#take({ type: 'connect' });
  }

  say(text: string): void {
    this.#take({ type: 'composed', outgoing: { kind: 'message', text, ...fresh() } });
  }

  command(command: string, parameters: Values): void {
    this.#take({ type: 'composed', outgoing: { kind: 'command', command, parameters, ...fresh() } });
  }

  retry(id: string): void {
    this.#take({ type: 'retried', id, freshId: identifier() });
  }

  discard(id: string): void {
    this.#take({ type: 'discarded', id });
  }

  restart(): void {
    if (this.#wire.connected) this.#wire.emit('restart', () => {});
  }

  close(): void {
    this.#until.abort();
    clearTimeout(this.#connecting);
    clearTimeout(this.#resting);
    this.#wire.off();
    this.#wire.disconnect();
  }

  #take(input: Input): void {
    const before = this.#state;
    const [after, actions] = next(before, input);
    this.#settle(before, after);
    for (const action of actions) this.#perform(action);
  }

  #settle(before: State, after: State): void {
    if (before === after) return;
    this.#state = after;
    writeDown(this.#options.keep, before, after);
    this.#options.changed(after);
  }

  #perform(action: Action): void {
    const take = (input: Input): void => this.#take(input);
    if (action.type === 'connect') this.#connectAfter(action.afterMilliseconds);
    else if (action.type === 'send') send(this.#wire, action.outgoing, take);
    else if (action.type === 'more') fetchMore(this.#wire, action, take);
    else if (action.type === 'reconnect') this.#leave();
    else if (action.type === 'rest') this.#rest(action.milliseconds);
    else this.#options.happened(action);
  }

  #connectAfter(milliseconds: number): void {
    clearTimeout(this.#connecting);
    this.#connecting = setTimeout(() => this.#wire.connect(), milliseconds);
  }

  #rest(milliseconds: number): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#take({ type: 'rested' }), milliseconds);
  }

  #leave(): void {
    this.#wire.disconnect();
    this.#take({ type: 'dropped', luck: Math.random() });
  }

  /** A visitor who looks at the page, or whose network is back, does not wait for the next attempt. */
  #hurry(): void {
    if (this.#state.link.is === 'waiting' && document.visibilityState === 'visible') this.#connectAfter(0);
  }

  /** A page that is left for the back-forward cache must hold no connection; `pageshow` brings it back. */
  #park(): void {
    if (this.#state.link.is === 'open' || this.#state.link.is === 'connecting') this.#leave();
  }
}

const fresh = (): Pick<Outgoing, 'id' | 'at' | 'stage'> => ({ id: identifier(), at: Date.now(), stage: 'waiting' });

function hello({ project, language }: ConnectionOptions, { token, conversation, cursor }: State): Hello {
  // Neither query nor fragment: they may carry what is no business of ours.
  const page = `${location.origin}${location.pathname}`.slice(0, 2000);
  return { version, project, token, conversation, cursor, language: language.slice(0, 35), page };
}
