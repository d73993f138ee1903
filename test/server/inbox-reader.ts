import type { InboxPacket } from '../../shared/inbox.ts';
import type { Caller } from './people.ts';
import { until } from './stand.ts';

/** A page that listens to the inbox as a browser does. */
export type Ear = {
  packets: InboxPacket[];
  last(): string;
  beats(): number;
  of<T extends InboxPacket['type']>(type: T): Extract<InboxPacket, { type: T }>[];
  hear<T extends InboxPacket['type']>(type: T, holds: (packet: Extract<InboxPacket, { type: T }>) => boolean, what: string): Promise<void>;
  close(): void;
};

/** Listens to a project's stream, from the last packet that was had where one is named. */
export async function listen(address: string, who: Caller, { conversation = '', last = '' } = {}): Promise<Ear> {
  const stop = new AbortController();
  const response = await fetch(`${address}/admin/api/projects/test/inbox/stream?conversation=${conversation}`, {
    headers: { cookie: who.cookie, ...(last ? { 'last-event-id': last } : {}) },
    signal: stop.signal,
  });
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
  const packets: InboxPacket[] = [];
  const seen = { last: '', beats: 0 };
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        for (const line of block.split('\n')) {
          if (line.startsWith('id: ')) seen.last = line.slice(4);
          if (line.startsWith('data: ')) packets.push(JSON.parse(line.slice(6)));
          if (line.startsWith(':')) seen.beats += 1;
        }
      }
    }
  };
  read(response.body).catch(() => undefined);
  // A filter by type leaves packets of that type alone.
  const of = <T extends InboxPacket['type']>(type: T) => packets.filter((packet) => packet.type === type) as Extract<InboxPacket, { type: T }>[];
  const ear: Ear = {
    packets,
    last: () => seen.last,
    beats: () => seen.beats,
    of,
    hear: (type, holds, what) =>
      until(
        () => of(type).some(holds),
        () => `${what}; there were ${JSON.stringify(packets.slice(-5))}`,
      ),
    close: () => stop.abort(),
  };
  await until(() => packets.length > 0, 'the first packet');
  return ear;
}
