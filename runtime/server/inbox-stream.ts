import type { Request, Response } from 'express';
import { type InboxPacket, inboxLimits } from '../../shared/inbox.ts';
import type { Clock } from '../ports.ts';

type Connection = { request: Request; response: Response; clock: Clock };
type Listen = (send: (packet: InboxPacket, id?: string) => void, last: string | undefined) => () => void;

/** After so long a page has to come back, so that whoever was signed out meanwhile hears nothing more. */
const longest = 5 * 60_000;
/** A page that does not read what it is sent is let go; it comes back and gets what it missed. */
const mostUnread = 1_000_000;
/** What a waiting packet takes in memory besides its text, however short that is. */
const packetBytes = 400;

/** Opens a stream of server-sent events to a page, with a comment from time to time so that nobody in between closes it. */
export function openStream({ request, response, clock }: Connection, listen: Listen): void {
  // Whoever has left before it began would never be heard to leave.
  if (response.destroyed) return;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write('retry: 1000\n\n');
  let waiting = 0;
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    // Bytes, not text: of text, Node would count the characters.
    const bytes = Buffer.from(text);
    const held = response.writableLength;
    waiting = held === 0 ? 1 : waiting + 1;
    // One that is larger by itself goes out where nothing else waits.
    if (held > 0 && held + bytes.length + waiting * packetBytes > mostUnread) response.destroy();
    else response.write(bytes);
  };
  const header = request.headers['last-event-id'];
  const last = typeof header === 'string' && header !== '' ? header : undefined;
  const stop = listen((packet, id) => write(`${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(packet)}\n\n`), last);
  let beat: () => void = () => undefined;
  const again = (): void => {
    beat = clock.after(inboxLimits.heartbeatMilliseconds, () => {
      write(':\n\n');
      again();
    });
  };
  again();
  const leave = (): void => {
    beat();
    end();
    stop();
  };
  const end = clock.after(longest, () => {
    // Of a page that has vanished without a word, the line may stay open for long: nobody listens at it.
    leave();
    response.end();
  });
  response.on('close', leave);
}
