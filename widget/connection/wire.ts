import { Manager, type Socket } from 'socket.io-client';
import type { ProblemReport } from '../../shared/problem.ts';
import type { ClientToServer, ServerToClient } from '../../shared/protocol.ts';
import type { Answer, Ask, Ends, Line } from './line.ts';

type Wire = Socket<ServerToClient, ClientToServer>;

const answerWithin = 15_000;

/** A socket of our own. When to try again is decided elsewhere, where it can be tested. */
export function socketLine({ base, hello, take }: Pick<Ends, 'base' | 'hello' | 'take'>): Line {
  const manager = new Manager<ServerToClient, ClientToServer>(base.origin, {
    path: `${base.pathname}promptside/socket`,
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    timeout: 10_000,
  });
  const wire = manager.socket('/', { auth: (answer) => answer(hello()) });
  listen(wire, take);
  return {
    connect: () => void wire.connect(),
    disconnect: () => void wire.disconnect(),
    ask: (ask, answer) => askOver(wire, ask, answer),
  };
}

/** Hands everything that comes over the wire on as an input. */
function listen(wire: Wire, take: Ends['take']): void {
  wire.on('welcome', (welcome) => take({ type: 'welcomed', welcome }));
  wire.on('event', (event) => take({ type: 'event', event }));
  wire.on('delta', (delta) => take({ type: 'delta', delta }));
  wire.on('working', (working) => take({ type: 'working', working }));
  wire.on('stage', (stage) => take({ type: 'stage', stage }));
  wire.on('typing', ({ by }) => take({ type: 'typing', by }));
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

/** Socket.IO would keep what is asked while it is not connected, and say it later to whoever is there then. */
function askOver(wire: Wire, ask: Ask, answer: Answer): void {
  if (!wire.connected) {
    answer(undefined);
    return;
  }
  if (ask.name === 'typing' || ask.name === 'page') {
    // Nobody answers to these.
    (wire.emit as (name: string, packet: unknown) => unknown).call(wire, ask.name, ask.packet);
    answer(undefined);
    return;
  }
  const answered = (error: Error | null, value: unknown): void => answer(error ? undefined : value);
  const patient = wire.timeout(answerWithin);
  const packets = 'packet' in ask ? [ask.packet] : [];
  // The typing wants each name with its own packet; which belong together is said by `Ask` and by those who make it.
  (patient.emit as (name: string, ...rest: unknown[]) => unknown).call(patient, ask.name, ...packets, answered);
}
