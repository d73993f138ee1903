import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as moment } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import type { Clock, ConversationRow } from '../../runtime/ports.ts';
import type { Door } from '../../runtime/server/door.ts';
import { hubOf } from '../../runtime/server/hub.ts';
import { feedOf } from '../../runtime/server/inbox-feed.ts';
import { openStream } from '../../runtime/server/inbox-stream.ts';
import type { Conversation } from '../../shared/conversation.ts';
import type { InboxPacket } from '../../shared/inbox.ts';

/** A clock on which nothing happens until a test says so. */
function heldClock(): Clock & { pass(): void } {
  let due: { at: number; then: () => void }[] = [];
  let now = 0;
  return {
    now: () => now,
    soon: (then) => void setImmediate(then),
    after(milliseconds, then) {
      const timer = { at: now + milliseconds, then };
      due.push(timer);
      return () => {
        due = due.filter((it) => it !== timer);
      };
    },
    pass() {
      const next = due.toSorted((left, right) => left.at - right.at)[0];
      if (!next) throw new Error('nothing is due');
      due = due.filter((it) => it !== next);
      now = next.at;
      next.then();
    },
  };
}

test('a page that has vanished without a word is listened for no longer than a stream lasts', () => {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  // A line that takes what is written and never says that it is gone.
  const line = new Socket();
  line._write = () => undefined;
  line._writev = undefined;
  response.assignSocket(line);
  const clock = heldClock();
  let isHeard = true;
  // Express adds to these two what a stream makes no use of.
  openStream({ request: request as Request, response: response as Response, clock }, (send) => {
    send({ type: 'reset' });
    return () => (isHeard = false);
  });
  while (!response.writableEnded) clock.pass();
  expect(isHeard).toBe(false);
  expect(() => clock.pass()).toThrow('nothing is due');
});

test('a row that could not be read is told as soon as the store answers again', async () => {
  const clock = heldClock();
  const store = memoryStore();
  let isAway = true;
  // All that the feed asks a row for is its place and what the inbox knows of it.
  const row = { id: 'c1', project: 'test', inbox: {} } as ConversationRow;
  const hub = hubOf(() => []);
  const flaky: Pick<Door, 'store'> = {
    store: {
      ...store,
      conversation: async () => {
        if (isAway) throw new Error('the disk is busy');
        return row;
      },
    },
  };
  // Of the versions, it only asks for those that are loaded.
  const versions = { loaded: () => undefined } as unknown as Door['versions'];
  const heard: InboxPacket[] = [];
  feedOf({ hub, clock, versions, ...flaky }, 'test').listen(
    { who: { id: 'ann', name: 'Ann' }, conversation: '', send: (packet) => heard.push(packet) },
    undefined,
  );
  hub.events({ id: 'c1', project: 'test', version: 1, status: 'active' } as Conversation, []);
  clock.pass();
  await moment();
  isAway = false;
  clock.pass();
  await moment();
  expect(heard.filter(({ type }) => type === 'row')).toMatchObject([{ row: { id: 'c1' } }]);
});
