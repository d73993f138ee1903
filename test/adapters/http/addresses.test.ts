import { describe, expect, test } from 'vitest';
import { allowedAddresses } from '../../../runtime/adapters/http/allowed-addresses.ts';
import { guardedHttp } from '../../../runtime/adapters/http/guarded-http.ts';
import { isPublic } from '../../../runtime/adapters/http/public-address.ts';
import { targetOf } from '../../../runtime/adapters/http/target.ts';
import { Problem } from '../../../shared/problem.ts';

const judged = (url: string, allowed: string[] = []): string => {
  try {
    targetOf(url, allowedAddresses(allowed));
    return 'may be called';
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.code : String(thrown);
  }
};

/** Hosts that lead inside, in every spelling that some reader understands. */
const inside = [
  // loopback, as IPv4
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0X7F000001',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '00177.0x0.0.1',
  '0x7f.1',
  '0x7f.0.0x0.1',
  '127.0x1',
  '127.00000.00000.00001',
  '%31%32%37.0.0.1',
  '127%2e0%2e0%2e1',
  '１２７.0.0.1',
  '127。0。0。1',
  '①②⑦.⓪.⓪.①',
  // this network, private, carrier's, link-local
  '0',
  '0.0.0.0',
  '0x0',
  '0.1.2.3',
  '10.0.0.1',
  '10.1',
  '012.0.0.1',
  '0xa.0.0.1',
  '167772161',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '100.100.100.200',
  '169.254.169.254',
  '169.254.169.254.',
  '2852039166',
  '0xa9fea9fe',
  '0xA9.0xFE.0xA9.0xFE',
  '0251.0376.0251.0376',
  '169.254.43518',
  '172.16.0.1',
  '172.31.255.255',
  '2886729729',
  '192.168.0.1',
  '192.168.1',
  '3232235521',
  '0xc0a80001',
  '0300.0250.0.1',
  // of no host, or of no one
  '168.63.129.16',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.31.196.1',
  '192.52.193.1',
  '192.175.48.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '4294967295',
  // IPv6
  '[::]',
  '[0:0:0:0:0:0:0:0]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[::0.0.0.1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fdff::1]',
  '[ff02::1]',
  '[ff0e::1]',
  '[100::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[2001:2::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[2001:1::1]',
  '[5f00::1]',
  '[4000::1]',
  '[1::1]',
  // an IPv4 address inside of an IPv6 one
  '[::ffff:127.0.0.1]',
  '[::FFFF:7F00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:0.0.0.0]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[::8.8.8.8]',
  '[::ffff:0:127.0.0.1]',
  '[::ffff:0:8.8.8.8]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::10.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::127.0.0.1]',
  '[64:ff9b:1::8.8.8.8]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::1]',
  '[2002:808:808::1]',
  '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
  '[2001::1]',
  // names that mean something only inside
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ｌocalhost',
  'loc%61lhost',
  'a.localhost',
  'localhost.localdomain',
  'printer.local',
  'metadata',
  'metadata.google.internal',
  'router.lan',
  'nas.home.arpa',
  'wiki.corp',
  'db.intranet',
  'x.onion',
];

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

describe('the allow-list opens what it names and nothing else', () => {
  const rows: [entry: string, open: string[], shut: string[]][] = [
    [
      '127.0.0.1',
      ['http://127.0.0.1:3000/', 'http://2130706433/', 'http://127.1:8080/'],
      ['http://127.0.0.2/', 'http://localhost/', 'http://127.0.0.1:22/'],
    ],
    ['127.0.0.1:3000', ['http://127.0.0.1:3000/'], ['http://127.0.0.1:3001/', 'http://127.0.0.1/']],
    ['127.0.0.1:22', ['http://127.0.0.1:22/'], ['http://127.0.0.1:23/']],
    ['localhost', ['http://localhost:3000/', 'http://LOCALHOST./'], ['http://127.0.0.1/', 'http://a.localhost/', 'http://localhost:25/']],
    ['localhost:8080', ['http://localhost:8080/'], ['http://localhost:8081/']],
    ['ERP.Internal', ['https://erp.internal/'], ['https://x.erp.internal/', 'https://erp.internal.local/']],
    ['10.1.0.0/16', ['http://10.1.2.3/', 'http://10.1.255.255/'], ['http://10.2.0.0/', 'http://10.0.255.255/']],
    ['0.0.0.0/0', ['http://192.168.0.1/'], ['http://[fd00::1]/', 'http://localhost/']],
    ['::1', ['http://[::1]:3000/', 'http://[0:0:0:0:0:0:0:1]/'], ['http://[::2]/', 'http://127.0.0.1/']],
    ['[::1]:3000', ['http://[::1]:3000/'], ['http://[::1]:3001/']],
    ['fd00::/8', ['http://[fd12::1]/'], ['http://[fc00::1]/']],
  ];
  test.each(rows)('%s', (entry, open, shut) => {
    expect(open.map((url) => judged(url, [entry]))).toEqual(open.map(() => 'may be called'));
    expect(shut.map((url) => judged(url, [entry]))).not.toContain('may be called');
  });

  test.each(['', '*', 'a b', 'http://a.example', '10.0.0.0/33', '::/129', '1.2.3.4:0', '1.2.3.4:99999', '[::1', '[a]', 'a/8', '10.0.0.0/'])(
    '%j is refused at start',
    (entry) => expect(() => guardedHttp({ allowedAddresses: [entry] })).toThrow(Problem),
  );
});
