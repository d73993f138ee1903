import type { ChatSocket } from './guest.ts';

type Connection = ChatSocket['conn'];

/** So many bytes wait for a visitor who does not read; then the connection is cut, and who comes back gets what was missed. */
const mostUnread = 1_000_000;
/** What a waiting packet takes in memory besides its text, however short that is. */
const packetBytes = 400;

/** A single packet counts for no more than this, so that a reader who reads also gets one that is larger than all that may wait. */
const mostOfOne = mostUnread / 2;

/** Holds a connection to what may wait for its reader (G-17). */
export function limitUnread(connection: Connection): void {
  // A visitor may leave and come again on one connection.
  if (connection.listenerCount('packetCreate') > 0) return;
  let [handedOver, waiting] = [0, 0];
  connection.on('flush', () => {
    handedOver = waiting;
    waiting = 0;
  });
  connection.on('packetCreate', ({ data = '' }: { data?: string | Buffer }) => {
    if (connection.transport.writable) handedOver = 0;
    waiting += Math.min(packetBytes + Buffer.byteLength(data), mostOfOne);
    if (handedOver + waiting > mostUnread) cut(connection);
  });
}

/** Ends a connection together with all that waits for it; a farewell would wait behind the rest. */
function cut(connection: Connection): void {
  // engine.io does not declare it: the WebSocket of this transport, which is the only one that the server offers.
  const { socket } = connection.transport as unknown as { socket: { terminate(): void } };
  connection.close(true);
  socket.terminate();
}
