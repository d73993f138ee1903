import { describe, expect, test } from 'vitest';
import { guardedHttp } from '../../../runtime/adapters/http/guarded-http.ts';
import { isPublic } from '../../../runtime/adapters/http/public-address.ts';
import { inside } from './inside.ts';
import { judged } from './judged.ts';

describe('G-29 an address inside is forbidden, however it is spelt', () => {
  test.each(inside)('P-35 http://%s/', (host) => {
    expect(judged(`http://${host}/path`)).toBe('http.forbidden');
    expect(judged(`https://${host}:8443/path?q=1#f`)).toBe('http.forbidden');
  });

  test('and the whole table goes nowhere when it is sent: nothing is looked up', async () => {
    const asked: string[] = [];
    const lookup = async (host: string): Promise<string[]> => {
      asked.push(host);
      return ['127.0.0.1'];
    };
    const http = guardedHttp({ lookup });
    const answers = await Promise.all(
      inside.map((host) =>
        http.send({ method: 'GET', url: `http://${host}/`, headers: {}, timeoutMilliseconds: 5_000, maximumBytes: 1_000, redirects: 0 }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual(inside.map(() => 'http.forbidden'));
    expect(answers.every(({ status }) => status === 0)).toBe(true);
    expect(asked).toEqual([]);
    await http.close();
  });
});

describe('G-29 a URL that readers could understand differently is refused', () => {
  const odd = [
    'http:/127.0.0.1/',
    'http:127.0.0.1',
    'http:///127.0.0.1/',
    'http:////a.example/',
    'http:\\\\127.0.0.1\\',
    'http://a.example\\@127.0.0.1/',
    'http://a.example\t.evil.example/',
    'http://a.exa\nmple/',
    ' http://a.example/',
    'http://a.example/\u0000',
    'http://a.example/a b',
    '//a.example/',
    'a.example',
    '',
    'http://',
    'http://?q',
    'http://#f',
    'http://me@a.example/',
    'http://me:pass@a.example/',
    'http://:pass@a.example/',
    'http://@a.example/',
    'http://a.example:80@127.0.0.1/',
    'http://127.0.0.1#@a.example:pass@b.example/'.replace('#', '%23'),
    'http://[::1]@a.example/',
    'http://[fe80::1%25eth0]/',
    'http://[fe80::1%eth0]/',
    'http://[::1/',
    'http://[127.0.0.1]/',
    'http://1.2.3.4.5/',
    'http://256.1.1.1/',
    'http://0x100000000/',
    'http://127.0.0.1../',
    'http://a..example/',
    'http://.example/',
    'http://a%00b.example/',
    'http://a^b.example/',
    'http://a.example:99999/',
    'http://a.example:-1/',
    'http://a.example:8o/',
    'ftp://a.example/',
    'file:///etc/passwd',
    'gopher://a.example/',
    'ws://a.example/',
    'data:text/plain,x',
    'javascript:alert(1)',
    'unix:/var/run/x.sock',
    'https+unix://x/',
    `http://a.example/${'x'.repeat(40_000)}`,
  ];
  test.each(odd.map((url) => [JSON.stringify(url).slice(0, 60), url]))('%s', (_shown, url) => expect(judged(url)).toBe('http.address'));
});

describe('G-29 ports', () => {
  test.each([1, 21, 22, 23, 25, 53, 79, 81, 110, 143, 445, 465, 587, 993, 1023, 2049, 6000, 6379, 6667, 10080, 11211])('%i is closed', (port) =>
    expect(judged(`https://a.example:${port}/`)).toBe('http.address'),
  );
  test.each([80, 443, 1024, 3000, 8080, 8443, 65535])('%i is open', (port) => expect(judged(`https://a.example:${port}/`)).toBe('may be called'));
  test('port 0 is closed', () => expect(judged('http://a.example:0/')).toBe('http.address'));
});

describe('G-29 public addresses may be called', () => {
  test.each([
    'a.example',
    'a.example.',
    'A.EXAMPLE',
    'xn--bcher-kva.example',
    'bücher.example',
    'internal.example',
    'localhost.example',
    '1.1.1.1',
    '8.8.8.8',
    '134744072',
    '0x08080808',
    '010.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '[2606:4700:4700::1111]',
    '[2a00:1450:4001:81b::200e]',
    '[::ffff:8.8.8.8]',
    '[64:ff9b::8.8.8.8]',
  ])('%s', (host) => expect(judged(`https://${host}/x`)).toBe('may be called'));

  test('an answer that is no address at all is not public', () =>
    expect(['', 'a.example', '127.1', '0x7f000001', '1.2.3.4.5', 'fe80::1%eth0', '2606:4700:4700::1111%eth0'].filter(isPublic)).toEqual([]));
});
