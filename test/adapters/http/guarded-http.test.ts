import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { guardedHttp } from '../../../runtime/adapters/http/guarded-http.ts';
import { requestTo } from './loopback.ts';
import { client, codeOf, server } from './stand.ts';

describe('an answer as data', () => {
  const bodies: [what: string, type: string | undefined, body: string | Buffer, data: unknown][] = [
    ['JSON', 'application/json', '{"a":[1,null,"ü"]}', { a: [1, null, 'ü'] }],
    ['JSON of a kind', 'application/problem+json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['JSON with a byte order mark', 'application/json', '\ufeff{"a":1}', { a: 1 }],
    ['JSON without a type', undefined, ' {"a":1}', { a: 1 }],
    ['JSON that is text', 'text/plain', '{"a":1}', '{"a":1}'],
    ['broken JSON', 'application/json', '{"a":', '{"a":'],
    ['text', 'text/plain', 'hello', 'hello'],
    ['text in another character set', 'text/plain; charset=iso-8859-1', Buffer.from([0xe4]), 'ä'],
    ['text in a character set that nobody knows', 'text/plain; charset=klingon', 'ä', 'ä'],
    ['nothing', 'application/json', '', null],
    ['reserved names', 'application/json', '{"__proto__":{"admin":true},"constructor":1,"b":{"prototype":2}}', { b: {} }],
  ];
  test.each(bodies)('%s', async (_what, type, body, data) => {
    const { url } = await server((_asked, response) => response.writeHead(200, type ? { 'content-type': type } : {}).end(body));
    const answer = await client().send(requestTo(url));
    expect(answer).toMatchObject({ ok: true, status: 200, statusText: 'OK' });
    expect(answer.data).toEqual(data);
  });

  test('JSON as deep as it may be kept is kept, deeper it is text', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    const { url } = await server(({ url: path }, response) => response.end(nested(Number(path.slice(1)))));
    const http = client();
    expect(Array.isArray((await http.send(requestTo(`${url}/101`))).data)).toBe(true);
    expect(typeof (await http.send(requestTo(`${url}/102`))).data).toBe('string');
    expect(typeof (await http.send(requestTo(`${url}/400000`))).data).toBe('string');
  });

  test('P-26 a 4xx or 5xx is an answer, and no success', async () => {
    const { url, host } = await server(({ url: path }, response) => response.writeHead(Number(path.slice(1))).end('{"why":"so"}'));
    for (const status of [400, 404, 500, 503]) {
      const answer = await client().send(requestTo(`${url}/${status}`));
      expect(answer).toMatchObject({ ok: false, status, data: { why: 'so' }, problem: { code: 'http.status', details: { host, status } } });
    }
  });

  test('P-33 what an answer says about sessions and credentials is left out', async () => {
    const { url } = await server((_asked, response) =>
      response
        .writeHead(200, {
          'set-cookie': ['a=CANARY', 'b=CANARY'],
          authorization: 'Bearer CANARY',
          'www-authenticate': 'Basic realm=CANARY',
          'proxy-authenticate': 'CANARY',
          'x-api-key': 'CANARY',
          'x-list': ['one', 'two'],
        })
        .end(),
    );
    const answer = await client().send(requestTo(url));
    expect(answer.headers['x-list']).toBe('one, two');
    expect(JSON.stringify(answer)).not.toContain('CANARY');
  });

  test('the method, the body and the headers arrive as they were given', async () => {
    const { url, asked } = await server((_asked, response) => response.end());
    const http = client();
    await http.send(
      requestTo(`${url}/p?q=%20`, { method: 'PUT', body: '{"ü":"🙂"}', headers: { 'X-Who': 'Zoë', 'Content-Type': 'application/json' } }),
    );
    await http.send(requestTo(url, { method: 'DELETE' }));
    expect(asked[0]).toMatchObject({ method: 'PUT', url: '/p?q=%20', body: '{"ü":"🙂"}', headers: { 'content-type': 'application/json' } });
    expect(Buffer.from(String(asked[0]?.headers['x-who']), 'latin1').toString()).toBe('Zoë');
    expect(asked[1]).toMatchObject({ method: 'DELETE', body: '' });
  });

  test.each([
    'host',
    'Content-Length',
    'transfer-encoding',
    'Connection',
    'upgrade',
    'expect',
    'proxy-authorization',
    'a b',
    'a\nb',
    '__proto__',
    '',
  ])('a header called %j is refused', async (name) => {
    const { url, asked } = await server((_asked, response) => response.end());
    expect(codeOf(await client().send(requestTo(url, { headers: Object.fromEntries([[name, '1']]) })))).toBe('http.address');
    expect(asked).toEqual([]);
  });
  test.each(['a\r\nx-evil: 1', 'a\nb', 'a\rb', 'a\0b'])('a header that holds %j is refused', async (value) => {
    const { url, asked } = await server((_asked, response) => response.end());
    expect(codeOf(await client().send(requestTo(url, { headers: { 'x-a': value } })))).toBe('http.address');
    expect(asked).toEqual([]);
  });
});

describe('the client', () => {
  test('is not loaded before the first call', () => {
    const file = join(import.meta.dirname, '../../../runtime/adapters/http/guarded-http.ts');
    const code = `
      import { Module } from 'node:module';
      import { guardedHttp } from ${JSON.stringify(file)};
      const loaded = () => Object.keys(Module._cache).some((it) => /undici|ipaddr/.test(it));
      const http = guardedHttp({ allowedAddresses: ['127.0.0.1'] });
      const before = loaded();
      await http.send({ method: 'GET', url: 'nonsense', headers: {}, timeoutMilliseconds: 1000, maximumBytes: 1, redirects: 0 });
      console.log(before, loaded());`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('false true');
  });

  test('calls side by side do not wait for each other', async () => {
    let waiting = 0;
    const all = Promise.withResolvers<void>();
    const { url } = await server((_asked, response) => {
      waiting += 1;
      if (waiting === 8) all.resolve();
      all.promise.then(() => response.end());
    });
    const http = client();
    const answers = await Promise.all(Array.from({ length: 8 }, () => http.send(requestTo(url))));
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'ok'));
  });

  test('that is closed ends what is under way, as an outcome', async () => {
    const asked = Promise.withResolvers<void>();
    const { url } = await server(() => asked.resolve());
    const http = guardedHttp({ allowedAddresses: ['127.0.0.1'] });
    const answer = http.send(requestTo(url));
    await asked.promise;
    await http.close();
    expect(await answer).toMatchObject({ ok: false, status: 0, problem: { code: 'http.unreachable' } });
  });

  test('G-28 no problem repeats what stood in the URL after the host', async () => {
    const { url } = await server((_asked, response) => response.writeHead(500).end());
    const http = client();
    const urls = [
      `${url}/CANARY?k=CANARY`,
      'http://127.0.0.1:1/CANARY',
      'http://10.0.0.1/CANARY',
      'http://a.example/CANARY CANARY',
      'http://[::1/CANARY',
    ];
    const answers = await Promise.all(urls.map((it) => http.send(requestTo(it))));
    expect(answers.map(({ ok }) => ok)).toEqual(urls.map(() => false));
    expect(JSON.stringify(answers)).not.toContain('CANARY');
  });
});
