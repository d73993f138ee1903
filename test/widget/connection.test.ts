import { describe, expect, test } from 'vitest';
import { protocolVersion, type VisitorEvent, type Welcome, wireLimits } from '../../shared/protocol.ts';
import { version } from '../../widget/connection/connection.ts';
import { next } from '../../widget/connection/next.ts';
import { type Action, type Input, type Outgoing, type State, start } from '../../widget/connection/state.ts';
import { messageCharacters } from '../../widget/view/composer.tsx';
import { paragraph } from './fake-server.ts';

const said = (n: number, id = `message-${n}`, role: 'user' | 'assistant' = 'assistant'): VisitorEvent => ({
  n,
  type: 'message',
  message: { id, role, text: `text ${n}`, nodes: paragraph(`text ${n}`), at: n },
});

const welcome = (more: Partial<Welcome> = {}): Welcome => ({
  version: 1,
  token: 'token',
  conversation: 'one',
  status: 'active',
  widget: { title: '', greeting: '', placeholder: '', language: 'en', position: 'bottom-right', colours: { accent: '', onAccent: '' }, buttons: [] },
  events: [],
  reset: false,
  hasMore: false,
  working: false,
  ...more,
});

const item = (id: string): Outgoing => ({ id, at: 1, kind: 'message', text: id, stage: 'waiting' });

/** Plays inputs one after the other and keeps what was to be done. */
function play(inputs: Input[], from: State = start()): { state: State; actions: Action[] } {
  let state = from;
  const actions: Action[] = [];
  for (const input of inputs) {
    const [after, asked] = next(state, input);
    state = after;
    actions.push(...asked);
  }
  return { state, actions };
}

const welcomed = (more: Partial<Welcome> = {}): Input => ({ type: 'welcomed', welcome: welcome(more) });
const event = (it: VisitorEvent): Input => ({ type: 'event', event: it });
const ids = (state: State): string[] => state.messages.map((message) => message.id);
const kinds = (actions: Action[]): string[] => actions.map((action) => action.type);

test('the widget speaks the version of the protocol and knows its limits', () => {
  expect(version).toBe(protocolVersion);
  expect(messageCharacters).toBe(wireLimits.messageCharacters);
});

describe('what is missed', () => {
  test('an event that comes twice is shown once (P-43)', () => {
    const { state } = play([welcomed({ events: [said(1)] }), event(said(1)), event(said(2)), event(said(2))]);
    expect(ids(state)).toEqual(['message-1', 'message-2']);
  });

  test('a gap is asked for, and what came early follows in its place (G-03, G-07)', () => {
    const { state, actions } = play([
      welcomed({ events: [said(1)] }),
      event(said(4)),
      event(said(3)),
      { type: 'paged', conversation: 'one', page: { events: [said(2), said(3)], hasMore: false } },
    ]);
    expect(ids(state)).toEqual(['message-1', 'message-2', 'message-3', 'message-4']);
    expect(actions.filter((action) => action.type === 'more')).toEqual([{ type: 'more', conversation: 'one', cursor: 1 }]);
  });

  test('pages are fetched until there are no more, and live events wait for them (G-07)', () => {
    const { state, actions } = play([
      welcomed({ events: [said(1)], hasMore: true }),
      event(said(4)),
      { type: 'paged', conversation: 'one', page: { events: [said(2)], hasMore: true } },
      { type: 'paged', conversation: 'one', page: { events: [said(3)], hasMore: false } },
    ]);
    expect(ids(state)).toEqual(['message-1', 'message-2', 'message-3', 'message-4']);
    expect(actions.filter((action) => action.type === 'more').map((action) => action.cursor)).toEqual([1, 2]);
    expect(state.isCatchingUp).toBe(false);
  });

  test('what still does not fit behind a page is asked for once more', () => {
    const { state, actions } = play([
      welcomed(),
      event(said(5)),
      { type: 'paged', conversation: 'one', page: { events: [said(1), said(2)], hasMore: false } },
      { type: 'paged', conversation: 'one', page: { events: [said(3), said(4)], hasMore: false } },
    ]);
    expect(actions.flatMap((action) => (action.type === 'more' ? [action.cursor] : []))).toEqual([0, 2]);
    expect(ids(state)).toHaveLength(5);
  });

  test('a page that brings nothing is not asked for in a circle', () => {
    const empty: Input = { type: 'paged', conversation: 'one', page: { events: [], hasMore: true } };
    const { actions } = play([welcomed(), event(said(3)), empty, empty]);
    expect(actions.filter((action) => action.type === 'more')).toHaveLength(1);
  });

  test('a page of an earlier conversation says nothing about this one', () => {
    const { state } = play([
      welcomed(),
      welcomed({ conversation: 'two' }),
      { type: 'paged', conversation: 'one', page: { events: [said(1)], hasMore: false } },
    ]);
    expect(ids(state)).toEqual([]);
  });

  test('a welcome after a cut goes on behind the cursor; one to another conversation starts anew (P-25)', () => {
    const first = play([welcomed({ events: [said(1), said(2)] }), { type: 'dropped', luck: 0 }]).state;
    expect(ids(play([welcomed({ events: [said(3)] })], first).state)).toEqual(['message-1', 'message-2', 'message-3']);
    expect(ids(play([welcomed({ conversation: 'two', reset: true, events: [said(1, 'other')] })], first).state)).toEqual(['other']);
  });

  test('the history of a reload is not news; what comes after it is', () => {
    const { actions } = play([welcomed({ events: [said(1)] }), event(said(2))]);
    expect(actions.filter((action) => action.type === 'arrived').map((action) => action.message.id)).toEqual(['message-2']);
  });

  test('what the author sends to the page reaches it once, also over a reload', () => {
    const forPage = (n: number): VisitorEvent => ({ n, type: 'page', event: 'cart', data: n });
    const before = play([welcomed(), event(forPage(1))]);
    expect(kinds(before.actions)).toEqual(['page']);
    const reloaded = start({ token: 'token', conversation: 'one', handedOver: before.state.handedOver });
    const after = play([welcomed({ events: [forPage(1), forPage(2)] })], reloaded);
    expect(after.actions).toEqual([{ type: 'page', event: 'cart', data: 2 }]);
  });
});

