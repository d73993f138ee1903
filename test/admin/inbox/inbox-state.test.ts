import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyInbox, type InboxState, type OpenConversation, received } from '../../../admin/inbox/inbox-state.ts';
import type { InboxEntry, InboxPacket, InboxRow } from '../../../shared/inbox.ts';

const row = (id: string, more: Partial<InboxRow> = {}): InboxRow => ({
  id,
  visitor: `v-${id}`,
  version: 1,
  status: 'active',
  stage: 'Main',
  turns: 1,
  startedAt: 1,
  changedAt: 1,
  preview: '',
  name: null,
  email: null,
  human: null,
  contact: null,
  unread: 0,
  approvals: 0,
  online: true,
  page: null,
  ...more,
});
const you = { id: 'o1', name: 'Ada' };
const open = (id: string): OpenConversation => ({
  row: row(id),
  blocked: false,
  entries: [],
  hasMore: false,
  profile: {},
  vars: {},
  stages: [],
  working: false,
  streaming: null,
  watchers: [],
  typing: false,
  runs: [],
  checkpoints: [],
  calls: [],
});
const said = (seq: number, role: 'user' | 'assistant' = 'user'): InboxEntry => ({
  seq,
  at: seq,
  turn: 1,
  type: 'message',
  message: { id: `m${seq}`, role, text: `words ${seq}`, nodes: [], at: seq },
});
const after = (packets: InboxPacket[], from: Partial<InboxState> = {}): InboxState => packets.reduce(received, { ...emptyInbox, ...from });

describe('the live inbox', () => {
  test('entries in any order, and twice, stand once and in the order of the log', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1 }), fc.array(fc.integer({ min: 0, max: 5 })), (order, again) => {
        const all = [...order, ...again.flatMap((at) => order[at] ?? [])];
        const state = after(
          all.map((seq) => ({ type: 'entry', conversation: 'a', entry: said(seq) })),
          { open: open('a') },
        );
        expect(state.open?.entries.map(({ seq }) => seq)).toEqual([...order].toSorted((left, right) => left - right));
      }),
    );
  });

  test('what is about another conversation changes nothing of the opened one', () => {
    const state = after(
      [
        { type: 'entry', conversation: 'b', entry: said(1) },
        { type: 'typing', conversation: 'b', typing: true },
        { type: 'working', conversation: 'b', working: true },
      ],
      { open: open('a') },
    );
    expect(state.open).toEqual(open('a'));
  });

  test('a row that comes moves to the top of the rows it belongs to, and leaves those it no longer does', () => {
    const rows = [row('a', { changedAt: 5 }), row('b', { changedAt: 3 })];
    expect(after([{ type: 'row', row: row('b', { changedAt: 9 }) }], { rows }).rows.map(({ id }) => id)).toEqual(['b', 'a']);
    const waiting = [row('a', { status: 'waiting_for_human' })];
    const taken = row('a', { status: 'with_human', human: { since: 1, reason: '', operator: you } });
    expect(after([{ type: 'row', row: taken }], { rows: waiting, needs: 'waiting', you }).rows).toEqual([]);
    expect(after([{ type: 'row', row: taken }], { needs: 'mine', you }).rows.map(({ id }) => id)).toEqual(['a']);
    expect(after([{ type: 'row', row: taken }], { needs: 'mine', you: { id: 'o2', name: 'Bo' } }).rows).toEqual([]);
  });

  test('while words are searched for, a row that was not found stays out', () => {
    expect(after([{ type: 'row', row: row('z') }], { query: 'refund' }).rows).toEqual([]);
  });

  test('a reply that is being written is shown piece by piece, a piece that comes twice once, and gone when the message is there', () => {
    const piece = (from: number, text: string): InboxPacket => ({ type: 'delta', conversation: 'a', message: 'm7', from, text });
    const writing = after([piece(0, 'Hel'), piece(3, 'lo'), piece(3, 'lo')], { open: open('a') });
    expect(writing.open?.streaming).toEqual({ message: 'm7', text: 'Hello' });
    expect(received(writing, { type: 'entry', conversation: 'a', entry: said(7, 'assistant') }).open?.streaming).toBeNull();
  });

  test('that a visitor is blocked is seen where one of their conversations is open, and nowhere else', () => {
    const blocked = (visitors: string[], is: boolean): InboxPacket => ({ type: 'blocked', visitors, blocked: is });
    const shut = after([blocked(['v-b', 'v-a'], true)], { open: open('a') });
    expect(shut.open?.blocked).toBe(true);
    expect(received(shut, blocked(['v-b'], false)).open?.blocked).toBe(true);
    expect(received(shut, blocked(['v-a'], false)).open?.blocked).toBe(false);
  });

  test('a visitor who has left is not typing any more', () => {
    const typing = after([{ type: 'typing', conversation: 'a', typing: true }], { open: open('a') });
    expect(typing.open?.typing).toBe(true);
    expect(received(typing, { type: 'presence', conversation: 'a', online: false, page: null }).open?.typing).toBe(false);
  });
});
