import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolFromCurl } from '../../../admin/document/curl/curl-tool.ts';
import { openVault } from '../../../admin/document/curl/secret-vault.ts';
import { shellWords } from '../../../admin/document/curl/shell-words.ts';
import { parseProject } from '../../../shared/parse.ts';
import type { Values } from '../../../shared/value.ts';

const made = (command: string) => {
  const result = toolFromCurl(command);
  if (!result.ok) throw new Error(result.reason);
  return result;
};
const tool = (command: string): Values => made(command).tool;
const refusal = (command: string): string => {
  const result = toolFromCurl(command);
  return result.ok ? 'it was taken' : result.reason;
};

describe('the words of a command', () => {
  test.each([
    [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
    [`a"b"'c'd`, ['abcd']],
    ['a \\\n  b', ['a', 'b']],
    ['a ^\r\n  b', ['a', 'b']],
    [`"\\"x\\" \\\\ \\n"`, ['"x" \\ \\n']],
    [`$'it\\'s \\u0021 \\x41\\n'`, ["it's ! A\n"]],
    [`'' ""`, ['', '']],
    ['a | jq .', ['a']],
    ['a > file', ['a']],
    ['a # remark', ['a']],
    ['a#b', ['a#b']],
  ])('%j is %j', (text, words) => {
    expect(shellWords(text)).toEqual({ ok: true, words });
  });

  test('whatever is quoted as shells quote it comes back as it was', () => {
    const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
    const word = fc.string({ unit: 'binary' }).filter((text) => !/[\uE000\uE001\u0000]/.test(text));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(shellWords(words.map(quote).join(' '))).toEqual({ ok: true, words });
      }),
      { numRuns: 500 },
    );
  });

  test('a quote that is never closed is said', () => {
    expect(refusal(`curl 'https://a.example`)).toContain('quote');
  });
});

