import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Router } from 'express';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import type { Log } from './door.ts';

/** The folders that pages are served from. */
export type Folders = { widget: string; admin: string; docs: string; demo: string | null };

type Doors = {
  folders: Folders;
  admin: Router;
  files: Router;
  widgetDocument: RequestHandler<{ project: string }>;
  isClosing: () => boolean;
  log: Log;
};

const year = 31_536_000;
const adminPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** All that is asked for over plain HTTP: the widget's files, the admin page and its API, the demo, and whether we are well. */
export function webApp({ folders, admin, files, widgetDocument, isClosing, log }: Doors): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');
  app.use((_request, response, next) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    next();
  });
  app.get('/health', (_request, response) => void response.status(isClosing() ? 503 : 200).json({ ok: !isClosing() }));
  app.get('/widget.js', (request, response) =>
    sendPacked(response, { folder: folders.widget, file: 'widget.js', accepts: request.headers['accept-encoding'], age: 300 }),
  );
  app.get('/promptside/projects/:project/widget.json', widgetDocument);
  app.get('/promptside/assets/:file', (request, response) =>
    sendPacked(response, {
      folder: join(folders.widget, 'assets'),
      file: request.params.file,
      accepts: request.headers['accept-encoding'],
      age: year,
    }),
  );
  app.get('/docs/:page', (request, response) => sendPage(response, folders.docs, request.params.page));
  app.use('/promptside/files', files);
  app.use('/admin/api', admin);
  app.get(['/admin', '/admin/'], (_request, response) => {
    response.setHeader('content-security-policy', adminPolicy);
    response.setHeader('cache-control', 'no-store');
    response.type('html').send(readFileSync(join(folders.admin, 'index.html'), 'utf8'));
  });
  app.get('/admin/assets/:file', (request, response) =>
    sendPacked(response, {
      folder: join(folders.admin, 'assets'),
      file: request.params.file,
      accepts: request.headers['accept-encoding'],
      age: year,
    }),
  );
  if (folders.demo) app.get('/demo/carrier/:number', (request, response) => void response.json(carrierSays(request.params.number)));
  // What a page is made of and nothing else: the demo's project document lies beside it and is nobody's business, however its name is written (P-33).
  if (folders.demo) app.get(/^\/[\w/-]*(\.(html|css|js|svg|png|ico))?$/, express.static(folders.demo, { extensions: ['html'], maxAge: 0 }));
  app.use(withoutInsides(log));
  return app;
}

/** What goes wrong is logged; whoever asked is told that it did, and not where (G-28). */
const withoutInsides =
  (log: Log): ErrorRequestHandler =>
  (thrown: unknown, request, response, _next) => {
    const given = (thrown as { status?: unknown } | null)?.status; // errors of express name their status
    const status = typeof given === 'number' && given >= 400 && given < 500 ? given : 500;
    if (status === 500) log.error({ route: request.path, reason: String(thrown) }, 'a request failed');
    if (response.headersSent) return void response.destroy();
    response.status(status).end();
  };

/** The demo's carrier: a parcel with an even number comes in the morning. */
const carrierSays = (number: string) =>
  Number(number) % 2 === 0 ? { day: 'Thursday', from: '9:00', to: '11:00' } : { day: 'Thursday', from: '14:00', to: '16:00' };

/** A page of the documentation as it was written: what stands in a console leads here. */
function sendPage(response: Response, folder: string, page: string): void {
  // The listing decides: a name that is not in it is no page, however it is written (P-33).
  if (!page.endsWith('.md') || !readdirSync(folder).includes(page)) return void response.status(404).end();
  response.setHeader('cache-control', 'public, max-age=300');
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.send(readFileSync(join(folder, page)));
}

type Packed = { folder: string; file: string; accepts: string | string[] | undefined; age: number };
const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  json: 'application/json',
  map: 'application/json',
};

/** A built file, packed as the browser accepts it; anybody's page may load it. */
function sendPacked(response: Response, { folder, file, accepts, age }: Packed): void {
  const path = join(folder, file);
  if (!/^[\w.-]+$/.test(file) || file.startsWith('.') || !existsSync(path)) return void response.status(404).end();
  const encodings = [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const;
  const packed = encodings.find(([name, ending]) => String(accepts ?? '').includes(name) && existsSync(path + ending));
  response.setHeader('cache-control', age > 3_600 ? `public, max-age=${age}, immutable` : `public, max-age=${age}`);
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('content-type', `${types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream'}; charset=utf-8`);
  if (packed) response.setHeader('content-encoding', packed[0]);
  response.send(readFileSync(packed ? path + packed[1] : path));
}
