import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectOf, reply } from '../world.ts';
import { type Guest, newId, type Stand, serve, until, visit } from './stand.ts';

const origin = 'https://shop.example';
const widget = { upload: { types: ['image/*', 'application/pdf', 'text/plain'], maximumBytes: 50_000 }, allowedOrigins: [origin] };
const project = projectOf([], { widget, stages: [{ name: 'Main', onFallback: { effects: [reply('Thank you.')] } }] });
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100, 7)]);

let server: Stand;
let guest: Guest;
beforeAll(async () => {
  server = await serve(project);
  guest = await visit(server.address, {}, { origin });
});
afterAll(async () => {
  guest.leave();
  await server.remove();
});

type Sent = { name?: string; type?: string; token?: string; origin?: string | null; project?: string };
async function send(body: Buffer | string, given: Sent = {}) {
  const { name = 'a.png', type = 'image/png', token = guest.welcome.token, project: of = 'test' } = given;
  const headers: Record<string, string> = { 'content-type': type, authorization: `Bearer ${token}` };
  if (given.origin !== null) headers.origin = given.origin ?? origin;
  const url = `${server.address}/promptside/files?${new URLSearchParams({ project: of, name })}`;
  const response = await fetch(url, { method: 'POST', headers, body: body as BodyInit });
  const answer = (await response.json()) as { file?: { id: string; name: string; type: string; bytes: number }; problem?: { code: string } };
  return { status: response.status, headers: response.headers, ...answer };
}
const fetched = (id: string) => fetch(`${server.address}/promptside/files/${id}`);
const say = (text: string, files: string[]) => guest.socket.timeout(10_000).emitWithAck('message', { id: newId(), text, files });

describe('a visitor’s file', () => {
  test('is stored, goes with a message that may have no words, and is given out as it came', async () => {
    const { status, file } = await send(png, { name: 'boots.png' });
    expect([status, file]).toEqual([201, { id: file?.id, name: 'boots.png', type: 'image/png', bytes: png.length }]);
    expect(await say('', [file?.id ?? ''])).toMatchObject({ ok: true });
    await until(() => guest.events.some((event) => event.type === 'message' && event.message.files !== undefined), 'the message with its file');
    const event = guest.events.find((each) => each.type === 'message' && each.message.files !== undefined);
    expect(event).toMatchObject({ message: { role: 'user', text: '', files: [file] } });
    const answer = await fetched(file?.id ?? '');
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': "inline; filename*=UTF-8''boots.png",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
  });

  test('the widget’s view names what is taken', () => expect(guest.welcome.widget.upload).toEqual(widget.upload));

  test('G-02 the same message with the same files is one, with others it is a conflict', async () => {
    const [one, two] = await Promise.all([send(png), send(png)]);
    const id = newId();
    const again = (file: string) => guest.socket.timeout(10_000).emitWithAck('message', { id, text: 'look', files: [file] });
    expect(await again(one.file?.id ?? '')).toEqual({ ok: true, id });
    expect(await again(one.file?.id ?? '')).toEqual({ ok: true, id, again: true });
    expect(await again(two.file?.id ?? '')).toMatchObject({ ok: false, problem: { code: 'message.conflict' } });
  });

  test('G-22 of somebody else is as unknown as one that is not there', async () => {
    const other = await visit(server.address, {}, { origin });
    const { file } = await send(png, { token: other.welcome.token });
    for (const id of [file?.id ?? '', 'x'.repeat(32), '../../x'])
      expect(await say('mine', [id])).toMatchObject({ ok: false, problem: { code: 'file.unknown' } });
    expect((await fetched('x'.repeat(32))).status).toBe(404);
    expect((await fetched('..%2f..%2fpromptside.sqlite')).status).toBe(404);
    other.leave();
  });

  test('a message without words and files, or with more than it may carry, is none', async () => {
    expect(await say('', [])).toMatchObject({ ok: false, problem: { code: 'message.invalid' } });
    expect(
      await say(
        'x',
        Array.from({ length: 6 }, () => 'y'.repeat(32)),
      ),
    ).toMatchObject({ ok: false, problem: { code: 'message.invalid' } });
  });
});

