import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { requestTo } from './loopback.ts';
import { client, codeOf, rawServer, server } from './stand.ts';

describe('P-27 one time limit covers everything', () => {
  const limited = (url: string, http = client()) => http.send(requestTo(url, { timeoutMilliseconds: 150 }));
  const late = { ok: false, status: 0, data: null, problem: { code: 'http.timeout', details: { limit: 150 } } };

  test('a name that is never looked up', async () => {
    expect(await limited('http://slow.example/', client({ lookup: () => new Promise(() => undefined) }))).toMatchObject(late);
  });
  test('a server that never answers', async () => {
    const { url } = await rawServer(() => undefined);
    expect(await limited(url)).toMatchObject(late);
  });
  test('headers that drip', async () => {
    const { url } = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x-a: 1\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await limited(url)).toMatchObject(late);
  });
  test('early hints without an end', async () => {
    const { url } = await rawServer((socket) => {
      const hint = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(hint));
    });
    expect(await limited(url)).toMatchObject(late);
  });
  test('a body that drips', async () => {
    const { url } = await server((_asked, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await limited(url)).toMatchObject(late);
  });
  test('redirects that take their time, all together', async () => {
    const { url, asked } = await server((_asked, response) => setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 60));
    const answer = await client().send(requestTo(url, { timeoutMilliseconds: 150, redirects: 20 }));
    expect(answer).toMatchObject(late);
    expect(asked.length).toBeLessThan(5);
  });
  test('and the connection is let go of', async () => {
    const closed = Promise.withResolvers<void>();
    const { url } = await rawServer((socket) => void socket.resume().on('close', () => closed.resolve()));
    await limited(url);
    await closed.promise;
  });
});

describe('P-27 an answer is read as far as it may be large, and no further', () => {
  const large = (url: string) => client().send(requestTo(url, { maximumBytes: 100_000 }));
  const tooLarge = { ok: false, status: 200, data: null, problem: { code: 'http.too_large', details: { limit: 100_000 } } };

  test('exactly at the limit it is taken', async () => {
    const { url } = await server((_asked, response) => response.end('x'.repeat(100_000)));
    expect(await large(url)).toMatchObject({ ok: true, data: 'x'.repeat(100_000) });
  });
  test('one byte more it is not', async () => {
    const { url } = await server((_asked, response) => response.end('x'.repeat(100_001)));
    expect(await large(url)).toMatchObject(tooLarge);
  });
  test('a body without an end is cut off', async () => {
    const closed = Promise.withResolvers<void>();
    const { url } = await server((_asked, response) => {
      response.on('close', closed.resolve);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    expect(await large(url)).toMatchObject(tooLarge);
    await closed.promise;
  });

  const zeros = Buffer.alloc(50_000_000);
  const bombs: [encoding: string, body: Buffer][] = [
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['deflate', deflateSync(zeros)],
  ];
  test.each(bombs)('a %s bomb of 50 MB is defused', async (encoding, body) => {
    expect(body.length).toBeLessThan(100_000);
    const { url } = await server((_asked, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    const answer = await large(url);
    expect(codeOf(answer)).toBe('http.too_large');
    expect(answer.data).toBe(null);
  });
  test('packed emptiness without an end is cut off by its packed size', async () => {
    const empty = Buffer.concat(new Array<Buffer>(20_000).fill(gzipSync('')));
    const { url } = await server((_asked, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(empty));
    expect(await large(url)).toMatchObject(tooLarge);
  });
  test.each([
    ['gzip', gzipSync('{"a":1}')],
    ['x-gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
    ['deflate', deflateSync('{"a":1}')],
    ['identity', Buffer.from('{"a":1}')],
  ])('%s is unpacked', async (encoding, body) => {
    const { url } = await server((_asked, response) =>
      response.writeHead(200, { 'content-encoding': encoding, 'content-type': 'application/json' }).end(body),
    );
    expect((await large(url)).data).toEqual({ a: 1 });
  });
  test.each([
    ['gzip, gzip', gzipSync(gzipSync('x'))],
    ['zstd', Buffer.from('x')],
    ['gzip', Buffer.from('not packed')],
    ['gzip', gzipSync('x'.repeat(1_000)).subarray(0, 20)],
    ['br', Buffer.from([255, 255, 255])],
  ])('an answer packed as %s that cannot be unpacked is none', async (encoding, body) => {
    const { url } = await server((_asked, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(await large(url)).toMatchObject({ ok: false, status: 0, problem: { code: 'http.unreachable' } });
  });
  test('headers have a limit as well', async () => {
    const { url } = await rawServer((socket) => socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`)));
    expect(codeOf(await large(url))).toBe('http.too_large');
  });
});
