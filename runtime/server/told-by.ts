import { attributes, consent, proactive, rate } from '../../shared/protocol.ts';
import type { Values } from '../../shared/value.ts';
import type { Told } from '../perform/tell.ts';
import { parsed } from './parsed.ts';
import { wellFormed } from './well-formed.ts';

const packets = { attributes, rate, proactive, consent } as const;
type Name = keyof typeof packets;

/** The packets of a widget that set no turn off. */
export const tellings = Object.keys(packets) as Name[]; // the keys of the table above

/** What such a packet tells, in its right shape; throws a Problem where it has another. */
export const toldBy = (kind: Name, packet: unknown): Told => readers[kind](packet);

const readers: Record<Name, (packet: unknown) => Told> = {
  attributes: (packet) => {
    const given = parsed(attributes, packet);
    // z.json() accepts exactly what Value names.
    return { kind: 'attributes', id: given.id, attributes: given.attributes as Values };
  },
  rate: (packet) => {
    const { comment, ...given } = parsed(rate, packet);
    return { kind: 'rate', ...given, ...(comment?.trim() ? { comment: wellFormed(comment.trim()) } : {}) };
  },
  proactive: (packet) => ({ kind: 'proactive', ...parsed(proactive, packet) }),
  consent: (packet) => ({ kind: 'consent', ...parsed(consent, packet) }),
};
