import { fromJson, toJson } from './json.ts';

/**
 * Socket.IO's packet format without its binary parts, in the place of `socket.io-parser`: the server sends no binary,
 * and the JSON is made safe against what host pages do to prototypes.
 */
export const protocol = 5;

export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6 } as const;

export type Packet = { type: number; nsp: string; id?: number; data?: unknown };

/** Writes a packet as one text. */
export class Encoder {
  encode(packet: Packet): string[] {
    const space = packet.nsp && packet.nsp !== '/' ? `${packet.nsp},` : '';
    const data = packet.data === undefined || packet.data === null ? '' : toJson(packet.data);
    // An own id only: a host may have put one on `Object.prototype`.
    const id = Object.hasOwn(packet, 'id') ? (packet.id ?? '') : '';
    return [`${packet.type}${space}${id}${data}`];
  }
}

type Listener = (packet: Packet) => void;

/** Reads a text as a packet; what is none ends the connection, which then starts anew. */
export class Decoder {
  #listener: Listener | undefined;
  on(_event: 'decoded', listener: Listener): void {
    this.#listener = listener;
  }
  off(): void {
    this.#listener = undefined;
  }
  add(text: unknown): void {
    this.#listener?.(decode(text));
  }
  destroy(): void {}
}

const shape = /^([0-4])(?:(\/[^,]*),)?(\d+)?(.*)$/s;

function decode(text: unknown): Packet {
  const parts = typeof text === 'string' ? shape.exec(text) : null;
  if (!parts) throw new Error('Promptside: not a packet');
  const packet: Packet = {
    type: Number(parts[1]),
    nsp: parts[2] ?? '/',
    id: parts[3] ? Number(parts[3]) : undefined,
    data: parts[4] ? fromJson(parts[4]) : undefined,
  };
  if (!fits(packet)) throw new Error('Promptside: not a packet');
  return packet;
}

function fits({ type, data }: Packet): boolean {
  const isList = Array.isArray(data);
  if (type === PacketType.EVENT) return isList && typeof data[0] === 'string' && !/^(dis)?connect/.test(data[0]);
  if (type === PacketType.ACK) return isList;
  if (type === PacketType.DISCONNECT) return data === undefined;
  return !isList && typeof data === 'object' && data !== null;
}