describe('a reply in the making', () => {
  const delta = (from: number, text: string): Input => ({ type: 'delta', delta: { message: 'reply', from, text } });

  test('pieces that come twice or overlap add nothing, one behind a gap waits for the whole (G-06)', () => {
    const { state } = play([welcomed(), delta(0, 'Hello'), delta(0, 'Hello'), delta(3, 'lo the'), delta(40, 'x'), delta(9, 're')]);
    expect(state.streaming).toEqual({ message: 'reply', text: 'Hello there' });
  });

  test('the whole message takes the place of its pieces, and late pieces are dropped', () => {
    const { state } = play([welcomed(), delta(0, 'Hel'), event(said(1, 'reply')), delta(0, 'Hello')]);
    expect(state.streaming).toBeNull();
    expect(ids(state)).toEqual(['reply']);
  });

  test('a reconnect goes on with the part that the server has', () => {
    const { state } = play([
      welcomed(),
      delta(0, 'Hel'),
      { type: 'dropped', luck: 0 },
      welcomed({ working: true, streaming: { message: 'reply', text: 'Hello' } }),
    ]);
    expect(state.streaming?.text).toBe('Hello');
  });
});

describe('what is said', () => {
  test('one at a time, in order, each after the word on the one before', () => {
    const { actions, state } = play([
      welcomed(),
      { type: 'composed', outgoing: item('a') },
      { type: 'composed', outgoing: item('b') },
      { type: 'acknowledged', id: 'a', acknowledgement: { ok: true, id: 'a' } },
    ]);
    expect(actions.filter((action) => action.type === 'send').map((action) => action.outgoing.id)).toEqual(['a', 'b']);
    expect(state.outbox.map((it) => it.stage)).toEqual(['sent', 'sending']);
  });

  test('a bubble gives way to its event, which has the same id (G-02)', () => {
    const { state } = play([welcomed(), { type: 'composed', outgoing: item('a') }, event(said(1, 'a', 'user'))]);
    expect(state.outbox).toEqual([]);
    expect(ids(state)).toEqual(['a']);
  });

  test('what was under way when the connection broke is said again under the same id, unless the log has it (G-02)', () => {
    const cut = play([
      welcomed(),
      { type: 'composed', outgoing: item('a') },
      { type: 'composed', outgoing: item('b') },
      { type: 'dropped', luck: 0 },
    ]).state;
    const sent = (events: VisitorEvent[]): string[] =>
      play([welcomed({ events })], cut).actions.flatMap((action) => (action.type === 'send' ? [action.outgoing.id] : []));
    expect(sent([])).toEqual(['a']);
    expect(sent([said(1, 'a', 'user')])).toEqual(['b']);
  });

  test('a problem that passes is waited out; any other is shown and can be tried again', () => {
    const busy = { code: 'limit.rate', message: '', details: { seconds: 2 } } as const;
    const waiting = play([
      welcomed(),
      { type: 'composed', outgoing: item('a') },
      { type: 'acknowledged', id: 'a', acknowledgement: { ok: false, problem: busy } },
    ]);
    expect(waiting.actions.at(-1)).toEqual({ type: 'rest', milliseconds: 2000 });
    expect(play([{ type: 'rested' }], waiting.state).actions.map((action) => action.type)).toEqual(['send']);

    const long = { code: 'message.too_long', message: '' } as const;
    const failed = play([
      welcomed(),
      { type: 'composed', outgoing: item('a') },
      { type: 'acknowledged', id: 'a', acknowledgement: { ok: false, problem: long } },
    ]);
    expect(failed.state.outbox[0]?.stage).toBe('failed');
    expect(kinds(play([{ type: 'retried', id: 'a', freshId: 'b' }], failed.state).actions)).toEqual(['send']);
  });

  test('an id that was taken for something else is not used again (G-02)', () => {
    const conflict = { code: 'message.conflict', message: '' } as const;
    const { state } = play([
      welcomed(),
      { type: 'composed', outgoing: item('a') },
      { type: 'acknowledged', id: 'a', acknowledgement: { ok: false, problem: conflict } },
      { type: 'retried', id: 'a', freshId: 'fresh' },
    ]);
    expect(state.outbox.map((it) => it.id)).toEqual(['fresh']);
  });

  test('what an ended conversation did not take is said in the next one', () => {
    const ended = { code: 'conversation.ended', message: '' } as const;
    const first = play([
      welcomed(),
      { type: 'composed', outgoing: item('a') },
      { type: 'acknowledged', id: 'a', acknowledgement: { ok: false, problem: ended } },
    ]);
    expect(first.state.status).toBe('closed');
    expect(kinds(play([welcomed({ conversation: 'two', reset: true })], first.state).actions)).toEqual(['send']);
  });

  test('no answer at all means a new connection', () => {
    const { actions } = play([welcomed(), { type: 'composed', outgoing: item('a') }, { type: 'unanswered', id: 'a' }]);
    expect(actions.at(-1)).toEqual({ type: 'reconnect' });
  });
});

