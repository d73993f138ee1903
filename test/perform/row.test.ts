import { expect, test } from 'vitest';
import { rowOf } from '../../runtime/perform/row.ts';
import type { Conversation, Message } from '../../shared/conversation.ts';

const message = (role: Message['role'], text: string, more: Partial<Message> = {}): Message => ({
  id: 'm1',
  role,
  text,
  at: 1,
  turn: 1,
  stage: 'start',
  ...more,
});
const preview = (last: Message): string => {
  const conversation: Conversation = {
    id: 'c1',
    project: 'shop',
    version: 1,
    visitor: 'v1',
    status: 'active',
    language: 'en',
    stage: 'start',
    stageVars: {},
    profile: {},
    messages: [last],
    queue: [],
    turn: null,
    waiting: null,
    counters: {},
    turns: 1,
    seq: 1,
    shown: 1,
    startedAt: 1,
    changedAt: 1,
  };
  return rowOf(conversation).preview;
};

test('the preview of a conversation is what was said last as it is read; a cut shows, and splits no character', () => {
  expect(preview(message('assistant', 'Order **12345** is [here](https://shop.example).'))).toBe('Order 12345 is here.');
  expect(preview(message('user', 'is it **12345**?'))).toBe('is it **12345**?');
  expect(preview(message('user', 'a'.repeat(120)))).toBe('a'.repeat(120));
  expect(preview(message('user', 'a'.repeat(121)))).toBe(`${'a'.repeat(119)}…`);
  expect(preview(message('user', `${'a'.repeat(118)}🐢${'b'.repeat(20)}`))).toBe(`${'a'.repeat(118)}…`);
  const file = { id: 'f1', name: 'order.pdf', type: 'application/pdf', bytes: 1 };
  expect(preview(message('user', '', { files: [file] }))).toBe('order.pdf');
});
