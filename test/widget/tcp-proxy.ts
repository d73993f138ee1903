import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What may go wrong on the way: both ends are told, only one is, nothing passes any more, or a frame passes twice. */
export type Mishap = 'cut' | 'reset' | 'half-open' | 'double';

type Pair = { client: Socket; server: Socket; isDeaf: boolean; doubles: number };

/** A TCP connection in the middle, on loopback, that fails as networks do. */
export class TcpProxy {
  readonly #pairs = new Set<Pair>();
  readonly #server: Server = createServer((client) => this.#open(client));
  /** Where it leads to; may change while it runs, as a server that starts anew does. */
  target = 0;
  /** How many frames were passed on twice. */
  doubled = 0;

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    // A server that listens on a port has an address of this kind.
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Does one thing to one of the connections; answers whether there was one. */
  happen(mishap: Mishap, luck: number): boolean {
    const pair = [...this.#pairs][Math.floor(luck * this.#pairs.size)];
    if (!pair) return false;
    if (mishap === 'double') pair.doubles += 2;
    else if (mishap === 'half-open') this.#deafen(pair);
    else {
      if (mishap === 'cut') pair.client.end();
      else pair.client.resetAndDestroy();
      pair.server.destroy();
    }
    return true;
  }

  async stop(): Promise<void> {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const pair: Pair = { client, server, isDeaf: false, doubles: 0 };
    this.#pairs.add(pair);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => this.#pass(pair, chunk, to));
      from.on('error', () => from.destroy());
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
  }

  #pass(pair: Pair, chunk: Buffer, to: Socket): void {
    if (pair.isDeaf) return;
    to.write(chunk);
    if (pair.doubles === 0 || !isOneEvent(chunk)) return;
    pair.doubles -= 1;
    this.doubled += 1;
    to.write(chunk);
  }

  /** Both ends believe that they are connected; some time later the machine in between forgets them. */
  #deafen(pair: Pair): void {
    pair.isDeaf = true;
    setTimeout(() => {
      pair.client.resetAndDestroy();
      pair.server.resetAndDestroy();
    }, 60);
  }
}

/** Whether a chunk is exactly one websocket frame with a Socket.IO event or an acknowledgement in it: only such may come twice. */
function isOneEvent(chunk: Buffer): boolean {
  const [first = 0, second = 0] = chunk;
  if (first !== 0x81) return false;
  const isMasked = second >= 0x80;
  const short = second & 0x7f;
  if (short === 127) return false;
  const header = 2 + (short === 126 ? 2 : 0) + (isMasked ? 4 : 0);
  const length = short === 126 ? chunk.readUInt16BE(2) : short;
  if (chunk.length !== header + length) return false;
  const start = [0, 1].map((at) => (chunk[header + at] ?? 0) ^ (isMasked ? (chunk[header - 4 + at] ?? 0) : 0));
  return start[0] === 0x34 && (start[1] === 0x32 || start[1] === 0x33);
}
