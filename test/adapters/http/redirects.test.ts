import { describe, expect, test } from 'vitest';
import { requestTo } from './loopback.ts';
import { client, codeOf, server } from './stand.ts';

describe('P-35 redirects', () => {
  const to = (location: string, status = 302) => server((_asked, response) => response.writeHead(status, { location }).end('{"moved":true}'));

  test('are off by default: the answer says so', async () => {
    const { url, asked } = await to('/next');
    const answer = await client().send(requestTo(url));
    expect(answer).toMatchObject({ ok: false, status: 302, data: { moved: true }, problem: { code: 'http.redirect', details: { limit: 0 } } });
    expect(asked.length).toBe(1);
  });
  test('are followed as often as allowed', async () => {
    const { url, asked } = await server(({ url: path }, response) =>
      path === '/3' ? response.end('"there"') : response.writeHead(302, { location: `/${Number(path.slice(1)) + 1}` }).end(),
    );
    const http = client();
    expect(await http.send(requestTo(`${url}/0`, { redirects: 3 }))).toMatchObject({ ok: true, data: '"there"' });
    expect(await http.send(requestTo(`${url}/0`, { redirects: 2 }))).toMatchObject({ ok: false, status: 302, problem: { code: 'http.redirect' } });
    expect(asked.map(({ url: path }) => path)).toEqual(['/0', '/1', '/2', '/3', '/0', '/1', '/2']);
  });
  test.each([
    ['http://10.0.0.1/', 'http.forbidden'],
    ['http://169.254.169.254/latest/meta-data/', 'http.forbidden'],
    ['http://2130706434/', 'http.forbidden'],
    ['http://[::1]/', 'http.forbidden'],
    ['http://localhost/', 'http.forbidden'],
    ['//10.0.0.1/', 'http.forbidden'],
    ['/\\10.0.0.1/', 'http.forbidden'],
    ['http://name.example/', 'http.forbidden'],
    ['http://me:pass@127.0.0.1/', 'http.address'],
    ['http://127.0.0.1:22/', 'http.address'],
    ['http:/127.0.0.1/', 'http.address'],
    ['http:', 'http.address'],
    ['http://[', 'http.address'],
    ['file:///etc/passwd', 'http.address'],
    ['javascript:alert(1)', 'http.address'],
  ])('to %s are checked like the first address', async (location, code) => {
    const { url } = await to(location);
    const http = client({ allowedAddresses: ['127.0.0.1'], lookup: async () => ['127.0.0.2'] });
    expect(await http.send(requestTo(url, { redirects: 5 }))).toMatchObject({ ok: false, status: 0, problem: { code } });
  });
  test('to another origin take nothing along that an author wrote', async () => {
    const other = await server((_asked, response) => response.end());
    const { url } = await to(other.url);
    const headers = {
      authorization: 'Bearer CANARY',
      cookie: 'a=CANARY',
      'x-api-key': 'CANARY',
      'promptside-signature': 'CANARY',
      accept: 'text/plain',
    };
    expect(codeOf(await client().send(requestTo(url, { headers, redirects: 1 })))).toBe('ok');
    expect(other.asked[0]?.headers.accept).toBe('text/plain');
    expect(JSON.stringify(other.asked)).not.toContain('CANARY');
  });
  test('to the same origin keep the headers', async () => {
    const { url, asked } = await server(({ url: path }, response) =>
      path === '/' ? response.writeHead(308, { location: '/next' }).end() : response.end(),
    );
    await client().send(requestTo(url, { method: 'POST', body: 'x', headers: { authorization: 'Bearer a' }, redirects: 1 }));
    expect(asked[1]).toMatchObject({ method: 'POST', body: 'x', headers: { authorization: 'Bearer a' } });
  });
  test.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'x'],
    [308, 'POST', 'x'],
  ])('%i makes of a POST a %s', async (status, method, body) => {
    const { url, asked } = await server(({ url: path }, response) =>
      path === '/' ? response.writeHead(status, { location: '/next' }).end() : response.end(),
    );
    await client().send(requestTo(url, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' }, redirects: 1 }));
    expect(asked[1]).toMatchObject({ method, body });
    expect(asked[1]?.headers['content-type']).toBe(body ? 'text/plain' : undefined);
  });
  test.each([307, 308])('%i does not carry a body to another origin', async (status) => {
    const other = await server((_asked, response) => response.end());
    const { url } = await to(other.url, status);
    expect(codeOf(await client().send(requestTo(url, { method: 'POST', body: 'CANARY', redirects: 5 })))).toBe('http.address');
    expect(other.asked).toEqual([]);
  });
});
