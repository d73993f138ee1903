import net from 'node:net';

/** What a server answers to bytes that no browser would send, as text. */
export const raw = (address: string, request: string): Promise<string> => rawInParts(address, [request, ''], async () => undefined);

/** The same with something that happens in between, once the first part has had time to arrive. */
export function rawInParts(address: string, [first, second]: [string, string], between: () => Promise<void>): Promise<string> {
  const { port, hostname } = new URL(address);
  return new Promise((resolve, reject) => {
    const rest = async (): Promise<void> => {
      if (second === '') return;
      await new Promise((later) => setTimeout(later, 100));
      await between();
      socket.write(second);
    };
    const socket = net.connect(Number(port), hostname, () => socket.write(first, () => void rest().catch(reject)));
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(pieces).toString('latin1')));
  });
}

/** A GET of a path exactly as it is written. */
export const rawGet = (address: string, path: string): Promise<string> =>
  raw(address, `GET ${path} HTTP/1.1\r\nhost: ${new URL(address).host}\r\nconnection: close\r\n\r\n`);

/** Sends a request and is gone before anybody could answer. */
export function sendAndLeave(address: string, request: string): Promise<void> {
  const { port, hostname } = new URL(address);
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(request, () => socket.resetAndDestroy()));
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
}

/** Opens a visitor's socket, sends one packet, and cuts the line so many milliseconds later. */
export function visitAndLeave(address: string, packet: string, milliseconds: number): Promise<void> {
  const { port, hostname, host } = new URL(address);
  const upgrade = `GET /promptside/socket/?EIO=4&transport=websocket HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${'A'.repeat(22)}==\r\n\r\n`;
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(upgrade));
    const cut = (): void => void socket.resetAndDestroy();
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    // The engine's greeting comes once the socket is open.
    socket.on('data', (piece) => {
      if (!piece.includes('"sid"') || piece.includes('40{"sid"')) return;
      socket.write(frame(packet), () => (milliseconds > 0 ? setTimeout(cut, milliseconds) : cut()));
    });
  });
}

/** A text as a client's WebSocket frame; a mask of zeros leaves it as it is. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), body]);
}
