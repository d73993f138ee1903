import { describe, expect, test } from 'vitest';
import { guardedHttp } from '../../../runtime/adapters/http/guarded-http.ts';
import { Problem } from '../../../shared/problem.ts';
import { judged } from './judged.ts';

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
