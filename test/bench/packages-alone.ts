import { createServer } from 'node:http';
import express from 'express';
import pino from 'pino';
import { Server } from 'socket.io';
import { z } from 'zod';

/** The floor of a start: the packages that a listening server cannot do without, and nothing of ours. */
z.strictObject({ name: z.string() }).parse({ name: 'x' });
pino({ level: 'silent' });
const http = createServer(express());
new Server(http, { transports: ['websocket'] });
http.listen(0, '127.0.0.1', () => {
  console.log('listening: here');
  process.exit(0);
});
