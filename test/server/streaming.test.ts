import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delta } from '../../shared/protocol.ts';
import { type Stand, until, visit } from './stand.ts';
import { type TalkingStand, talkingStand } from './talking-stand.ts';

let own: TalkingStand;
let stand: Stand;
beforeAll(async () => {
  own = await talkingStand(40);
  stand = own.stand;
});
afterAll(() => own.close());

test('P-43 and G-06 a reply that is being written survives a reconnect: the part so far, then the rest, then the same message', async () => {
  const first = await visit(stand.address);
  const { token, conversation } = first.welcome;
  const seen: Delta[] = [];
  first.socket.on('delta', (delta) => seen.push(delta));
  await first.say('tell me');
  await until(() => seen.length >= 5, 'the first words');
  first.leave();
  const second = await visit(stand.address, { token, conversation, cursor: 1 });
  const { streaming } = second.welcome;
  expect(streaming?.message).toBe(seen[0]?.message);
  expect(own.whole.startsWith(streaming?.text ?? '?')).toBe(true);
  expect(await second.heard(1)).toEqual([own.whole]);
  // Read from what was kept from the first packet on: a listener that is added later may miss one that came with the welcome.
  const pieces = second.raw.flatMap((packet) => (Array.isArray(packet) && packet[0] === 'delta' ? [packet[1] as Delta] : []));
  const text = pieces.reduce((before, delta) => before.slice(0, delta.from) + delta.text, streaming?.text ?? '');
  expect(new Set(pieces.map(({ message }) => message))).toEqual(new Set([streaming?.message]));
  expect(own.whole.startsWith(text)).toBe(true);
  const message = second.events.find((event) => event.type === 'message' && event.message.role === 'assistant');
  expect(message?.type === 'message' && message.message.id).toBe(streaming?.message);
});

test('a visitor stops a reply over the wire; what is there of it is the message', async () => {
  const guest = await visit(stand.address);
  const seen: Delta[] = [];
  guest.socket.on('delta', (delta) => seen.push(delta));
  await guest.say('tell me');
  await until(() => seen.length >= 3, 'the first words');
  expect(await guest.socket.emitWithAck('stop')).toEqual({ ok: true });
  const [text = ''] = await guest.heard(1);
  expect(own.whole.startsWith(text)).toBe(true);
  expect(text.length).toBeLessThan(own.whole.length);
});
