import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import type { InboxPage } from '../../shared/inbox.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { protocolVersion } from '../../shared/protocol.ts';
import { projectOf, reply } from '../world.ts';
import { firstOwner } from './people.ts';
import { visitAndLeave } from './raw.ts';
import { type Guest, newId, root, type Stand, serve, until, visit } from './stand.ts';

const secret = 'a secret of this shop that is long enough';
const upload = { types: ['image/*', 'text/plain'], maximumBytes: 50_000 };
const echo = { name: 'Echo', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [reply('here')] };
const shop = (widget: AuthoredProject['widget'] = {}) => projectOf([echo], { widget });

const stands: Stand[] = [];
const stand = async (project = shop(), environment: Record<string, string> = {}): Promise<Stand> => {
  const made = await serve(project, { SHOP_SECRET: secret, ...environment });
  stands.push(made);
  return made;
};
afterEach(async () => {
  for (const each of stands.splice(0)) await each.remove();
});

const refused = (address: string, hello: Parameters<typeof visit>[1], headers?: Record<string, string>): Promise<string> =>
  knock(address, hello, headers).then(
    () => 'let in',
    (error: { code?: string }) => error.code ?? String(error),
  );
/** A visit that ends as soon as it was let in, with headers of one's own. */
function knock(address: string, hello: Parameters<typeof visit>[1] = {}, headers: Record<string, string> = {}): Promise<void> {
  const socket = io(address, {
    path: '/promptside/socket',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { version: protocolVersion, project: 'test', ...hello },
    extraHeaders: headers,
  });
  return new Promise((resolve, reject) => {
    const end = (then: () => void) => {
      socket.close();
      then();
    };
    socket.on('connect_error', (error) => end(() => reject(Object.assign(error, { code: (error as { data?: { code?: string } }).data?.code })))); // Socket.IO hands the server's data on under this name
    socket.once('welcome', () => end(resolve));
  });
}
const personal = (sub: string): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setSubject(sub)
    .setAudience('test')
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
const ask = (guest: Guest, name: string, packet: unknown) => guest.socket.timeout(10_000).emitWithAck(name as 'message', packet as never); // attackers send what the types forbid
const online = async (owner: { json<T>(path: string): Promise<T> }) =>
  (await owner.json<InboxPage>('/projects/test/inbox')).rows.filter((row) => row.online).length;

describe('a visitor’s token', () => {
  test('G-21 is of one project, one visitor and one spelling', async () => {
    const { address } = await stand();
    const victim = await visit(address);
    const [version, visitor, signature = ''] = victim.welcome.token.split('.');
    const other = await visit(address);
    const [, otherVisitor] = other.welcome.token.split('.');
    for (const token of [
      `${version}.${otherVisitor}.${signature}`,
      `${version}.${visitor}.${signature.slice(0, -1)}`,
      `${version}.${visitor}.`,
      `v2.${visitor}.${signature}`,
      `${version}.${visitor}.${signature}.more`,
      `${version}.${visitor}\n.${signature}`,
      '..',
      'v1',
    ])
      expect([token, await refused(address, { token })]).toEqual([token, 'visitor.token_invalid']);
    victim.leave();
    other.leave();
  });

  test('G-21 that was stolen hears nothing more from the moment its visitor becomes a person', async () => {
    const { address } = await stand(shop({ identity: { secret: 'SHOP_SECRET' } }));
    const victim = await visit(address);
    const { token, conversation } = victim.welcome;
    const thief = await visit(address, { token });
    expect(thief.welcome.conversation).toBe(conversation);
    const bystander = await visit(address);
    const known = await visit(address, { token, identity: await personal('victim') });
    await until(() => !thief.socket.connected, 'the thief to be let go');
    expect([known.welcome.conversation, bystander.socket.connected]).toEqual([conversation, true]);
    expect(await refused(address, { token })).toBe('visitor.token_invalid');
    const tab = await visit(address, { token, identity: await personal('victim') });
    expect([known.socket.connected, tab.welcome.conversation]).toEqual([true, conversation]);
    for (const guest of [victim, thief, bystander, known, tab]) guest.leave();
  });

  test('G-22 opens no conversation and sends no file of anybody else', async () => {
    const { address } = await stand(shop({ upload }));
    const victim = await visit(address);
    await victim.say('my secret');
    const headers = { authorization: `Bearer ${victim.welcome.token}`, 'content-type': 'text/plain' };
    const sent = await fetch(`${address}/promptside/files?project=test&name=a.txt`, { method: 'POST', body: 'my file', headers });
    const { file } = (await sent.json()) as { file: { id: string } }; // the server's own answer
    const thief = await visit(address, { conversation: victim.welcome.conversation, cursor: 0 });
    expect(thief.welcome.conversation).not.toBe(victim.welcome.conversation);
    expect(await ask(thief, 'message', { id: newId(), text: 'x', files: [file.id] })).toMatchObject({ ok: false, problem: { code: 'file.unknown' } });
    for (const id of ['../../promptside.sqlite', `${file.id}/..`, `${file.id}\0`, '__proto__'])
      expect(await ask(thief, 'message', { id: newId(), text: 'x', files: [id] })).toMatchObject({ ok: false, problem: { code: 'file.unknown' } });
    expect(JSON.stringify([thief.welcome, thief.raw])).not.toContain('my secret');
    victim.leave();
    thief.leave();
  });
});

