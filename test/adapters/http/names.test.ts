import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { requestTo } from './loopback.ts';
import { client, codeOf, rawServer, server } from './stand.ts';

describe('names and addresses', () => {
  const inside = [
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '::1',
    '::ffff:127.0.0.1',
    'fe80::1%eth0',
    'fd00::1',
    '64:ff9b::7f00:1',
    '0.0.0.0',
    '',
    'nonsense',
  ];
  test.each(inside)('G-29 a name that leads to %j is forbidden, also beside public ones', async (address) => {
    const { port, asked } = await server((_asked, response) => response.end());
    for (const answers of [[address], ['8.8.8.8', address], [address, '8.8.8.8']]) {
      const answer = await client({ lookup: async () => answers }).send(requestTo(`http://shop.example:${port}/`));
      expect(answer).toMatchObject({ ok: false, status: 0, problem: { code: 'http.forbidden', details: { host: 'shop.example' } } });
    }
    expect(asked).toEqual([]);
  });

  test('P-35 and G-29 a name that changes its mind is looked up once, and the connection goes to what was checked', async () => {
    const { port, asked } = await server((_asked, response) => response.setHeader('connection', 'close').end('{}'));
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1', '127.0.0.2']];
    let lookups = 0;
    const http = client({ allowedAddresses: ['127.0.0.1'], lookup: async () => answers[lookups++] ?? [] });
    const url = `http://rebind.example:${port}/`;
    expect(codeOf(await http.send(requestTo(url)))).toBe('ok');
    expect(lookups).toBe(1);
    expect(codeOf(await http.send(requestTo(url)))).toBe('http.forbidden');
    expect(codeOf(await http.send(requestTo(url)))).toBe('http.forbidden');
    expect(codeOf(await http.send(requestTo(url)))).toBe('http.unreachable');
    expect(lookups).toBe(4);
    expect(asked.map(({ headers }) => headers.host)).toEqual([`rebind.example:${port}`]);
  });

  test('a name that is allowed may lead anywhere', async () => {
    const { port } = await server((_asked, response) => response.end());
    const http = client({ allowedAddresses: ['erp.internal'], lookup: async () => ['127.0.0.1'] });
    expect(codeOf(await http.send(requestTo(`http://erp.internal:${port}/`)))).toBe('ok');
    expect(codeOf(await http.send(requestTo(`http://other.example:${port}/`)))).toBe('http.forbidden');
  });

  test('P-26 and C-37 what cannot be reached is an outcome with status 0', async () => {
    const { url, close } = await server(() => undefined);
    await close();
    expect(await client().send(requestTo(url))).toMatchObject({ ok: false, status: 0, data: null, problem: { code: 'http.unreachable' } });
    const unknown = client({ lookup: async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    const answer = await unknown.send(requestTo('http://gone.example/'));
    expect(answer).toMatchObject({
      ok: false,
      status: 0,
      problem: { code: 'http.unreachable', details: { reason: 'its name cannot be looked up' } },
    });
  });

  test.each([
    ['it hangs up at once', (socket: Socket) => socket.destroy()],
    ['it does not speak HTTP', (socket: Socket) => socket.end('SSH-2.0-x\r\n\r\n')],
    ['it promises more than it says', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')],
    ['it breaks off in a chunk', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nabc')],
  ])('C-37 %s: unreachable, with status 0', async (_what, talk) => {
    const { url } = await rawServer((socket) => socket.once('data', () => talk(socket)));
    expect(await client().send(requestTo(url))).toMatchObject({ ok: false, status: 0, data: null, problem: { code: 'http.unreachable' } });
  });

  test('a server that speaks plain text where https is meant is unreachable', async () => {
    const { port } = await server((_asked, response) => response.end());
    expect(codeOf(await client().send(requestTo(`https://127.0.0.1:${port}/`)))).toBe('http.unreachable');
  });
});
