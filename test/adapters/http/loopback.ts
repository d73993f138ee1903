import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type { HttpRequest } from '../../../runtime/ports.ts';

/** What a test server was asked. */
export type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** A server on loopback that remembers what it was asked; `close` also ends what is still open. */
export type Loopback = { url: string; host: string; port: number; asked: Asked[]; close(): Promise<void> };

/** Starts a server that answers as told. */
export async function serve(answer: (asked: Asked, response: ServerResponse) => void): Promise<Loopback> {
  const asked: Asked[] = [];
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    asked.push(one);
    response.on('error', () => undefined);
    answer(one, response);
  };
  const server = createServer((request, response) => void Promise.resolve(listener(request, response)).catch(() => undefined));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, port, asked, close };
}

/** Starts a server that says raw bytes, for answers that no well-bred server gives. */
export async function serveRaw(talk: (socket: Socket) => void): Promise<Omit<Loopback, 'asked'>> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, port, close };
}

/** A request with everything that a test does not care about. */
export const requestTo = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeoutMilliseconds: 20_000,
  maximumBytes: 1_000_000,
  redirects: 0,
  ...more,
});
