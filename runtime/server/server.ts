import { createServer, type Server as HttpServer } from 'node:http';
import { Problem } from '../../shared/problem.ts';
import type { Press } from '../perform/publish.ts';
import { adminRoutes, routesOf } from './admin.ts';
import { type AdminAccess, adminAccess } from './admin-access.ts';
import type { Route } from './admin-route.ts';
import { openChat } from './chat.ts';
import type { Door } from './door.ts';
import { fileRoutes } from './files.ts';
import { openAnswersOf } from './open-answers.ts';
import { passwordsOf } from './password.ts';
import { sessionsOf } from './sessions.ts';
import { signInLimits } from './tries.ts';
import { type Folders, webApp } from './web.ts';
import { widgetDocument } from './widget-document.ts';

/** A listening server. */
export interface Running {
  port: number;
  access: AdminAccess;
  /** What the operator's API offers, and which right each asks for. */
  routes: Pick<Route, 'method' | 'path' | 'right'>[];
  /** Stops taking, lets running turns finish, then lets everybody go; never takes longer than ten seconds (G-10). */
  stop(): Promise<{ left: number }>;
}

/** Opens all doors; throws `server.port_taken` where the port is not free. */
export async function startServer(door: Door, press: Press, folders: Folders): Promise<Running> {
  let isClosing = false;
  const parts = { sessions: sessionsOf(door), passwords: passwordsOf(), limits: signInLimits(door.clock), answers: openAnswersOf(door) };
  const access = adminAccess(door, parts);
  const routes = routesOf(door, access, press);
  const http = createServer(
    webApp({
      folders,
      admin: adminRoutes(door, access, routes),
      widgetDocument: widgetDocument(door),
      files: fileRoutes(door),
      isClosing: () => isClosing,
      log: door.log,
    }),
  );
  const chat = openChat(http, door);
  await listen(http, door.settings);
  const address = http.address();
  return {
    port: typeof address === 'object' && address ? address.port : door.settings.port,
    access,
    routes: routes.map(({ method, path, right }) => ({ method, path, right })),
    async stop() {
      isClosing = true;
      http.close();
      const left = await door.conversations.drain(door.settings.drainMilliseconds);
      await door.audit.flush().catch((reason: unknown) => door.log.error({ reason: String(reason) }, 'the audit log was not finished'));
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
