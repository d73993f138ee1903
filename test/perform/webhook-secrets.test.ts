import { describe, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import { projectOf, reply } from '../world.ts';
import { call, called, echo, environment, going, server, webhook } from './webhook-world.ts';

const set = (variable: string, value: string) => ({
  type: 'modify_variables' as const,
  modifications: [{ variable, operation: 'set' as const, value }],
});

describe('P-37 and G-28 secrets', () => {
  const CANARY = 'c4n+ry/"ö & s3cret?';
  const spellings = [
    CANARY,
    encodeURIComponent(CANARY),
    JSON.stringify(CANARY).slice(1, -1),
    Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
    Buffer.from(CANARY).toString('base64url'),
    Buffer.from(CANARY).toString('hex'),
    'c4n+ry/&quot;ö &amp; s3cret?',
  ];
  const html = spellings.at(-1);
  const leaks = (w: unknown): string[] =>
    spellings.filter((it) => JSON.stringify(w).includes(it) || JSON.stringify(w).includes(JSON.stringify(it).slice(1, -1)));
  const everywhere = (url: string) =>
    webhook('hook', `${url}/{{secrets.KEY}}/x?k={{secrets.KEY}}`, {
      headers: { Authorization: 'Bearer {{secrets.KEY}}' },
      query: { q: '{{secrets.KEY}}' },
      body: { s: '{{secrets.KEY}}', deep: ['is {{secrets.KEY}}!'] },
    });

  test('reach the receiver in URL, query, headers and body, and nothing else, whatever comes back', async () => {
    const { url, asked } = await server((one, response) => {
      const all = [CANARY, ...spellings, `user:${CANARY}`, `x${CANARY}`, `xy${CANARY}`, `xyz${CANARY}z`];
      const data = { asked: one, all, coded: all.map((it) => Buffer.from(it).toString('base64')), [CANARY]: 1, html: `<i>${html}</i>` };
      response
        .writeHead(418, encodeURIComponent(CANARY), { 'x-echo': encodeURIComponent(CANARY), 'content-type': 'application/json' })
        .end(JSON.stringify(data));
    });
    const effects = [call('hook', { saveAs: 'kept' }), set('seen', '{{results.webhooks.hook}}'), reply('It said {{json results.webhooks.hook}}.')];
    const w = await going({ tools: [everywhere(url)], effects, ports: { secrets: environment({ KEY: ` ${CANARY}\n` }) } });
    const [one] = asked;
    const read = new URL(one?.url ?? '', 'http://h');
    expect(decodeURIComponent(read.pathname)).toBe(`/${CANARY}/x`);
    expect([read.searchParams.get('k'), read.searchParams.get('q')]).toEqual([CANARY, CANARY]);
    expect(Buffer.from(String(one?.headers.authorization), 'latin1').toString()).toBe(`Bearer ${CANARY}`);
    expect(JSON.parse(one?.body ?? '')).toEqual({ s: CANARY, deep: [`is ${CANARY}!`] });
    const log = await w.log();
    expect(JSON.stringify(log)).toContain('***');
    expect(leaks([log, await w.now(), await w.heard()])).toEqual([]);
    // A piece of a secret inside of base64 keeps at most the characters that it shares with its neighbours.
    expect(JSON.stringify(log)).not.toContain(Buffer.from(`user:${CANARY}`).toString('base64').slice(8, 24));
    expect((await called(w))[0]?.trace?.url).toBe(`${url}/secrets.KEY/x?k=secrets.KEY&q=secrets.KEY`);
  });

  test('stay out of what fails', async () => {
    const failing = [everywhere('http://127.0.0.1:9999'), everywhere('http://10.0.0.1'), everywhere('http://nowhere.invalid')];
    for (const tool of failing) {
      const w = await going({ tools: [tool], effects: [call('hook'), reply('{{json results}}')], ports: { secrets: environment({ KEY: CANARY }) } });
      expect((await called(w))[0]?.outcome.ok).toBe(false);
      expect(leaks([await w.log(), await w.now()])).toEqual([]);
    }
  });

  test('that are not set fail the call by name, and nothing is sent', async () => {
    const { url, asked } = await echo();
    const w = await going({ tools: [everywhere(url)], effects: [call('hook'), reply('on we go')] });
    expect((await called(w))[0]?.outcome).toMatchObject({
      ok: false,
      problem: { code: 'secret.missing', details: { name: 'KEY' } },
      value: { status: 0 },
    });
    expect(await w.heard()).toEqual(['on we go']);
    expect(asked).toEqual([]);
  });

  test.each([
    '{{json secrets}}',
    '{{#each secrets}}{{this}}{{/each}}',
    '{{get secrets "KEY"}}',
    '{{secrets.KEY.length}}',
    '{{secrets.key}}',
    '{{secrets.PROMPTSIDE_WEBHOOK_SECRET}}',
  ])('cannot be read as %s', async (template) => {
    const { url, asked } = await echo();
    const tools = [webhook('hook', url, { body: { a: template, b: '{{secrets.KEY}}' } })];
    const w = await going({
      tools,
      effects: [call('hook')],
      ports: { secrets: environment({ KEY: CANARY, key: CANARY, PROMPTSIDE_WEBHOOK_SECRET: CANARY }) },
    });
    expect((await called(w))[0]?.outcome).toMatchObject({ ok: false, problem: { code: 'effect.failed' } });
    expect(asked).toEqual([]);
    expect(leaks(await w.log())).toEqual([]);
  });

  test('are unknown to expressions and to any other template', async () => {
    const { url, asked } = await echo();
    const tools = [webhook('hook', url, { body: { a: '=typeof secrets', b: '{{secrets.KEY}}' } })];
    const ports = { secrets: environment({ KEY: CANARY }) };
    await going({ tools, effects: [call('hook')], ports });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ a: 'undefined', b: CANARY });
    expect(parseProject(projectOf([{ name: 'Go', effects: [reply('{{secrets.KEY}}')] }])).project).toBeNull();
  });
});
