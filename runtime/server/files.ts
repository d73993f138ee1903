import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { Problem, problems } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import { wireLimits } from '../../shared/protocol.ts';
import type { ShownFile } from '../../shared/run.ts';
import { addressOf, networkOf } from './address.ts';
import { type Door, isAllowedOrigin, type Log } from './door.ts';
import { beginningBytes, givenAs, isTaken, typeOf } from './file-types.ts';
import { type Rate, rateOf } from './rate.ts';
import { visitorProblem } from './visitor-problem.ts';

const uploadsPerMinute = 20;
const uploadsPerMinuteAndAddress = 100;
const nameCharacters = 150;

type Guards = { visitors: Rate; addresses: Rate };

/** Where visitors send files to and get them from (docs/protocol.md#files). */
export function fileRoutes(door: Door): Router {
  const guards: Guards = {
    visitors: rateOf(door.clock, { perSecond: uploadsPerMinute / 60, burst: uploadsPerMinute }),
    addresses: rateOf(door.clock, { perSecond: uploadsPerMinuteAndAddress / 60, burst: uploadsPerMinuteAndAddress }),
  };
  const routes = Router();
  routes.options('/', (request, response) => answer(request, response, { log: door.log, what: () => permit(request, response, door) }));
  routes.post('/', (request, response) => answer(request, response, { log: door.log, what: () => take(request, response, { door, guards }) }));
  routes.get('/:id', (request, response) => answer(request, response, { log: door.log, what: () => give(request.params.id, response, door) }));
  return routes;
}

/** The files of a message by their ids; throws `file.unknown` for one that is not this visitor's. */
export async function filesOf(ids: readonly string[], own: { project: string; visitors: readonly string[] }, { files }: Door): Promise<ShownFile[]> {
  const found = await Promise.all([...new Set(ids)].slice(0, wireLimits.messageFiles).map((id) => files.look(id)));
  return found.map((file) => {
    if (!file || file.project !== own.project || !own.visitors.includes(file.visitor)) throw new Problem('file.unknown');
    const { id, name, type, bytes } = file;
    return { id, name, type, bytes };
  });
}

/** Whatever goes wrong is a problem from the catalogue. */
function answer(request: Request, response: Response, { log, what }: { log: Log; what: () => Promise<void> }): void {
  what().catch((thrown: unknown) => {
    const problem = visitorProblem(thrown, log);
    if (response.headersSent) return void response.destroy();
    // What is still coming is not read: the connection ends with the answer.
    response.status(problems[problem.code].status).set('connection', 'close').json({ problem });
    request.unpipe();
    request.resume();
  });
}

/** Lets a page's script ask, where the page may use the project at all. */
async function permit(request: Request, response: Response, door: Door): Promise<void> {
  await admitted(request, response, door);
  response.set({
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type, x-promptside-identity',
    'access-control-max-age': '600',
  });
  response.status(204).end();
}

/** The project that is asked for, by a page that may use it; the answer may be read by that page and no other (G-23). */
async function admitted(request: Request, response: Response, { versions }: Door): Promise<Project> {
  const { project } = await versions.current(String(request.query.project ?? ''));
  const { origin } = request.headers;
  if (!isAllowedOrigin(project, origin)) throw new Problem('origin.not_allowed', { origin: origin ?? 'without an origin' });
  if (origin) response.set({ 'access-control-allow-origin': origin, vary: 'origin' });
  return project;
}

async function take(request: Request, response: Response, { door, guards }: { door: Door; guards: Guards }): Promise<void> {
  const project = await admitted(request, response, door);
  const { upload } = project.widget;
  const seconds = guards.addresses.take(networkOf(addressOf(request, door.settings.trustedProxies)));
  if (seconds > 0) throw new Problem('limit.rate', { seconds });
  const visitor = await senderOf(request, project, door);
  const wait = guards.visitors.take(`${project.name} ${visitor}`);
  if (wait > 0) throw new Problem('limit.rate', { seconds: wait });
  if (!upload) throw new Problem('file.type', { type: typeOf(new Uint8Array(), request.headers['content-type'] ?? '') });
  if (Number(request.headers['content-length']) > upload.maximumBytes) throw new Problem('file.too_large', { limit: upload.maximumBytes });
  const { beginning, content } = await begun(request);
  const type = typeOf(beginning, request.headers['content-type'] ?? '');
  if (beginning.byteLength === 0) throw new Problem('file.broken', { reason: 'it is empty' });
  if (!isTaken(type, upload.types)) throw new Problem('file.type', { type });
  const label = { project: project.name, visitor, name: nameOf(request.query.name), type, at: door.clock.now() };
  const { id, name, bytes } = await door.files.put(content, label, upload.maximumBytes);
  response.status(201).json({ file: { id, name, type, bytes } });
}

/** Who sends: the person that the site names, else the anonymous visitor of the token; nobody else sends files. */
async function senderOf(request: Request, project: Project, { tokens, identities, blocks }: Door): Promise<string> {
  const identity = request.headers['x-promptside-identity'];
  if (typeof identity === 'string') {
    const { visitor, others } = await identities.personOf(project, identity, undefined);
    await blocks.admit(project.name, [visitor, ...others]);
    return visitor;
  }
  if (project.widget.identity?.required) throw new Problem('identity.required');
  const visitor = tokens.read(project.name, /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (await identities.isClaimed(project, visitor)) throw new Problem('visitor.token_invalid');
  await blocks.admit(project.name, [visitor]);
  return visitor;
}

/** The first bytes of a body, and the whole of it. */
async function begun(request: IncomingMessage): Promise<{ beginning: Uint8Array; content: AsyncIterable<Uint8Array> }> {
  // What a request without an encoding gives is bytes. It is left open: an answer may still be due.
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  const first: Buffer[] = [];
  let bytes = 0;
  while (bytes < beginningBytes) {
    const next = await pieces.next().catch((thrown: unknown) => {
      throw new Problem('file.broken', { reason: thrown instanceof Error ? thrown.message : String(thrown) });
    });
    if (next.done) break;
    first.push(next.value);
    bytes += next.value.byteLength;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* first;
    yield* pieces;
  }
  return { beginning: Buffer.concat(first).subarray(0, beginningBytes), content: whole() };
}

/** A file's own name: no path, nothing that cannot be seen or that turns the order of letters round. */
function nameOf(given: unknown): string {
  const last =
    String(given ?? '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return clean.slice(0, nameCharacters).toWellFormed() || 'file';
}

async function give(id: string, response: Response, { files }: Door): Promise<void> {
  const found = await files.open(id);
  if (!found) throw new Problem('file.unknown');
  const { name, type, bytes } = found.file;
  const given = givenAs(type);
  response.status(200).set({
    'content-type': given.type,
    'content-length': String(bytes),
    'content-disposition': `${given.isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escaped)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=86400, immutable',
  });
  await pipeline(found.content, response).catch((thrown: NodeJS.ErrnoException) => {
    // Whoever has left before the end is no fault of ours.
    if (thrown.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw thrown;
  });
}

const escaped = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