describe('the door for files', () => {
  test('P-34 and G-23 opens for a visitor of the project on a page that may use it, and for nobody else', async () => {
    expect(await send(png, { token: '' })).toMatchObject({ status: 401, problem: { code: 'visitor.token_invalid' } });
    expect(await send(png, { token: 'v1.made.up' })).toMatchObject({ status: 401, problem: { code: 'visitor.token_invalid' } });
    expect(await send(png, { project: 'nobody' })).toMatchObject({ status: 404, problem: { code: 'project.unknown' } });
    for (const from of ['https://evil.example', null, 'null'])
      expect(await send(png, { origin: from })).toMatchObject({ status: 403, problem: { code: 'origin.not_allowed' } });
  });

  test('lets exactly the allowed page’s script read the answer', async () => {
    const preflight = (from: string) =>
      fetch(`${server.address}/promptside/files?project=test`, {
        method: 'OPTIONS',
        headers: { origin: from, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const [good, bad] = await Promise.all([preflight(origin), preflight('https://evil.example')]);
    expect([good.status, good.headers.get('access-control-allow-origin'), good.headers.get('vary')]).toEqual([204, origin, 'origin']);
    expect([bad.status, bad.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect((await send(png)).headers.get('access-control-allow-origin')).toBe(origin);
    expect((await send(png, { origin: 'https://evil.example' })).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('takes the types that the project names, by what is in a file and not by what it claims', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    expect(await send(svg, { type: 'image/svg+xml', name: 'x.svg' })).toMatchObject({ status: 415, problem: { code: 'file.type' } });
    expect(await send(svg, { type: 'image/png', name: 'x.png' })).toMatchObject({ status: 415, problem: { code: 'file.type' } });
    expect(await send('<script>alert(1)</script>', { type: 'text/html' })).toMatchObject({ status: 415, problem: { code: 'file.type' } });
    expect(await send('%PDF-1.7 …', { type: 'application/octet-stream', name: 'a.pdf' })).toMatchObject({
      status: 201,
      file: { type: 'application/pdf' },
    });
    expect(await send(png, { type: 'text/plain', name: 'a.txt' })).toMatchObject({ status: 201, file: { type: 'image/png' } });
  });

  test('gives everything but four kinds of picture out as bytes to download, whatever it is called', async () => {
    const { file } = await send('<script>alert(1)</script>', { type: 'text/plain', name: 'x".html\r\nset-cookie: a=b' });
    const { headers } = await fetched(file?.id ?? '');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''x%22.htmlset-cookie%3A%20a%3Db");
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('P-39 a name has no path and nothing in it that cannot be seen', async () => {
    const named = async (name: string) => (await send(png, { name })).file?.name;
    expect(await named('../../etc/passwd')).toBe('passwd');
    expect(await named('C:\\fakepath\\a.png')).toBe('a.png');
    expect(await named('gpj.\u202Eexe.png')).toBe('gpj.exe.png');
    expect(await named('\0\n')).toBe('file');
    expect((await named('x'.repeat(500)))?.length).toBe(150);
  });

  test('G-24 refuses what is too large, said or not, and what is empty', async () => {
    expect(await send(Buffer.alloc(50_001, 7), { type: 'text/plain' })).toMatchObject({ status: 413, problem: { code: 'file.too_large' } });
    expect(await send('', { type: 'text/plain' })).toMatchObject({ status: 400, problem: { code: 'file.broken' } });
    expect(await unsaid(Buffer.alloc(200_000, 7))).toMatchObject({ status: 413, code: 'file.too_large' });
  });

  test('keeps nothing of what breaks off in the middle', async () => {
    const before = stored().length;
    await new Promise<void>((resolve) => {
      const upload = request(url(), { method: 'POST', headers: { ...headers(), 'content-length': '40000' } });
      upload.on('error', () => resolve());
      upload.write(Buffer.alloc(10_000, 7), () => setTimeout(() => upload.destroy(), 20));
    });
    await until(() => stored().every((name) => !name.endsWith('.part')), 'the half of a file to be cleared away');
    expect(stored()).toHaveLength(before);
  });

  test('is shut where the project takes no files', async () => {
    const none = await serve(projectOf([]));
    const visitor = await visit(none.address);
    const response = await fetch(`${none.address}/promptside/files?project=test&name=a`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.welcome.token}`, 'content-type': 'text/plain' },
      body: 'x',
    });
    expect([response.status, visitor.welcome.widget.upload]).toEqual([415, undefined]);
    visitor.leave();
    await none.remove();
  });

  test('G-21 takes the site’s word for who sends; an anonymous token is not enough where the site wants to know', async () => {
    const secret = 'a secret of this shop that is long enough';
    const identity = { secret: 'SHOP_SECRET', required: true };
    const known = await serve(projectOf([], { widget: { upload: widget.upload, identity } }), { SHOP_SECRET: secret });
    const sign = (sub: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(sub)
        .setAudience('test')
        .setExpirationTime('10m')
        .sign(new TextEncoder().encode(secret));
    const post = (headers: Record<string, string>) =>
      fetch(`${known.address}/promptside/files?project=test&name=a.png`, {
        method: 'POST',
        headers: { 'content-type': 'image/png', ...headers },
        body: png,
      });
    const visitor = await visit(known.address, { identity: await sign('ann') });
    const { file } = (await (await post({ 'x-promptside-identity': await sign('ann') })).json()) as { file: { id: string } };
    const other = (await (await post({ 'x-promptside-identity': await sign('bob') })).json()) as { file: { id: string } };
    const attached = (id: string) => visitor.socket.timeout(10_000).emitWithAck('message', { id: newId(), text: '', files: [id] });
    expect(await attached(file.id)).toMatchObject({ ok: true });
    expect(await attached(other.file.id)).toMatchObject({ ok: false, problem: { code: 'file.unknown' } });
    expect((await post({ authorization: `Bearer ${guest.welcome.token}` })).status).toBe(401);
    expect((await post({ 'x-promptside-identity': 'forged' })).status).toBe(401);
    visitor.leave();
    await known.remove();
  });

  test('G-24 one visitor sends so many in a minute', async () => {
    const busy = await visit(server.address, {}, { origin });
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(png, { token: busy.welcome.token })));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(5);
    expect(answers.find(({ status }) => status === 429)).toMatchObject({ problem: { code: 'limit.rate' } });
    busy.leave();
  });
});

const url = (): string => `${server.address}/promptside/files?project=test&name=a.txt`;
const headers = () => ({ origin, authorization: `Bearer ${guest.welcome.token}`, 'content-type': 'text/plain' });
const stored = (): string[] =>
  readdirSync(`${server.database}-files`, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

/** A body that does not say how long it is. */
function unsaid(body: Buffer): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const upload = request(url(), { method: 'POST', headers: { ...headers(), 'transfer-encoding': 'chunked' } }, (response) => {
      let text = '';
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).problem?.code }));
    });
    upload.on('error', reject);
    upload.end(body);
  });
}
