import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from '../../widget/connection/json.ts';
import { Decoder, Encoder, type Packet, PacketType } from '../../widget/connection/packets.ts';

test('our JSON says what JSON says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(toJson({ a: undefined, b: () => 1, c: [undefined, Number.NaN] })).toBe('{"c":[null,null]}');
});

test('a toJSON that a host put on a prototype bends nothing', () => {
  const bent = { configurable: true, value: () => 'bent' };
  Object.defineProperty(Array.prototype, 'toJSON', bent);
  Object.defineProperty(Object.prototype, 'toJSON', bent);
  try {
    expect(toJson([{ a: ['b'] }])).toBe('[{"a":["b"]}]');
  } finally {
    // Both were put there above.
    delete (Array.prototype as { toJSON?: unknown }).toJSON;
    delete (Object.prototype as { toJSON?: unknown }).toJSON;
  }
});

function decoded(text: unknown): Packet | undefined {
  const decoder = new Decoder();
  let packet: Packet | undefined;
  decoder.on('decoded', (it) => {
    packet = it;
  });
  decoder.add(text);
  return packet;
}

test('packets come back as they went', () => {
  const packets: Packet[] = [
    { type: PacketType.CONNECT, nsp: '/', data: { sid: 'x' } },
    { type: PacketType.EVENT, nsp: '/', id: 12, data: ['message', { text: 'a\nb,"c"/' }] },
    { type: PacketType.EVENT, nsp: '/', data: ['event', 1, null] },
    { type: PacketType.ACK, nsp: '/', id: 3, data: [{ ok: true }] },
    { type: PacketType.EVENT, nsp: '/other', id: 0, data: ['x'] },
    { type: PacketType.DISCONNECT, nsp: '/' },
  ];
  for (const packet of packets) expect(decoded(new Encoder().encode(packet)[0])).toEqual(packet);
});

test.each([['9'], ['2'], ['2{}'], ['2["connect"]'], ['2[broken'], ['51-["x"]'], [''], [new ArrayBuffer(2)]])(
  'what is no packet ends the connection: %s',
  (text) => {
    expect(() => decoded(text)).toThrow('not a packet');
  },
);
