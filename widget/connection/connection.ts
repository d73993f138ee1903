import type { Acknowledgement, Hello, Page, Welcome } from '../../shared/protocol.ts';
import type { Values } from '../../shared/value.ts';
import { identifier } from './identifier.ts';
import { type Keep, remember, writeDown } from './keep.ts';
import type { Line } from './line.ts';
import { next } from './next.ts';
import { lineFor } from './shared-line.ts';
import { type Action, type Input, type Outgoing, type State, start } from './state.ts';

/** The version that this widget speaks; a test holds it to `protocolVersion`, whose module carries all schemas. */
export const version: Welcome['version'] = 1;

export type ConnectionOptions = {
  project: string;
  /** Where the loader came from, with a slash at its end. */
  base: URL;
  language: string;
  /** What the site says of who the visitor is; a token that it signed. */
  identity: string | undefined;
  keep: Keep;
  changed(state: State): void;
  /** Told what happens to the visitor: messages that are new, events for the page. */
  happened(action: Extract<Action, { type: 'arrived' | 'page' }>): void;
};

type Timer = ReturnType<typeof setTimeout>;

/** A conversation over a wire that may break: what is said is kept until the server has it, what is missed is fetched. */
export class Connection {
  readonly #options: ConnectionOptions;
  #line: Line;
  readonly #until = new AbortController();
  #state: State;
  #connecting: Timer | undefined;
  #resting: Timer | undefined;
  /** Whether somebody else is to be connected as soon as the connection under way stands or has failed. */
  #isAnother = false;

  /** Connects to nothing yet; `open` does, and from then on it comes back by itself. */
  constructor(options: ConnectionOptions) {
    this.#options = { ...options };
    this.#state = start(remember(options.keep, Date.now()));
    this.#line = this.#newLine();
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

  /** Says who the visitor is from now on; the history may be another one then. */
  identify(token: string): void {
    if (token === this.#options.identity) return;
    this.#options.identity = token;
    // A connection that is cut off while it is being made leaves a line in the page's console.
    if (this.#state.link.is === 'connecting') this.#isAnother = true;
    else this.#beAnother();
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
    if (this.#state.link.is === 'open') this.#line.ask({ name: 'restart' }, () => {});
  }

  /** Stops the reply that is being written. */
  stop(): void {
    if (this.#state.link.is === 'open') this.#line.ask({ name: 'stop' }, () => {});
  }

  close(): void {
    this.#until.abort();
    clearTimeout(this.#connecting);
    clearTimeout(this.#resting);
    this.#line.disconnect();
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
    if (!this.#isAnother || after.link.is === 'connecting') return;
    this.#isAnother = false;
    queueMicrotask(() => this.#beAnother());
  }

  #beAnother(): void {
    this.#line.disconnect();
    this.#line = this.#newLine();
    this.#take({ type: 'identified' });
  }

  #perform(action: Action): void {
    if (action.type === 'connect') this.#connectAfter(action.afterMilliseconds);
    else if (action.type === 'send') this.#send(action.outgoing);
    else if (action.type === 'more') this.#fetchMore(action);
    else if (action.type === 'reconnect') this.#leave();
    else if (action.type === 'rest') this.#rest(action.milliseconds);
    else this.#options.happened(action);
  }

  #connectAfter(milliseconds: number): void {
    clearTimeout(this.#connecting);
    this.#connecting = setTimeout(() => this.#line.connect(), milliseconds);
  }

  #rest(milliseconds: number): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#take({ type: 'rested' }), milliseconds);
  }

  #newLine(): Line {
    const { base, project } = this.#options;
    return lineFor({ base, project, hello: () => hello(this.#options, this.#state), now: () => this.#state, take: (input) => this.#take(input) });
  }

  /** Says something and waits for the server's word on it. */
  #send(outgoing: Outgoing): void {
    const { id } = outgoing;
    const packet = outgoing.kind === 'message' ? { id, text: outgoing.text } : { id, command: outgoing.command, parameters: outgoing.parameters };
    this.#line.ask({ name: outgoing.kind, packet }, (value) => {
      // What the server answers to these is an acknowledgement (docs/protocol.md).
      this.#take(value ? { type: 'acknowledged', id, acknowledgement: value as Acknowledgement } : { type: 'unanswered', id });
    });
  }

  /** Asks for the next page of missed events. */
  #fetchMore({ conversation, cursor }: Extract<Action, { type: 'more' }>): void {
    this.#line.ask({ name: 'more', packet: { cursor } }, (value) => {
      // What the server answers to this is a page or a problem.
      const page = value as Page | { problem: unknown } | undefined;
      this.#take(page && 'events' in page ? { type: 'paged', conversation, page } : { type: 'unanswered' });
    });
  }

  #leave(): void {
    this.#line.disconnect();
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

function hello({ project, language, identity }: ConnectionOptions, { token, conversation, cursor }: State): Hello {
  // Neither query nor fragment: they may carry what is no business of ours.
  const page = `${location.origin}${location.pathname}`.slice(0, 2000);
  return { version, project, token, identity, conversation, cursor, language: language.slice(0, 35), page };
}
