import net from 'node:net';

/** What a server answers to bytes that no browser would send, as text. */
export function raw(address: string, request: string): Promise<string> {
  const { port, hostname } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(request));
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
