import http, { ServerResponse } from 'node:http';
import { Socket as Line } from 'engine.io';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { projectOf } from '../world.ts';
import { listen } from './inbox-reader.ts';
import { type Caller, guestOwner } from './people.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

/** What a model streams for each message: the kernel keeps some megabytes for a reader who has stopped, and all replies together are more. */
const pieces = Array.from({ length: 500 }, (_, index) => `${index} `.padEnd(200, 'wörter '));
const replies = 80;

let model: ModelServer;
let stand: Stand;
let owner: Caller;
beforeAll(async () => {
  model = await startModelServer([{ pieces }]);
  stand = await serve(projectOf([], { models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }] }));
  owner = await guestOwner(stand);
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => Promise.all([stand.remove(), model.close()]));

type Inside = { sendPacket(...given: unknown[]): void; writeBuffer: { data?: string }[]; transport: { socket: { bufferedAmount: number } } };

/** Looks at what every connection of the server holds for its reader, while it is held. */
function watchLines(): { most(): number; open(): number } {
  const lines = new Map<Line, number>();
  // Private, and the one way by which everything goes out.
  const prototype = Line.prototype as unknown as Inside;
  const send = prototype.sendPacket;
  let most = 0;
  vi.spyOn(prototype, 'sendPacket').mockImplementation(function (this: Inside, ...given) {
    const line = this as unknown as Line;
    const count = (lines.get(line) ?? 0) + 1;
    if (count === 1) line.once('close', () => lines.set(line, Number.NaN));
    lines.set(line, count);
    send.apply(this, given);
    if (count % 25 > 0 || this.transport.socket.bufferedAmount === 0) return;
    const queued = this.writeBuffer.reduce((sum, { data = '' }) => sum + Buffer.byteLength(data), 0);
    most = Math.max(most, queued + this.transport.socket.bufferedAmount);
  });
  return { most: () => most, open: () => [...lines.values()].filter((count) => !Number.isNaN(count)).length };
}

/** Stops reading what comes, as a page does whose machine hangs; the answer goes on. */
function stopReading({ socket }: Guest): () => void {
  // In Node it is the socket of the package ws.
  const { ws } = socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
  ws.pause();
  return () => ws.resume();
}

const flood = async (guest: Guest, count: number): Promise<void> => {
  for (let reply = 0; reply < count; reply += 1) {
    const before = guest.events.length;
    await guest.say('go on');
    await until(() => guest.events.length >= before + 2, 'a reply', 60_000);
    guest.raw.length = 0;
  }
};

describe('G-17 a reader who stops reading', () => {
  test('is held to a megabyte and let go; the conversation goes on, and who comes back has missed nothing', async () => {
    const watched = watchLines();
    const writer = await visit(stand.address);
    const hello = { token: writer.welcome.token, conversation: writer.welcome.conversation };
    const readers = [await visit(stand.address, hello), await visit(stand.address, hello), await visit(stand.address, hello)];
    const reading = readers.map(stopReading);
    const open = watched.open();
    await flood(writer, replies);
    expect(watched.most()).toBeGreaterThan(200_000);
    expect(watched.most()).toBeLessThanOrEqual(1_000_000);
    expect(watched.open()).toBe(open - readers.length);
    for (const again of reading) again();
    await until(() => readers.every(({ socket }) => !socket.connected), 'the slow ones to hear that they were let go');
    const known = readers[0]?.events.at(-1)?.n ?? 0;
    expect(known).toBeLessThan(writer.events.length);
    const back = await visit(stand.address, { ...hello, cursor: known });
    for (let { hasMore } = back.welcome; hasMore; ) {
      const page = await back.more(back.events.at(-1)?.n ?? 0);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(500_000);
      back.events.push(...page.events);
      hasMore = page.hasMore;
    }
    expect([...(readers[0]?.events ?? []), ...back.events]).toEqual(writer.events);
    await flood(writer, 1);
    await until(() => back.events.at(-1)?.n === writer.events.at(-1)?.n, 'what comes next, as it comes');
    expect(back.socket.connected).toBe(true);
    for (const guest of [writer, back]) guest.leave();
  }, 120_000);

  test('as an operator is held to the same, and comes back to what there is now', async () => {
    let most = 0;
    // Of its several forms the one that the server uses.
    const write: (this: ServerResponse, chunk: unknown) => boolean = ServerResponse.prototype.write;
    vi.spyOn(ServerResponse.prototype, 'write').mockImplementation(function (this: ServerResponse, chunk: unknown) {
      const isTaken = write.call(this, chunk);
      if (!this.destroyed) most = Math.max(most, this.writableLength);
      return isTaken;
    });
    const writer = await visit(stand.address);
    const { conversation } = writer.welcome;
    const open = await listen(stand.address, owner, { conversation });
    const paused = await new Promise<http.IncomingMessage>((resolve) => {
      const path = `${stand.address}/admin/api/projects/test/inbox/stream?conversation=${conversation}`;
      http.get(path, { headers: { cookie: owner.cookie } }, resolve);
    });
    const ended = new Promise<void>((resolve) => paused.on('error', () => undefined).once('close', () => resolve()));
    await flood(writer, replies);
    expect(most).toBeGreaterThan(200_000);
    expect(most).toBeLessThanOrEqual(1_000_000);
    paused.resume();
    await ended;
    expect(paused.complete).toBe(false);
    await open.hear('entry', ({ entry }) => JSON.stringify(entry).includes(`"m${replies + 1}.`), 'the others hear everything');
    const first = open.last().replace(/\d+$/, '1');
    const back = await listen(stand.address, owner, { conversation, last: first });
    await until(() => back.of('reset').length > 0, 'being told to load the lists again');
    await flood(writer, 1);
    await back.hear('entry', () => true, 'what comes next');
    for (const ear of [open, back]) ear.close();
    writer.leave();
  }, 120_000);
});
