import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { projectOf, reply } from '../world.ts';
import { type Running, scratch, start } from './process.ts';
import { newId, visit } from './stand.ts';

const place = scratch();
afterAll(() => place.remove());
const file = (name: string, content: unknown): string => {
  const path = join(place.folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const count = {
  name: 'Count',
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  effects: [{ type: 'call_tool' as const, tool: 'count' }, reply('{{vars.n}}')],
};
const hang = {
  name: 'Hang',
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  effects: [{ type: 'call_tool' as const, tool: 'hang' }, reply('never mind')],
};
const project = projectOf([count, hang], {
  limits: { scriptMilliseconds: 3_000 },
  tools: [
    { type: 'script', name: 'count', code: 'vars.n = (vars.n ?? 0) + 1; return vars.n' },
    { type: 'script', name: 'hang', code: 'for (;;) {}' },
  ],
});
const shop = file('project.json', project);
const settings = (name: string, more: Record<string, string> = {}) => ({
  PROMPTSIDE_PROJECT: shop,
  PROMPTSIDE_DATABASE: join(place.folder, `${name}.sqlite`),
  ...more,
});

/** A visitor who sends commands one after another and sends each again until it is acknowledged, whatever happens to the server. */
async function sender(addressNow: () => string, commands: number): Promise<{ token: string; acknowledged: string[] }> {
  let token: string | undefined;
  const acknowledged: string[] = [];
  let guest: Awaited<ReturnType<typeof visit>> | undefined;
  while (acknowledged.length < commands) {
    const id = newId();
    for (;;) {
      try {
        guest ??= await visit(addressNow(), token ? { token } : {});
        token = guest.welcome.token;
        const answer = await guest.socket.timeout(1_000).emitWithAck('command', { id, command: 'Count', parameters: {} });
        if (!answer.ok) throw new Error(answer.problem.code);
        acknowledged.push(id);
        break;
      } catch {
        guest?.leave();
        guest = undefined;
        await new Promise((again) => setTimeout(again, 20));
      }
    }
  }
  guest?.leave();
  return { token: token ?? '', acknowledged };
}

describe('the process', () => {
  test(
    'G-01 and G-02 (short form) killed at random moments under load: what was acknowledged is there, once, and was answered once',
    async () => {
      const rounds = Number(process.env.KILL_ROUNDS ?? 6);
      let server: Running = await start(settings('kill'));
      const senders = Array.from({ length: 4 }, () => sender(() => server.address, rounds * 15));
      for (let round = 0; round < rounds; round += 1) {
        await new Promise((later) => setTimeout(later, 100 + Math.random() * 250));
        server.process.kill('SIGKILL');
        await server.ended;
        server = await start(settings('kill'));
      }
      const sent = await Promise.all(senders);
      for (const { token, acknowledged } of sent) {
        const guest = await visit(server.address, { token });
        // One visitor, one conversation: the counter says how many turns ran, so nothing ran twice and nothing was lost.
        const texts = await guest.heard(Math.min(acknowledged.length, 200));
        expect(texts).toEqual(texts.map((_, index) => String(index + 1)));
        expect(guest.events.map(({ n }) => n)).toEqual(guest.events.map((_, index) => index + 1));
        guest.leave();
      }
      server.process.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
      const database = new DatabaseSync(join(place.folder, 'kill.sqlite'), { readOnly: true });
      const { ok } = database.prepare('select integrity_check as ok from pragma_integrity_check').get() as { ok: string };
      const ids = (
        database.prepare("select json_extract(body, '$.input.id') as id from events where body like '%input_received%'").all() as { id: string }[]
      ).map(({ id }) => id);
      database.close();
      expect(ok).toBe('ok');
      expect(new Set(ids).size).toBe(ids.length);
      expect(sent.flatMap(({ acknowledged }) => acknowledged).filter((id) => !ids.includes(id))).toEqual([]);
    },
    60_000 + 10_000 * Number(process.env.KILL_ROUNDS ?? 6),
  );

  test('G-10 SIGTERM with a hung script: exit code 0 in time, the turn goes on at the next start', async () => {
    const server = await start(settings('term', { PROMPTSIDE_DRAIN_MILLISECONDS: '800' }));
    const guest = await visit(server.address);
    const closing = new Promise<number>((resolve) => guest.socket.once('closing', resolve));
    expect(await guest.press('Hang')).toMatchObject({ ok: true });
    expect(await guest.press('Count')).toMatchObject({ ok: true });
    const from = Date.now();
    server.process.kill('SIGTERM');
    expect(await closing).toBeGreaterThan(0);
    const { code, output } = await server.ended;
    expect([code, output]).toEqual([0, output]);
    expect(Date.now() - from).toBeLessThan(10_500);
    const again = await start(settings('term', { PROMPTSIDE_LOG: 'info' }));
    const back = await visit(again.address, { token: guest.welcome.token });
    await back.heard(2);
    expect(await back.heard(2)).toEqual(['never mind', '1']);
    again.process.kill('SIGTERM');
    expect((await again.ended).code).toBe(0);
  }, 60_000);

  test('SIGTERM without work ends at once with code 0', async () => {
    const server = await start(settings('idle'));
    server.process.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});

describe('bad input at the start: one coded sentence, exit code 1', () => {
  const broken = (environment: Record<string, string>) =>
    start({ ...settings('broken'), ...environment }).then(
      () => ({ code: 0, output: 'it started' }),
      (ended: { code: number; output: string }) => ended,
    );

  test('a project that is not JSON', async () => {
    expect(await broken({ PROMPTSIDE_PROJECT: file('broken.json', '{ "name": ') })).toMatchObject({
      code: 1,
      output: expect.stringContaining('project.not_json'),
    });
  });
  test('a project that does not parse lists everything, not the first alone', async () => {
    const { code, output } = await broken({
      PROMPTSIDE_PROJECT: file('wrong.json', {
        name: 'wrong',
        stages: [
          {
            name: 'A',
            actions: [
              {
                name: 'x',
                effects: [
                  { type: 'go_to_stage', stage: 'Nowhere' },
                  { type: 'call_tool', tool: 'none' },
                ],
              },
            ],
          },
        ],
      }),
    });
    expect(code).toBe(1);
    expect(output).toContain('project.invalid');
    expect(output).toContain('stages[0].actions[0].effects[0].stage');
    expect(output).toContain('stages[0].actions[0].effects[1].tool');
  });
  test('a script with a syntax error', async () => {
    const wrong = projectOf([], { name: 'syntax', tools: [{ type: 'script', name: 'bad', code: 'const = 1' }] });
    expect(await broken({ PROMPTSIDE_PROJECT: file('syntax.json', wrong) })).toMatchObject({
      code: 1,
      output: expect.stringContaining('tools[0].code'),
    });
  });
  test('a project file that is not there', async () => {
    expect(await broken({ PROMPTSIDE_PROJECT: join(place.folder, 'none.json') })).toMatchObject({
      code: 1,
      output: expect.stringContaining('project.unreadable'),
    });
  });
  test('a database that is none', async () => {
    expect(await broken({ PROMPTSIDE_DATABASE: file('not.sqlite', 'this is no database, it is a text of some length that says so') })).toMatchObject({
      code: 1,
      output: expect.stringContaining('store.not_a_database'),
    });
  });
  test('a setting that is no number', async () => {
    expect(await broken({ PORT: 'eighty' })).toMatchObject({ code: 1, output: expect.stringContaining('settings.invalid') });
  });
  test('a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => taken.once('listening', listening));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await broken({ PORT: String(port) })).toMatchObject({ code: 1, output: expect.stringContaining('server.port_taken') });
    taken.close();
  });
});
