import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What may go wrong on the way: both ends are told, only one is, nothing passes any more, a frame passes twice, or one overtakes another. */
export type Mishap = 'cut' | 'reset' | 'half-open' | 'double' | 'swap';

type Held = { frame: Buffer; timer: ReturnType<typeof setTimeout> };
type Pair = { client: Socket; server: Socket; isDeaf: boolean; doubles: number; swaps: number; held: Map<Socket, Held> };

/** A frame that no other follows within this time is not overtaken. */
const heldFor = 80;

/** A TCP connection in the middle, on loopback, that fails as networks do. */
export class TcpProxy {
  readonly #pairs = new Set<Pair>();
  readonly #server: Server = createServer((client) => this.#open(client));
  /** Where it leads to; may change while it runs, as a server that starts anew does. */
  target = 0;
  /** How many frames were passed on twice. */
  doubled = 0;
  /** How many frames were overtaken by the next one. */
  swapped = 0;

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
    else if (mishap === 'swap') pair.swaps += 5;
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
    const pair: Pair = { client, server, isDeaf: false, doubles: 0, swaps: 0, held: new Map() };
    this.#pairs.add(pair);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => this.#pass(pair, chunk, to));
      from.on('error', () => from.destroy());
      from.on('close', () => {
        this.#pairs.delete(pair);
        this.#release(pair, from);
        to.destroy();
      });
    }
  }

  #pass(pair: Pair, chunk: Buffer, to: Socket): void {
    if (pair.isDeaf) return;
    const isEvent = isOneEvent(chunk);
    const held = this.#release(pair, to);
    if (held && !isEvent) to.write(held);
    if (!held && isEvent && pair.swaps > 0) {
      this.#hold(pair, chunk, to);
      return;
    }
    to.write(chunk);
    if (held && isEvent) {
      this.swapped += 1;
      to.write(held);
    }
    if (pair.doubles === 0 || !isEvent) return;
    pair.doubles -= 1;
    this.doubled += 1;
    to.write(chunk);
  }

  /** The next frame of this direction goes first. */
  #hold(pair: Pair, frame: Buffer, to: Socket): void {
    pair.swaps -= 1;
    const pass = (): void => {
      this.#release(pair, to);
      if (!pair.isDeaf && !to.destroyed) to.write(frame);
    };
    pair.held.set(to, { frame, timer: setTimeout(pass, heldFor) });
  }

  #release(pair: Pair, to: Socket): Buffer | undefined {
    const held = pair.held.get(to);
    clearTimeout(held?.timer);
    pair.held.delete(to);
    return held?.frame;
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

/** Whether a chunk is exactly one websocket frame with a Socket.IO event or an acknowledgement in it: only such may come twice, or out of order. */
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
