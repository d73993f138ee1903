import { z } from 'zod';
import type { Attended } from './attend.ts';
import type { Door } from './door.ts';
import type { ChatSocket } from './guest.ts';
import { rateOf } from './rate.ts';

const typing = z.strictObject({ on: z.boolean() });
const page = z.strictObject({ url: z.string().max(2_000) });
/** So many signs at once, then so many in a second; more are dropped, for nothing is lost with them. */
const pace = { burst: 10, perSecond: 2 };

/** Signs of life that operators see and nobody stores: that the visitor writes, and the page they are on. What is not understood is dropped. */
export function listenForSigns(socket: ChatSocket, { hub, clock }: Pick<Door, 'hub' | 'clock'>, attending: Promise<Attended | null>): void {
  const signs = rateOf(clock, pace);
  const listen = <T>(name: 'typing' | 'page', shape: z.ZodType<T>, tell: (conversation: string, sign: T) => void): void => {
    const listener = async (packet: unknown): Promise<void> => {
      const sign = shape.safeParse(packet);
      if (!sign.success || signs.take('socket') > 0) return;
      const attended = await attending;
      if (attended) tell(attended.conversation(), sign.data);
    };
    // Socket.IO's typing asks for the declared packet; what really comes is unknown until it is parsed.
    socket.on(name, listener as never);
  };
  listen('typing', typing, (conversation, { on }) => hub.visitorTypes(conversation, on));
  listen('page', page, (conversation, { url }) => {
    const address = pageAddress(url);
    if (address) hub.visits(conversation, address);
  });
}

/** An address that operators may be shown as a link: of the web, and without what stands in the way of being read. */
export function pageAddress(given: string | undefined): string | null {
  if (given === undefined || !URL.canParse(given)) return null;
  const url = new URL(given);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href.slice(0, 2_000) : null;
}