describe('coming back', () => {
  const pauses = (state: State, input: Input, times: number): number[] => {
    let current = state;
    return Array.from({ length: times }, () => {
      const [after, [action]] = next(current, input);
      current = after;
      return action?.type === 'connect' ? action.afterMilliseconds : Number.NaN;
    });
  };

  test('each attempt waits longer, up to a limit, and no two widgets wait alike (G-16)', () => {
    const even = pauses(start(), { type: 'dropped', luck: 0.5 }, 8);
    expect(even).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(pauses(start(), { type: 'dropped', luck: 0.9 }, 1)[0]).not.toBe(even[0]);
  });

  test('a server that goes down says when to come back (G-10)', () => {
    const { state } = play([welcomed(), { type: 'closing', afterMilliseconds: 3000 }]);
    expect(pauses(state, { type: 'dropped', luck: 0.5 }, 1)).toEqual([3000]);
  });

  test('a token that is not valid here is dropped, once, and a stranger connects', () => {
    const invalid: Input = { type: 'refused', problem: { code: 'visitor.token_invalid', message: '' }, luck: 0.5 };
    const first = play([invalid], start({ token: 'old', conversation: 'old' }));
    expect(first.state.token).toBeUndefined();
    expect(first.actions).toEqual([{ type: 'connect', afterMilliseconds: 0 }]);
    expect(play([invalid], first.state).state.link.is).toBe('refused');
  });

  test('a refusal that lasts is not tried again; one that passes is', () => {
    const refusal = (code: 'project.unknown' | 'limit.sockets'): Input => ({
      type: 'refused',
      problem: { code, message: '', details: { seconds: 7 } },
      luck: 0.5,
    });
    expect(play([refusal('project.unknown')])).toMatchObject({ state: { link: { is: 'refused' } }, actions: [] });
    expect(play([refusal('limit.sockets')]).actions).toEqual([{ type: 'connect', afterMilliseconds: 7000 }]);
  });
});
