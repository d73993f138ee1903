import { describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../shared/problem.ts';
import type { VisitorEvent, Welcome } from '../../shared/protocol.ts';
import type { Values } from '../../shared/value.ts';
import { type Keep, remember, writeDown } from '../../widget/connection/keep.ts';
import { next } from '../../widget/connection/next.ts';
import { type Action, type Input, type Outgoing, type State, start, type TellingKind } from '../../widget/connection/state.ts';

const consent = { nodes: [], hash: 'h1', required: true };
const welcome = (more: Partial<Welcome> = {}, widget: Partial<Welcome['widget']> = {}): Input => ({
  type: 'welcomed',
  welcome: {
    version: 1,
    token: 't',
    conversation: 'c1',
    status: 'active',
    widget: {
      title: '',
      greeting: '',
      placeholder: '',
      language: 'en',
      position: 'bottom-right',
      colours: { accent: '', onAccent: '' },
      buttons: [],
      ...widget,
    },
    events: [],
    reset: true,
    hasMore: false,
    working: false,
    ...more,
  },
});
const event = (given: object): Input => ({ type: 'event', event: given as VisitorEvent }); // written out where it is used
const message = (id: string): Input => ({ type: 'composed', outgoing: { kind: 'message', text: id, id, at: 0, stage: 'waiting' } });
const told = (kind: TellingKind, id: string, packet: Values): Input => ({
  type: 'composed',
  outgoing: { kind, packet, id, at: 0, stage: 'waiting' },
});
const stored = (id: string): Input => ({ type: 'acknowledged', id, acknowledgement: { ok: true, id } });
const refusedBy = (id: string, code: ProblemCode): Input => ({
  type: 'acknowledged',
  id,
  acknowledgement: { ok: false, problem: { code, message: '' } },
});

/** What is done about these inputs, in short, and where it ends. */
function run(inputs: Input[], from: State = start()): { state: State; did: string[] } {
  let state = from;
  const did: string[] = [];
  for (const input of inputs) {
    const [after, actions] = next(state, input);
    state = after;
    did.push(...actions.map(inShort));
  }
  return { state, did };
}
const inShort = (action: Action): string => (action.type === 'send' ? `send ${action.outgoing.id}` : action.type);

describe('before the visitor agrees', () => {
  test('only the yes goes out; then what waited does, in its order', () => {
    const waiting = run([
      welcome({}, { consent }),
      message('m1'),
      message('m2'),
      told('attributes', 'a1', { attributes: { plan: 'pro' } }),
      stored('a1'),
    ]);
    expect(waiting.did).toEqual(['send a1']);
    const agreed = run([told('consent', 'y1', { hash: 'h1' }), stored('y1'), stored('m1')], waiting.state);
    expect([agreed.did, agreed.state.consented]).toEqual([['send y1', 'send m1', 'send m2'], 'h1']);
  });

  test('a yes that another tab said counts, and one to an older text does not', () => {
    expect(run([welcome({}, { consent }), message('m1'), event({ n: 1, type: 'consented', hash: 'h0' })]).did).toEqual([]);
    expect(run([welcome({}, { consent }), message('m1'), event({ n: 1, type: 'consented', hash: 'h1' })]).did).toEqual(['send m1']);
  });
});

describe('what is told beside messages', () => {
  test('a message that came by itself begins a new conversation where the old one is over, and is said there', () => {
    const over = run([welcome({ status: 'closed' }), told('proactive', 'p1', { name: 'help' })]);
    expect(over.did).toEqual(['restart']);
    expect(run([welcome({ conversation: 'c2' })], over.state).did).toEqual(['send p1']);
    // The end may come while it is on its way.
    expect(run([welcome(), told('proactive', 'p2', { name: 'help' }), refusedBy('p2', 'conversation.ended')]).did).toEqual(['send p2', 'restart']);
  });

  test('a rating goes out after the end, is known before its event comes, and one that is refused is dropped', () => {
    const rated = run([
      welcome({ status: 'closed' }),
      told('rate', 'r1', { value: 4 }),
      stored('r1'),
      told('rate', 'r2', { value: 9 }),
      refusedBy('r2', 'message.invalid'),
    ]);
    expect([rated.did, rated.state.outbox, rated.state.ratings]).toEqual([['send r1', 'send r2'], [], { '': 4 }]);
  });

  test('what the page says of itself while there is no connection becomes one packet', () => {
    const { state, did } = run([
      told('attributes', 'a1', { attributes: { plan: 'free', cart: 1 } }),
      told('attributes', 'a2', { attributes: { plan: 'pro' } }),
      welcome(),
    ]);
    expect(did).toEqual(['send a1']);
    expect(state.outbox).toMatchObject([{ id: 'a1', packet: { attributes: { plan: 'pro', cart: 1 } } }]);
  });

  test('a cut sends again what was on its way; a reload does, too, but for what the page says again itself', () => {
    const { state } = run([
      welcome(),
      told('attributes', 'a1', { attributes: { plan: 'pro' } }),
      told('rate', 'r1', { value: 1 }),
      { type: 'dropped', luck: 0 },
    ]);
    expect(state.outbox.map(({ id, stage }) => [id, stage])).toEqual([
      ['a1', 'waiting'],
      ['r1', 'waiting'],
    ]);
    const kept = new Map<string, string>();
    const keep: Keep = {
      get: (name) => kept.get(name) ?? null,
      set: (name, text) => kept.set(name, text),
      remove: (name) => kept.delete(name),
      names: () => [...kept.keys()],
    };
    writeDown(keep, start(), { ...state, outbox: state.outbox.map((item): Outgoing => ({ ...item, at: 1_000 })) });
    expect(remember(keep, 2_000).outbox?.map(({ id }) => id)).toEqual(['r1']);
  });
});

test('who comes and leaves stands where it happened; their writing ends with their message', () => {
  const said = (n: number, role: string): Input => event({ n, type: 'message', message: { id: `m${n}`, role, text: '', nodes: [], at: 0 } });
  const { state } = run([
    welcome(),
    said(1, 'user'),
    event({ n: 2, type: 'status', status: 'waiting_for_human' }),
    event({ n: 3, type: 'status', status: 'with_human', by: 'Anna' }),
    { type: 'typing', by: 'Anna' },
  ]);
  expect([state.human, state.typist]).toEqual(['Anna', 'Anna']);
  const after = run(
    [said(4, 'operator'), event({ n: 5, type: 'status', status: 'active', by: 'Anna' }), { type: 'typing', by: 'Anna' }],
    state,
  ).state;
  expect([after.human, after.typist]).toEqual(['', '']);
  expect(after.comings).toEqual([
    { n: 3, after: 1, by: 'Anna', isHere: true },
    { n: 5, after: 2, by: 'Anna', isHere: false },
  ]);
});
