import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VisitorEvent, Welcome } from '../../shared/protocol.ts';
import { next } from '../../widget/connection/next.ts';
import { type Action, type Input, type Outgoing, start } from '../../widget/connection/state.ts';

const widget: Welcome['widget'] = {
  title: '',
  greeting: '',
  placeholder: '',
  language: 'en',
  position: 'bottom-right',
  colours: { accent: '', onAccent: '' },
  buttons: [],
};

type Chance = 'say' | 'reply' | 'up' | 'down' | 'cut' | 'double' | 'swap' | 'lose';

/** A server with a log, a widget, and a wire between them that cuts, doubles, swaps and loses what is on it. */
class World {
  readonly log: VisitorEvent[] = [];
  readonly said: string[] = [];
  readonly seen: string[] = [];
  state = start();
  #up: Action[] = [];
  #down: Input[] = [];
  #isConnected = false;
  readonly #known = new Set<string>();

  constructor() {
    this.#take({ type: 'connect' });
  }

  happen(chance: Chance): void {
    if (chance === 'say') this.#say();
    else if (chance === 'reply') this.#record(`reply-${this.log.length}`, 'assistant');
    else if (chance === 'up') this.#carryUp();
    else if (chance === 'down') this.#carryDown();
    else if (chance === 'cut') this.#cut();
    else if (chance === 'double' && isLoose(this.#down[0])) this.#down.unshift(this.#down[0]);
    else if (chance === 'swap') this.#down = this.#swapped();
    else if (chance === 'lose' && this.#down[0]?.type === 'event') this.#down.shift();
  }

  /** The wire heals and everything on it arrives; a cut shows what was lost on the way, as a ping does. */
  heal(): void {
    this.#cut();
    for (let left = 2_000; left > 0 && (this.#up.length > 0 || this.#down.length > 0 || !this.#isConnected); left--) {
      this.#carryUp();
      this.#carryDown();
    }
  }

  #say(): void {
    const id = `said-${this.said.length}`;
    this.said.push(id);
    const outgoing: Outgoing = { id, at: this.said.length, kind: 'message', text: id, stage: 'waiting' };
    this.#take({ type: 'composed', outgoing });
  }

  #take(input: Input): void {
    const [state, actions] = next(this.state, input);
    this.state = state;
    for (const action of actions) {
      if (action.type === 'arrived') this.seen.push(action.message.id);
      if (action.type === 'reconnect') this.#cut();
      this.#up.push(action);
    }
  }

  #record(id: string, role: 'user' | 'assistant'): void {
    const event: VisitorEvent = { n: this.log.length + 1, type: 'message', message: { id, role, text: id, nodes: [], at: 0 } };
    this.log.push(event);
    if (this.#isConnected) this.#down.push({ type: 'event', event });
  }

  #carryUp(): void {
    const action = this.#up.shift();
    if (!action) return;
    if (action.type === 'connect') this.#connect();
    if (!this.#isConnected) return;
    if (action.type === 'more') {
      const events = this.log.slice(action.cursor, action.cursor + 3);
      this.#down.push({ type: 'paged', conversation: action.conversation, page: { events, hasMore: this.log.length > action.cursor + 3 } });
    }
    if (action.type === 'send') {
      const { id } = action.outgoing;
      if (!this.#known.has(id)) this.#record(id, 'user');
      this.#known.add(id);
      this.#down.push({ type: 'acknowledged', id, acknowledgement: { ok: true, id } });
    }
  }

  #connect(): void {
    this.#isConnected = true;
    const after = this.state.cursor ?? 0;
    const events = this.log.slice(after, after + 3);
    const common = { version: 1, token: 't', conversation: 'c', status: 'active', widget, reset: false, working: false } as const;
    this.#down.push({ type: 'welcomed', welcome: { ...common, events, hasMore: this.log.length > after + 3 } });
  }

  #carryDown(): void {
    const input = this.#down.shift();
    if (input) this.#take(input);
  }

  #cut(): void {
    this.#up = [];
    this.#down = [];
    this.#isConnected = false;
    this.#take({ type: 'dropped', luck: 0.5 });
  }

  #swapped(): Input[] {
    const [first, second, ...rest] = this.#down;
    return isLoose(first) && isLoose(second) ? [second, first, ...rest] : this.#down;
  }
}

/** All but a welcome, which opens the wire. */
const isLoose = (input: Input | undefined): input is Input => input !== undefined && input.type !== 'welcomed';

const chances = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Chance>('up', 'down', 'up', 'down') },
    { weight: 2, arbitrary: fc.constantFrom<Chance>('say', 'reply') },
    { weight: 1, arbitrary: fc.constantFrom<Chance>('cut', 'double', 'swap', 'lose') },
  ),
  { maxLength: 300, size: 'max' },
);

test('whatever the wire does, the widget ends up with the log, and everything said is in it once and in order (G-02, G-03, G-07, P-43)', () => {
  fc.assert(
    fc.property(chances, (sequence) => {
      const world = new World();
      for (const chance of sequence) world.happen(chance);
      world.heal();
      const logged = world.log.flatMap((event) => (event.type === 'message' ? [event.message] : []));
      expect(world.state.messages.map((message) => message.id)).toEqual(logged.map((message) => message.id));
      expect(logged.filter((message) => message.role === 'user').map((message) => message.id)).toEqual(world.said);
      expect(world.state.outbox).toEqual([]);
      expect(new Set(world.seen).size).toBe(world.seen.length);
    }),
    { numRuns: 1_000 },
  );
});
