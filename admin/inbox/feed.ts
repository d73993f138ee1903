import type { InboxPacket } from '../../shared/inbox.ts';

/** What a feed tells: packets in their order, and that the line is down. */
export type Listener = { packet(packet: InboxPacket): void; down(isOver: boolean): void };

/** A line on which the server sends news, as a browser has it; another one stands in for it in tests. */
export type Source = Pick<EventSource, 'close' | 'readyState' | 'onmessage' | 'onerror'>;

/** The live feed of a project's inbox, with the entries of one conversation; the browser comes back by itself after a cut. The answer closes it. */
export function openFeed(
  { project, conversation }: { project: string; conversation: string | null },
  listener: Listener,
  connect: (address: string) => Source = (address) => new EventSource(address),
): () => void {
  const query = conversation === null ? '' : `?conversation=${encodeURIComponent(conversation)}`;
  const source = connect(`/admin/api/projects/${encodeURIComponent(project)}/inbox/stream${query}`);
  // Our own server sends what shared/inbox.ts names, and nothing else.
  source.onmessage = ({ data }) => listener.packet(JSON.parse(String(data)) as InboxPacket);
  source.onerror = () => listener.down(source.readyState === closed);
  return () => {
    source.onmessage = null;
    source.onerror = null;
    source.close();
  };
}

/** `EventSource.CLOSED`: the browser has given up. */
const closed = 2;
