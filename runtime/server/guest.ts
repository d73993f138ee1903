import type { Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../../shared/protocol.ts';

export type ChatSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Guest>;
/** Who is on a socket, and the conversation it is in. */
export type Guest = {
  project: string;
  visitor: string;
  /** Ids under which the same person wrote before they were known. */
  others: string[];
  token: string;
  conversation: string;
  address: string;
  language: string | undefined;
  /** The page that the visitor was on when they came. */
  page: string | null;
  hello: { conversation?: string | undefined; cursor?: number | undefined };
};
