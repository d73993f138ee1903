import { createServer, type Server as HttpServer } from 'node:http';
import { Problem } from '../../shared/problem.ts';
import type { Press } from '../perform/publish.ts';
import { adminRoutes } from './admin.ts';
import { type AdminAccess, adminAccess } from './admin-access.ts';
import { openChat } from './chat.ts';
import type { Door } from './door.ts';
import { type Folders, webApp } from './web.ts';

/** A listening server. */
export interface Running {
  port: number;
  access: AdminAccess;
  /** Stops taking, lets running turns finish, then lets everybody go; never takes longer than ten seconds (G-10). */
  stop(): Promise<{ left: number }>;
}

/** Opens all doors; throws `server.port_taken` where the port is not free. */
export async function startServer(door: Door, press: Press, folders: Folders): Promise<Running> {
  let isClosing = false;
  const access = adminAccess(door);
  const http = createServer(webApp({ folders, admin: adminRoutes(door, access, press), isClosing: () => isClosing }));
  const chat = openChat(http, door);
  await listen(http, door.settings);
  const address = http.address();
  return {
    port: typeof address === 'object' && address ? address.port : door.settings.port,
    access,
    async stop() {
      isClosing = true;
      http.close();
      const left = await door.conversations.drain(door.settings.drainMilliseconds);
      chat.close();
      http.closeAllConnections();
      return { left };
    },
  };
}

function listen(http: HttpServer, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Problem('server.port_taken', { port }) : error));
    http.listen(port, host, () => resolve());
  });
}
