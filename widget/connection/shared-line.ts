import type { Page, Welcome } from '../../shared/protocol.ts';
import { identifier } from './identifier.ts';
import type { Answer, Ask, Ends, Line } from './line.ts';
import type { Input } from './state.ts';
import { socketLine } from './wire.ts';

/** What tabs say to each other. Where `to` is missing, all are meant. */
type Note =
  | { kind: 'join'; from: string; conversation: string | undefined; cursor: number | undefined }
  | { kind: 'wait'; to: string }
  | { kind: 'ask'; from: string; id: number; ask: Ask }
  | { kind: 'answer'; to: string; id: number; value: unknown }
  | { kind: 'input'; to?: string; input: Input }
  /** The leader's connection stands anew, perhaps in another conversation. */
  | { kind: 'up' }
  | { kind: 'leader' };

const answerWithin = 15_000;
/** A leader that says nothing for so long is frozen; its place is taken. */
const patience = 2_000;

/**
 * One connection for all tabs of a visitor: the tab that holds the lock has the socket, the others speak through it.
 * Every tab keeps its own state and cursor, so that what it misses is fetched as if it had a socket of its own.
 */
export class SharedLine implements Line {
  readonly #me = identifier();
  readonly #ends: Ends;
  readonly #name: string;
  readonly #socket: Line;
  readonly #answers = new Map<number, Answer>();
  #channel: BroadcastChannel | undefined;
  #role: 'none' | 'follower' | 'leader' = 'none';
  /** Where this place knows no locks after all. */
  #isAlone = false;
  #giveUp = new AbortController();
  #release: (() => void) | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** Of a leader: what the server said when the connection began, as long as it stands. */
  #welcome: Welcome | undefined;
  #refusal: Input | undefined;
  /** Of a follower: whether it was welcomed, and what happened while it was not. */
  #isJoined = false;
  #held: Input[] = [];

  constructor(ends: Ends, name: string) {
    this.#ends = ends;
    this.#name = name;
    this.#socket = socketLine({ ...ends, take: (input) => this.#came(input) });
  }

