import { io, type Socket } from 'socket.io-client';
import { protocolVersion } from '../../shared/protocol.ts';
import { benchText } from './bench-project.ts';

/** A client that sends a text and waits for the acknowledgement and for what comes back. */
export type Client = { socket: Socket; close(): void };

let ids = 0;

/** So many clients, each on its own connection; those of our own server wait for their welcome. */
export async function connect(port: number, count: number, isOwn: boolean): Promise<Client[]> {
  const clients: Client[] = [];
  for (let at = 0; at < count; at += 50) {
    clients.push(...(await Promise.all(Array.from({ length: Math.min(50, count - at) }, () => one(port, isOwn)))));
  }
  return clients;
}

function one(port: number, isOwn: boolean): Promise<Client> {
  const socket = io(`http://127.0.0.1:${port}`, {
    path: '/promptside/socket',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { version: protocolVersion, project: 'test' },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once(isOwn ? 'welcome' : 'connect', () => resolve({ socket, close: () => socket.close() }));
  });
}

/** Sends the text once; answers the milliseconds to the acknowledgement after the reply has come too. */
export async function exchange({ socket }: Client): Promise<number> {
  const reply = new Promise<void>((resolve) => {
    const listen = (event: { type: string; message?: { role: string } }): void => {
      if (event.message?.role !== 'assistant') return;
      socket.off('event', listen);
      resolve();
    };
    socket.on('event', listen);
  });
  const from = performance.now();
  const answer = (await socket.emitWithAck('message', { id: `bench-${process.pid}-${++ids}`, text: benchText })) as { ok: boolean };
  const milliseconds = performance.now() - from;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  await reply;
  return milliseconds;
}

/** Every client sends so many texts, one after another, all clients at once. */
export async function exchangeAll(clients: readonly Client[], rounds: number): Promise<void> {
  await Promise.all(
    clients.map(async (client) => {
      for (let round = 0; round < rounds; round += 1) await exchange(client);
    }),
  );
}

export const median = (values: number[]): number => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