describe('a curl command becomes a webhook', () => {
  test('with method, address, query, headers and JSON', () => {
    expect(
      tool(
        `curl -sSL -XPUT 'https://api.shop.example/v1/orders/7?expand=items&tag=a&tag=b%20c' -H 'Accept: application/json' -H "Content-Type: application/json" --data-raw '{"note":"hi","count":2,"deep":{"list":[true,null]}}'`,
      ),
    ).toEqual({
      name: 'put_orders',
      type: 'webhook',
      description: '',
      method: 'PUT',
      url: 'https://api.shop.example/v1/orders/7',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      query: { expand: 'items', tag: ['a', 'b c'] },
      body: { note: 'hi', count: 2, deep: { list: [true, null] } },
      followRedirects: 5,
    });
  });

  test.each([
    ['curl https://a.example', { method: 'GET', url: 'https://a.example' }],
    [
      '$ curl https://a.example -d a=1 -d b=2',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: { a: '1', b: '2' } },
    ],
    ['curl -G https://a.example/s -d q=x --data-urlencode "w=a b&c"', { method: 'GET', query: { q: 'x', w: 'a b&c' } }],
    [`curl https://a.example --json '{"a":1}'`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: { a: 1 } }],
    ['curl shop.example/orders', { url: 'http://shop.example/orders' }],
    ['curl --request=DELETE --url https://a.example/x', { method: 'DELETE', url: 'https://a.example/x' }],
    ['curl https://a.example -m 2.5 --retry 9', { timeoutMilliseconds: 2_500, retries: 5 }],
    [`curl https://a.example -d '[1,2]'`, { body: [1, 2], headers: { 'content-type': 'application/json' } }],
    [`curl https://a.example -H 'content-type: text/plain' -d 'plain words'`, { body: 'plain words', headers: { 'content-type': 'text/plain' } }],
  ])('%s', (command, parts) => {
    expect(tool(command)).toMatchObject(parts);
  });

  test('what a webhook would read as an expression or a template is sent as it stands', () => {
    expect(tool(`curl https://a.example -d '{"a":"=1+1","b":"{{x}}","c":{"literal":"y"},"d":"="}' -H 'content-type: application/json'`).body).toEqual(
      {
        a: { literal: '=1+1' },
        b: { literal: '{{x}}' },
        c: { literal: { literal: 'y' } },
        d: '=',
      },
    );
  });

  test('what browsers add by themselves is left out, and said', () => {
    const { tool: browser, notes } = made(`curl 'https://a.example/x' -H 'Host: a.example' -H 'sec-fetch-mode: cors' -H 'x-own: 1' --compressed`);
    expect(browser.headers).toEqual({ 'x-own': '1' });
    expect(notes.join()).toContain('host, sec-fetch-mode');
  });

  test.each([
    ['wget https://a.example', 'curl'],
    ['curl', 'no address'],
    ['curl -X TRACE https://a.example', 'TRACE'],
    ['curl -I https://a.example', 'HEAD'],
    ['curl https://a.example -d @file.json', 'file.json'],
    ['curl https://a.example -F a=@b', 'files'],
    ['curl https://a.example -H', 'no value'],
    ['curl ftp://a.example', 'scheme and host'],
    ['curl https://$HOST_NAME/x', 'scheme and host'],
    ['curl https://{{host}}/x', 'scheme and host'],
  ])('%s is refused with its reason', (command, words) => {
    expect(refusal(command)).toContain(words);
  });

  test('anything at all is taken or refused, never a fault of ours', () => {
    const piece = fc.constantFrom(
      'curl',
      '-X',
      '-H',
      '-d',
      'https://a.example/x?y',
      "'",
      '"',
      '\\',
      '$A',
      '{',
      '}',
      '=',
      '&',
      '@',
      ':',
      '-',
      '--',
      '-u',
      ' ',
      '\n',
      '__proto__=1',
      '%',
      '%zz',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((list) => `curl ${list.join(' ')}`),
          fc.array(piece).map((list) => list.join('')),
          fc.string(),
        ),
        (command) => {
          expect(() => toolFromCurl(command)).not.toThrow();
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('secrets of a command', () => {
  test.each([
    ["curl https://api.shop.example/x -H 'Authorization: Bearer abc123XYZ'", 'abc123XYZ', { authorization: 'Bearer {{secrets.SHOP_TOKEN}}' }],
    ["curl https://api.shop.example/x -H 'X-Api-Key: abc123XYZ'", 'abc123XYZ', { 'x-api-key': '{{secrets.SHOP_KEY}}' }],
    ["curl https://api.shop.example/x -b 'sid=abc123XYZ'", 'sid=abc123XYZ', { cookie: '{{secrets.SHOP_COOKIE}}' }],
    ['curl https://api.shop.example/x -u ada:abc123XYZ', btoa('ada:abc123XYZ'), { authorization: 'Basic {{secrets.SHOP_BASIC}}' }],
    ['curl https://ada:abc123XYZ@api.shop.example/x', btoa('ada:abc123XYZ'), { authorization: 'Basic {{secrets.SHOP_BASIC}}' }],
    ['curl https://api.shop.example/x --oauth2-bearer abc123XYZ', 'abc123XYZ', { authorization: 'Bearer {{secrets.SHOP_TOKEN}}' }],
    ["curl https://api.shop.example/x -H 'X-Thing: sk-abc123XYZabc'", 'sk-abc123XYZabc', { 'x-thing': '{{secrets.SHOP_KEY}}' }],
  ])('%s', (command, value, headers) => {
    const result = made(command);
    expect(result.tool.headers).toEqual(headers);
    expect(result.secrets.map((it) => it.value)).toEqual([value]);
    expect(JSON.stringify(result.tool)).not.toContain('abc123XYZ');
  });

  test('in a query and a body they go too, and one value has one name', () => {
    const result = made(`curl 'https://a.shop.example/x?api_key=one1234' -H 'x-api-key: one1234' --json '{"user":"ada","password":"two5678"}'`);
    expect(result.tool).toMatchObject({
      query: { api_key: '{{secrets.SHOP_KEY}}' },
      headers: { 'x-api-key': '{{secrets.SHOP_KEY}}' },
      body: { user: 'ada', password: '{{secrets.SHOP_PASSWORD}}' },
    });
    expect(result.secrets.toSorted((left, right) => left.name.localeCompare(right.name))).toEqual([
      { name: 'SHOP_KEY', value: 'one1234' },
      { name: 'SHOP_PASSWORD', value: 'two5678' },
    ]);
  });

  test('a variable of the shell keeps its name, and nothing has to be set anew', () => {
    const result = made('curl https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY" -H "x-team: $' + '{TEAM}"');
    expect(result.tool.headers).toEqual({ authorization: 'Bearer {{secrets.OPENAI_API_KEY}}', 'x-team': '{{secrets.TEAM}}' });
    expect(result.secrets).toEqual([]);
  });

  test('whatever stands behind Bearer never stands in the tool, and the tool is one that a project accepts', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._~+/-]{6,40}=?$/);
    const host = fc.domain();
    fc.assert(
      fc.property(secret, host, (token, domain) => {
        fc.pre(!`https://${domain}/orders authorization bearer webhook secrets`.toLowerCase().includes(token.toLowerCase()));
        const result = made(`curl -H 'Authorization: Bearer ${token}' https://${domain}/orders?page=2 -d '{"a":1}'`);
        expect(JSON.stringify(result.tool)).not.toContain(token);
        expect(result.secrets).toHaveLength(1);
        expect(result.secrets[0]?.name).toMatch(/^[A-Z][A-Z0-9_]*$/);
        const { findings } = parseProject({ name: 'test', stages: [{ name: 'start' }], tools: [result.tool] });
        expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
      }),
    );
  });

  test("are never named like the server's own", () => {
    const vault = openVault('promptside.example');
    expect(vault.keep('x', 'TOKEN')).toBe('{{secrets.WEBHOOK_TOKEN}}');
    expect(vault.keep('y', 'TOKEN')).toBe('{{secrets.WEBHOOK_TOKEN_2}}');
    expect(openVault('127.0.0.1:80').keep('x', 'KEY')).toBe('{{secrets.WEBHOOK_KEY}}');
  });
});
