import { Manager, type Socket } from 'socket.io-client';
import type { ProblemReport } from '../../shared/problem.ts';
import type { Acknowledgement, ClientToServer, Hello, Page, ServerToClient } from '../../shared/protocol.ts';
import type { Action, Input, Outgoing } from './state.ts';

/** The socket, typed by the protocol. */
export type Wire = Socket<ServerToClient, ClientToServer>;

type Take = (input: Input) => void;

const answerWithin = 15_000;

/** A socket that connects when it is told to and never by itself: when to try again is decided elsewhere, where it can be tested. */
export function wireTo(base: URL, hello: () => Hello): Wire {
  const manager = new Manager<ServerToClient, ClientToServer>(base.origin, {
    path: `${base.pathname}promptside/socket`,
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    timeout: 10_000,
  });
  return manager.socket('/', { auth: (answer) => answer(hello()) });
}

/** Hands everything that comes over the wire on as an input. */
export function listen(wire: Wire, take: Take): void {
  wire.on('welcome', (welcome) => take({ type: 'welcomed', welcome }));
  wire.on('event', (event) => take({ type: 'event', event }));
  wire.on('delta', (delta) => take({ type: 'delta', delta }));
  wire.on('working', (working) => take({ type: 'working', working }));
  wire.on('closing', (afterMilliseconds) => take({ type: 'closing', afterMilliseconds }));
  wire.on('connect_error', (error) => {
    const problem = problemOf(error);
    take(problem ? { type: 'refused', problem, luck: Math.random() } : { type: 'dropped', luck: Math.random() });
  });
  wire.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') take({ type: 'dropped', luck: Math.random() });
  });
}

/** What the server puts on a refusal is a problem report; an error of the wire itself carries none. */
function problemOf(error: Error): ProblemReport | null {
  const data: unknown = 'data' in error ? error.data : null;
  const isReport = typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string';
  // Its code was just looked at; the message is only ever shown as text.
  return isReport ? (data as ProblemReport) : null;
}

/** Says something and waits for the server's word on it. */
export function send(wire: Wire, outgoing: Outgoing, take: Take): void {
  const { id } = outgoing;
  const answer = (error: Error | null, acknowledgement: Acknowledgement): void =>
    take(error ? { type: 'unanswered', id } : { type: 'acknowledged', id, acknowledgement });
  const patient = wire.timeout(answerWithin);
  if (outgoing.kind === 'message') patient.emit('message', { id, text: outgoing.text }, answer);
  else patient.emit('command', { id, command: outgoing.command, parameters: outgoing.parameters }, answer);
}

/** Asks for the next page of missed events. */
export function fetchMore(wire: Wire, { conversation, cursor }: Extract<Action, { type: 'more' }>, take: Take): void {
  wire.timeout(answerWithin).emit('more', { cursor }, (error: Error | null, page: Page | { problem: ProblemReport }) => {
    if (error || 'problem' in page) take({ type: 'unanswered' });
    else take({ type: 'paged', conversation, page });
  });
}
