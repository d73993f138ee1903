import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Server } from 'socket.io';

/** The floor: Socket.IO as we set it up, which acknowledges and sends the text back, and does nothing else. */
const http = createServer();
const io = new Server(http, {
  path: '/promptside/socket',
  serveClient: false,
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
});
io.on('connection', (socket) => {
  (socket.conn as { request?: unknown }).request = undefined; // as our own server does
  socket.on('message', (packet: { id: string; text: string }, answer: (given: unknown) => void) => {
    answer({ ok: true, id: packet.id });
    socket.emit('event', { n: 1, type: 'message', message: { id: packet.id, role: 'assistant', text: packet.text, nodes: [], at: Date.now() } });
  });
});
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
/** Bytes that are held on to, in the heap and beside it. */
const held = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

process.on('message', (question) => {
  if (question === 'reset') delay.reset();
  if (question === 'collect') globalThis.gc?.();
  process.send?.({ answer: question === 'lag' ? delay.percentile(99) / 1e6 - 1 : held() });
});
process.on('SIGTERM', () => process.exit(0));