  connect(): void {
    if (this.#role === 'none' && !this.#isAlone) this.#seek();
    else if (this.#role === 'follower') this.#join();
    else this.#socket.connect();
  }

  /** Also gives the lead to another tab: this one leaves the page, or its connection is ill. */
  disconnect(): void {
    if (this.#role === 'leader') this.#post({ kind: 'input', input: dropped() });
    this.#socket.disconnect();
    this.#giveUp.abort();
    this.#release?.();
    clearTimeout(this.#patience);
    this.#channel?.close();
    this.#channel = undefined;
    this.#isJoined = false;
    this.#welcome = undefined;
    this.#refusal = undefined;
    this.#role = 'none';
    this.#answers.clear();
  }

  ask(ask: Ask, answer: Answer): void {
    if (this.#role === 'follower') this.#askLeader(ask, answer);
    else this.#socket.ask(ask, answer);
  }

  #askLeader(ask: Ask, answer: Answer): void {
    const id = ++this.#asked;
    const once = (value: unknown): void => {
      if (this.#answers.delete(id)) answer(value);
    };
    this.#answers.set(id, once);
    setTimeout(() => once(undefined), answerWithin);
    this.#post({ kind: 'ask', from: this.#me, id, ask });
  }

  #seek(): void {
    this.#role = 'follower';
    this.#giveUp = new AbortController();
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#heard(data as Note); // only our own tabs speak on a channel of this name
    this.#queue({ signal: this.#giveUp.signal });
    this.#join();
  }

  /** Waits for the lead, which comes when nobody else has it any more; to steal it is for a leader that is frozen. */
  #queue(how: LockOptions): void {
    const { signal } = this.#giveUp;
    navigator.locks
      .request(this.#name, how, () => {
        if (signal.aborted) return;
        this.#lead();
        return new Promise<void>((resolve) => {
          this.#release = resolve;
        });
      })
      .catch(() => {
        if (signal.aborted) return;
        // The lead was taken from us, or this place knows no locks: then every tab has its own socket.
        const wasLeader = this.#role === 'leader';
        this.disconnect();
        this.#isAlone = !wasLeader;
        this.#ends.take(dropped());
      });
  }

  #lead(): void {
    const wasFollowing = this.#isJoined;
    clearTimeout(this.#patience);
    this.#role = 'leader';
    this.#isJoined = false;
    this.#post({ kind: 'leader' });
    this.#answers.clear();
    if (wasFollowing) this.#ends.take(dropped());
    this.#socket.connect();
  }

  #join(): void {
    if (this.#isJoined) return;
    const { conversation, cursor } = this.#ends.now();
    this.#held = [];
    this.#post({ kind: 'join', from: this.#me, conversation, cursor });
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      if (this.#role === 'follower' && !this.#isJoined) this.#queue({ steal: true });
    }, patience);
  }

  /** From the socket: for ourselves, and for the tabs behind us. */
  #came(input: Input): void {
    this.#refusal = input.type === 'refused' ? input : undefined;
    if (input.type === 'welcomed') this.#welcome = input.welcome;
    else if (input.type === 'dropped' || input.type === 'refused') this.#welcome = undefined;
    this.#ends.take(input);
    if (this.#role !== 'leader') return;
    if (input.type === 'welcomed') this.#post({ kind: 'up' });
    else this.#post({ kind: 'input', input: input.type === 'dropped' ? dropped() : input });
  }

  #heard(note: Note): void {
    if ('to' in note && note.to !== undefined && note.to !== this.#me) return;
    if (this.#role === 'leader') this.#serve(note);
    else this.#follow(note);
  }

  #serve(note: Note): void {
    if (note.kind === 'join') void this.#admit(note);
    else if (note.kind === 'ask') this.#socket.ask(note.ask, (value) => this.#post({ kind: 'answer', to: note.from, id: note.id, value }));
  }

  /** A tab that joins is welcomed as the server would: with what it has not seen, and how things stand now. */
  async #admit({ from, conversation, cursor }: Extract<Note, { kind: 'join' }>): Promise<void> {
    this.#post(this.#refusal ? { kind: 'input', to: from, input: this.#refusal } : { kind: 'wait', to: from });
    const welcome = this.#welcome;
    if (!welcome) return;
    const isKnown = conversation === welcome.conversation && cursor !== undefined;
    const page = await new Promise<unknown>((answer) => this.#socket.ask({ name: 'more', packet: { cursor: isKnown ? cursor : 0 } }, answer));
    if (this.#welcome !== welcome || !isPage(page)) return;
    const { status, working, streaming, token } = this.#ends.now();
    const now = { ...welcome, ...page, token: token ?? '', status, working, streaming: streaming ?? undefined, reset: !isKnown };
    this.#post({ kind: 'input', to: from, input: { type: 'welcomed', welcome: now } });
  }

  #follow(note: Note): void {
    if (note.kind === 'wait') clearTimeout(this.#patience);
    else if (note.kind === 'answer') this.#answers.get(note.id)?.(note.value);
    else if (note.kind === 'up' || note.kind === 'leader') {
      if (note.kind === 'leader') this.#cut(dropped());
      this.#isJoined = false;
      if (note.kind === 'up') this.#join();
    } else if (note.kind === 'input') this.#told(note);
  }

  #told({ to, input }: Extract<Note, { kind: 'input' }>): void {
    clearTimeout(this.#patience);
    if (input.type === 'dropped' || input.type === 'refused') this.#cut(input);
    else if (to === this.#me) this.#welcomed(input);
    else if (this.#isJoined) this.#ends.take(input);
    // What happens between a page and its welcome follows after it.
    else if (input.type === 'event') this.#held.push(input);
  }

  #cut(input: Input): void {
    const wasJoined = this.#isJoined;
    this.#isJoined = false;
    this.#answers.clear();
    if (wasJoined || input.type === 'refused') this.#ends.take(input);
  }

  #welcomed(input: Input): void {
    this.#isJoined = true;
    this.#ends.take(input);
    for (const held of this.#held.splice(0)) this.#ends.take(held);
  }

  #post(note: Note): void {
    this.#channel?.postMessage(note);
  }
}

const dropped = (): Input => ({ type: 'dropped', luck: Math.random() });

const isPage = (value: unknown): value is Page => typeof value === 'object' && value !== null && 'events' in value;

/** One connection for all tabs where the browser has what that takes, else one for each. */
export function lineFor(ends: Ends): Line {
  const canShare = typeof BroadcastChannel === 'function' && 'locks' in navigator;
  const { identity = '' } = ends.hello();
  return canShare ? new SharedLine(ends, `promptside:1:${ends.base.href}:${ends.project}:${subjectOf(identity)}`) : socketLine(ends);
}

/** Tabs in which different people are known do not share a line. Nothing is trusted here: the server reads the token itself. */
function subjectOf(token: string): string {
  try {
    const payload: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
    return String((payload as { sub?: unknown }).sub);
  } catch {
    return token;
  }
}