describe('a file', () => {
  test('G-30 neither its name nor what it claims to be reaches a browser as anything but a download', async () => {
    const { address } = await stand(shop({ upload: { types: ['image/*', 'text/*', 'application/*'], maximumBytes: 50_000 } }));
    const guest = await visit(address);
    const page = '<html><script>parent.postMessage(document.cookie)</script></html>';
    const bodies = [page, `GIF89a/*${page}`, `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, `%PDF-1.4 ${page}`];
    for (const [at, body] of bodies.entries())
      for (const type of ['text/html', 'image/svg+xml', 'image/png', 'application/xhtml+xml', 'text/javascript']) {
        const name = encodeURIComponent('a"; filename=x.html\r\nset-cookie: stolen=1\r\n\r\n<b>\u2028\u202Egpj.exe');
        const headers = { authorization: `Bearer ${guest.welcome.token}`, 'content-type': type };
        const sent = await fetch(`${address}/promptside/files?project=test&name=${name}`, { method: 'POST', body, headers });
        if (sent.status === 415 || sent.status === 429) continue;
        const { file } = (await sent.json()) as { file: { id: string } }; // the server's own answer
        const got = await fetch(`${address}/promptside/files/${file.id}`);
        const given = got.headers.get('content-type');
        expect([at, type, given]).toEqual([at, type, at === 1 ? 'image/gif' : 'application/octet-stream']);
        expect(got.headers.get('content-disposition')).toMatch(/^(inline|attachment); filename\*=UTF-8''[\w.%!~-]+$/);
        expect([got.headers.get('set-cookie'), got.headers.get('x-content-type-options')]).toEqual([null, 'nosniff']);
        expect(got.headers.get('content-security-policy')).toContain('sandbox');
      }
    guest.leave();
  });
});

describe('limits', () => {
  test('G-24 one household’s IPv6 network is one address, and a forged one is none', async () => {
    const { address } = await stand(shop(), { PROMPTSIDE_TRUSTED_PROXIES: '1', PROMPTSIDE_HANDSHAKES_PER_MINUTE: '3' });
    const from = (ip: string) => refused(address, {}, { 'x-forwarded-for': ip });
    for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::3']) expect(await from(ip)).toBe('let in');
    expect(await from('2001:db8:1:2::4')).toBe('limit.rate');
    expect(await from('2001:db8:9:9::9, 2001:0db8:0001:0002::5')).toBe('limit.rate');
    expect(await from('2001:db8:1:3::1')).toBe('let in');
    for (const port of [1, 2, 3]) expect(await from(`203.0.113.7:${port}`)).toBe('let in');
    expect(await from('203.0.113.7')).toBe('limit.rate');
    expect(await from('[2001:db8:1:2::1]:443')).toBe('limit.rate');
  });

  test('G-24 starting anew is as limited as speaking', async () => {
    const { address } = await stand(shop(), { PROMPTSIDE_MESSAGES_PER_SECOND: '1', PROMPTSIDE_MESSAGE_BURST: '3' });
    const guest = await visit(address);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(guest, 'restart', {})));
    expect(answers.filter((one) => one.ok).length).toBeLessThanOrEqual(4);
    expect(answers.find((one) => !one.ok)).toMatchObject({ problem: { code: 'limit.rate' } });
    guest.leave();
  });

  test('G-24 who leaves while being let in takes no place away from anybody', async () => {
    const { address } = await stand(shop({ identity: { secret: 'SHOP_SECRET' } }), { PROMPTSIDE_SOCKETS_PER_ADDRESS: '3' });
    const identity = await personal('hasty');
    await Promise.all(Array.from({ length: 20 }, (_, at) => hasty(address, identity, at)));
    await until(async () => (await refused(address, {})) === 'let in', 'a place', 5_000);
    const three = await Promise.all([visit(address), visit(address), visit(address)]);
    expect(await refused(address, {})).toBe('limit.sockets');
    for (const guest of three) guest.leave();
  });

  test('G-19 who starts anew many times at once, or is gone before the welcome, is not counted as here', async () => {
    const server = await stand();
    const owner = await firstOwner(server);
    const guest = await visit(server.address);
    await Promise.all(Array.from({ length: 5 }, () => ask(guest, 'restart', {})));
    expect(await online(owner)).toBe(1);
    await Promise.all(Array.from({ length: 20 }, (_, at) => hasty(server.address, undefined, at)));
    guest.leave();
    await until(async () => (await online(owner)) === 0, 'everybody to be gone', 5_000);
  });
});

describe('what goes wrong inside', () => {
  test('P-33 G-28 is told to a visitor without paths and names of the house', async () => {
    const server = await stand(shop({ upload }));
    const guest = await visit(server.address);
    const folder = `${server.database}-files`;
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(folder, 'a file where a folder should be');
    const headers = { authorization: `Bearer ${guest.welcome.token}`, 'content-type': 'text/plain' };
    const answer = await fetch(`${server.address}/promptside/files?project=test&name=a.txt`, { method: 'POST', body: 'x', headers });
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).problem.code]).toEqual([503, 'store.unavailable']);
    for (const inside of [server.folder, root, 'ENOTDIR', join('promptside.sqlite-files')]) expect(text).not.toContain(inside);
    guest.leave();
  });

  test('G-25 a value that is nested thousands of times is not understood, and the conversation goes on', async () => {
    const { address } = await stand();
    const guest = await visit(address);
    for (const depth of [500, 2_000, 3_500, 5_000, 8_000]) {
      const body = `{"id":"deep-deep-${depth}","command":"Echo","parameters":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
      const answer = await acknowledged(guest, `["command",${body}]`);
      expect([depth, answer.includes('stack')]).toEqual([depth, false]);
      if (depth >= 5_000) expect(JSON.parse(answer)[0]).toMatchObject({ ok: false, problem: { code: 'message.invalid' } });
    }
    expect(await guest.press('Echo')).toMatchObject({ ok: true });
    guest.leave();
  });
});

/** Comes, and leaves at a moment of its own before it is welcome. */
const hasty = (address: string, identity: string | undefined, at: number): Promise<void> =>
  visitAndLeave(address, `40${JSON.stringify({ version: protocolVersion, project: 'test', ...(identity ? { identity } : {}) })}`, at % 4);

/** Sends a packet as text, for values that the client's own library would break on, and gives the text of the acknowledgement. */
function acknowledged(guest: Guest, packet: string): Promise<string> {
  const { engine } = guest.socket.io;
  return new Promise((resolve) => {
    const listen = (data: unknown): void => {
      const [, answer] = /^3777(.*)$/s.exec(String(data)) ?? [];
      if (answer === undefined) return;
      engine.off('data', listen);
      resolve(answer);
    };
    engine.on('data', listen);
    engine.write(`2777${packet}`);
  });
}
