import { describe, expect, test } from 'vitest';
import type { Ports } from '../../runtime/ports.ts';
import type { Value } from '../../shared/value.ts';
import type { Asked } from '../adapters/http/loopback.ts';
import { call, called, echo, environment, going, webhook } from './webhook-world.ts';

describe('P-18 each place has its own escaping', () => {
  const nasty = 'a b/../c?d=1&e=2#f"\\\n<é🙂>%2F';
  const asked = async (tool: object, vars: Record<string, Value> = { nasty }, ports: Partial<Ports> = {}): Promise<Asked> => {
    const { url, asked: all } = await echo();
    // The URL of the tool begins with the server's own.
    const whole = webhook(
      'hook',
      `${url}${'path' in tool ? tool.path : ''}`,
      Object.fromEntries(Object.entries(tool).filter(([key]) => key !== 'path')),
    );
    const w = await going({ tools: [whole], effects: [call('hook', { parameters: vars })], ports });
    const [done] = await called(w);
    if (!all[0]) throw new Error(JSON.stringify(done?.outcome));
    return all[0];
  };

  test('a value in the path, the query or the fragment of a URL stays where it is', async () => {
    const { url } = await asked({ method: 'GET', path: '/x/{{params.nasty}}/y?q={{params.nasty}}&r=1#{{params.nasty}}' });
    const read = new URL(url, 'http://h');
    expect(read.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'x', nasty, 'y']);
    expect([...read.searchParams]).toEqual([
      ['q', nasty],
      ['r', '1'],
    ]);
  });

  test('query values are added, typed, as expressions and as lists; what is missing is left out', async () => {
    const query = {
      text: '{{params.nasty}}',
      list: '{{params.list}}',
      sum: '=1 + params.list.length',
      none: '{{params.none}}',
      raw: { literal: '{{x}}' },
      'a&b': 'c',
      object: { a: 1 },
    };
    const { url } = await asked({ method: 'GET', path: '/?first=1', query }, { nasty, list: ['a', 2] });
    expect([...new URL(url, 'http://h').searchParams]).toEqual([
      ['first', '1'],
      ['text', nasty],
      ['list', 'a'],
      ['list', '2'],
      ['sum', '3'],
      ['raw', '{{x}}'],
      ['a&b', 'c'],
      ['object', '{"a":1}'],
    ]);
  });

  test('a JSON body keeps types, and text in it is always JSON', async () => {
    const body = {
      text: 'Hi {{params.nasty}}',
      value: '{{params.list}}',
      sum: '=params.list[1] + 1',
      fixed: true,
      literal: { literal: '=1' },
      deep: [{ a: '{{params.nasty}}' }],
    };
    const { body: sent, headers } = await asked({ body }, { nasty, list: ['a', 2] });
    expect(JSON.parse(sent)).toEqual({ text: `Hi ${nasty}`, value: ['a', 2], sum: 3, fixed: true, literal: '=1', deep: [{ a: nasty }] });
    expect(headers['content-type']).toBe('application/json');
  });

  test('a body given as text is JSON with values in their places', async () => {
    const { body } = await asked({ body: '{"note": "for {{params.nasty}}", "list": {{params.list}} }' }, { nasty, list: ['a', 2] });
    expect(JSON.parse(body)).toEqual({ note: `for ${nasty}`, list: ['a', 2] });
  });

  test('a whole body can be one expression', async () => {
    expect(JSON.parse((await asked({ body: '=({ all: params, two: 1 + 1 })' }, { nasty })).body)).toEqual({ all: { nasty }, two: 2 });
  });

  test('what an expression answers is never read as a template', async () => {
    const { body } = await asked({ body: { a: '="{" + "{secrets.KEY}" + "}"' } }, {}, { secrets: environment({ KEY: 'CANARY' }) });
    expect(JSON.parse(body)).toEqual({ a: '{{secrets.KEY}}' });
  });

  test('a form is percent-encoded, from an object and from text', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const object = await asked({ headers, body: { note: '{{params.nasty}}', list: ['a', 'b'] } });
    expect([...new URLSearchParams(object.body)]).toEqual([
      ['note', nasty],
      ['list', 'a'],
      ['list', 'b'],
    ]);
    const text = await asked({ headers, body: 'note={{params.nasty}}&x=1' });
    expect([...new URLSearchParams(text.body)]).toEqual([
      ['note', nasty],
      ['x', '1'],
    ]);
  });

  test('plain text is sent as it is', async () => {
    expect((await asked({ headers: { 'content-type': 'text/plain' }, body: 'Hi {{params.nasty}}' })).body).toBe(`Hi ${nasty}`);
  });

  test('a value in a header begins no new header', async () => {
    const { headers } = await asked(
      { headers: { 'X-Name': 'n {{params.nasty}}', 'X-Two': '{{params.two}}' } },
      { nasty: 'é\r\nx-evil: 1\n\0', two: 'a\tb' },
    );
    expect(Buffer.from(String(headers['x-name']), 'latin1').toString()).toBe('n é x-evil: 1');
    expect(headers['x-two']).toBe('a b');
    expect(headers['x-evil']).toBeUndefined();
  });

  test('a webhook sees its own parameters, and everything that templates see', async () => {
    const { url, asked } = await echo();
    const tool = webhook('hook', url, {
      parameters: [{ name: 'count', type: 'number' }],
      body: { count: '{{params.count}}', said: '{{userInput}}', stage: '{{stage}}', sum: '=params.count + 1' },
    });
    await going({ tools: [tool], effects: [call('hook', { parameters: { count: '4' } })] });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      count: 4,
      said: 'go',
      stage: 'Main',
      sum: 5,
    });
  });
});
