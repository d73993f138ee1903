import type { Acknowledgement, Hello, Page, VisitorFile, Welcome } from '../../shared/protocol.ts';
import { same, type Values } from '../../shared/value.ts';
import { pageNow } from '../page-now.ts';
import { identifier } from './identifier.ts';
import { type Keep, remember, writeDown } from './keep.ts';
import type { Ask, Line } from './line.ts';
import { next } from './next.ts';
import { lineFor } from './shared-line.ts';
import { type Action, type Input, type Outgoing, type State, start, type TellingKind } from './state.ts';

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

/** Where files go, and who sends them. */
export type Destination = { base: URL; project: string; token: string | undefined; identity: string | undefined };

type Timer = ReturnType<typeof setTimeout>;

/** A conversation over a wire that may break: what is said is kept until the server has it, what is missed is fetched. */
export class Connection {
  readonly #options: ConnectionOptions;
  #line: Line;
  readonly #until = new AbortController();
  #state: State;
  #connecting: Timer | undefined;
  #resting: Timer | undefined;
  #typing: Timer | undefined;
  /** What the page has said of itself so far. */
  #attributes: Values = {};
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

  /** Where this visitor's files go. */
  get destination(): Destination {
    const { base, project, identity } = this.#options;
    return { base, project, identity, token: this.#state.token };
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

  say(text: string, files: VisitorFile[] = []): void {
    this.#take({ type: 'composed', outgoing: { kind: 'message', text, ...(files.length > 0 ? { files } : {}), ...fresh() } });
  }

  /** `form` is the message whose form it comes from. */
  command(command: string, parameters: Values, form?: string): void {
    this.#take({ type: 'composed', outgoing: { kind: 'command', command, parameters, ...(form ? { form } : {}), ...fresh() } });
  }

  /** Tells something that sets no turn off; it is kept until the server has it, as a message is. */
  tell(kind: TellingKind, packet: Values): void {
    this.#take({ type: 'composed', outgoing: { kind, packet, ...fresh() } });
  }

  /** What the page says of itself; only what is another than before goes over the wire. */
  attributes(given: Values): void {
    const changed = Object.fromEntries(Object.entries(given).filter(([name, value]) => !same(this.#attributes[name], value)));
    this.#attributes = { ...this.#attributes, ...changed };
    if (Object.keys(changed).length > 0) this.tell('attributes', { attributes: changed });
  }

  /** Says something that matters only now; without a connection it is not said. */
  mention(ask: Ask): void {
    if (this.#state.link.is === 'open') this.#line.ask(ask, () => {});
  }

  retry(id: string): void {
    this.#take({ type: 'retried', id, freshId: identifier() });
  }

  discard(id: string): void {
    this.#take({ type: 'discarded', id });
  }

  restart(): void {
    this.mention({ name: 'restart' });
  }

  /** Stops the reply that is being written. */
  stop(): void {
    this.mention({ name: 'stop' });
  }

  close(): void {
    this.#until.abort();
    clearTimeout(this.#connecting);
    clearTimeout(this.#resting);
    clearTimeout(this.#typing);
    this.#line.disconnect();
  }

  #take(input: Input): void {
    if (input.type === 'typing') this.#expectMore(input.by);
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
    // Another person's profile knows nothing of the page yet.
    if (Object.keys(this.#attributes).length > 0) this.tell('attributes', { attributes: this.#attributes });
  }

  #perform(action: Action): void {
    if (action.type === 'connect') this.#connectAfter(action.afterMilliseconds);
    else if (action.type === 'send') this.#send(action.outgoing);
    else if (action.type === 'more') this.#fetchMore(action);
    else if (action.type === 'reconnect') this.#leave();
    else if (action.type === 'restart') this.restart();
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

  /** Whoever says nothing more of it is taken to have stopped writing. */
  #expectMore(by: string): void {
    clearTimeout(this.#typing);
    if (by) this.#typing = setTimeout(() => this.#take({ type: 'typing', by: '' }), typingLasts);
  }

  #newLine(): Line {
    const { base, project } = this.#options;
    return lineFor({ base, project, hello: () => hello(this.#options, this.#state), now: () => this.#state, take: (input) => this.#take(input) });
  }

  /** Says something and waits for the server's word on it. */
  #send(outgoing: Outgoing): void {
    const { id } = outgoing;
    const packet = { id, ...contentOf(outgoing) };
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

/** How long an operator is shown as writing after the last word of it. */
const typingLasts = 6_000;

function contentOf(outgoing: Outgoing): Values {
  if ('packet' in outgoing) return outgoing.packet;
  if (outgoing.kind === 'message') return { text: outgoing.text, ...(outgoing.files ? { files: outgoing.files.map((file) => file.id) } : {}) };
  const { command, parameters, form } = outgoing;
  return { command, parameters, ...(form ? { form } : {}) };
}

const fresh = (): Pick<Outgoing, 'id' | 'at' | 'stage'> => ({ id: identifier(), at: Date.now(), stage: 'waiting' });

function hello({ project, language, identity }: ConnectionOptions, { token, conversation, cursor }: State): Hello {
  return { version, project, token, identity, conversation, cursor, language: language.slice(0, 35), page: pageNow() };
}
