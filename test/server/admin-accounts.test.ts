import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminAudit, AdminDraft, AdminSession, AdminSessions, InvitationMade } from '../../shared/admin.ts';
import { roles } from '../../shared/roles.ts';
import { projectOf, reply } from '../world.ts';
import { type Caller, callerOf, codeOf, firstOwner, guestOwner, invited, password, personOf } from './people.ts';
import { generous, root, type Stand, serve } from './stand.ts';

const project = projectOf([{ name: 'Hello', triggerOnClientCommand: true, effects: [reply('Hi!')] }]);
let stand: Stand;
let owner: Caller;
beforeAll(async () => {
  stand = await serve(project);
  owner = await firstOwner(stand);
});
afterAll(() => stand.remove());

const signIn = (caller: Caller, login: string, secret = password) => caller.call('/session', { method: 'POST', body: { login, password: secret } });
const audits = async (caller: Caller, query = '') => (await caller.json<AdminAudit>(`/audit${query}`)).rows;

describe('accounts', () => {
  test('P-38 the first account is made by whoever has the first link, once', async () => {
    expect(await owner.json<AdminSession>('/session')).toEqual({ id: expect.any(String), name: 'Ann', role: 'owner', login: 'ann', isByLink: false });
    const again = { name: 'Eve', login: 'eve', password };
    expect(await codeOf(await owner.call('/account', { method: 'POST', body: again }))).toEqual([409, 'account.exists']);
  });

  test('G-26 the link opens on the machine of the server alone, unless the settings say otherwise, and is not used up by whoever tries', async () => {
    const behind = await serve(project, { PROMPTSIDE_TRUSTED_PROXIES: '1' });
    const token = await behind.link();
    const openFrom = (address: string, where: string) =>
      fetch(`${where}/admin/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: where, 'x-forwarded-for': address },
        body: JSON.stringify({ token }),
      });
    expect(await codeOf(await openFrom('203.0.113.9', behind.address))).toEqual([403, 'admin.link_local']);
    expect((await openFrom('127.0.0.1', behind.address)).status).toBe(200);
    await behind.remove();
    const open = await serve(project, { PROMPTSIDE_TRUSTED_PROXIES: '1', PROMPTSIDE_LINK_FROM: 'anywhere' });
    const other = await open.link();
    const answer = await fetch(`${open.address}/admin/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: open.address, 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify({ token: other }),
    });
    expect(answer.status).toBe(200);
    await open.remove();
  });

  test('a password has ten characters at least and is not the login; a login has no spaces', async () => {
    const other = await serve(project);
    const guest = await guestOwner(other);
    const make = (some: object) => guest.call('/account', { method: 'POST', body: { name: 'Ann', login: 'ann@shop.example', password, ...some } });
    for (const weak of ['nine char', 'ANN@shop.example', 'x'.repeat(201)])
      expect(await codeOf(await make({ password: weak })), weak).toEqual([400, 'account.weak_password']);
    for (const wrong of [{ login: 'a b' }, { login: 'a' }, { name: ' ' }, { role: 'owner' }])
      expect(await codeOf(await make(wrong)), JSON.stringify(wrong)).toEqual([400, 'admin.invalid']);
    expect((await make({ login: ' Ann@Shop.Example ' })).status).toBe(200);
    expect((await signIn(callerOf(other.address), 'ANN@shop.example')).status).toBe(200);
    await other.remove();
  });

  test('G-26 an unknown login and a wrong password get the same answer', async () => {
    const said = [
      await signIn(callerOf(stand.address), 'ann', 'not her password'),
      await signIn(callerOf(stand.address), 'nobody', 'not her password'),
    ];
    expect(said.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null]);
    const bodies = await Promise.all(said.map(async (one) => [one.status, await one.text()]));
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]?.[0]).toBe(401);
  });

  test('G-26 signing in begins a new session and ends the one before; the file has neither secrets nor passwords', async () => {
    const caller = callerOf(stand.address);
    await signIn(caller, 'ann');
    const before = caller.cookie;
    await signIn(caller, 'ann');
    expect(caller.cookie).not.toBe(before);
    expect(await codeOf(await callerOf(stand.address, before).call('/session'))).toEqual([401, 'admin.signed_out']);
    const file = readFileSync(stand.database, 'latin1') + readFileSync(`${stand.database}-wal`, 'latin1');
    for (const secret of [password, before.split('=')[1] ?? '', caller.cookie.split('=')[1] ?? '']) expect(file.includes(secret)).toBe(false);
    expect(file).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  test('G-26 where people come by https the cookie is one that only https can set', async () => {
    const other = await serve(project, { PROMPTSIDE_PUBLIC_ADDRESS: 'https://chat.shop.example' });
    const body = JSON.stringify({ token: await other.link() });
    const headers = { origin: other.address, 'content-type': 'application/json' };
    const response = await fetch(`${other.address}/admin/api/session`, { method: 'POST', headers, body });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-promptside_session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Strict$/,
    );
    await other.remove();
  });

  test('one’s own sessions are listed, one of them ends, and nobody ends those of others', async () => {
    const bob = await invited(stand, owner, { name: 'bob', role: 'viewer' });
    const second = callerOf(stand.address);
    await signIn(second, 'bob');
    const { sessions } = await bob.json<AdminSessions>('/sessions');
    expect(sessions.map(({ isThis }) => isThis).toSorted()).toEqual([false, true]);
    const theOther = sessions.find(({ isThis }) => !isThis)?.id;
    expect((await owner.call(`/sessions/${theOther}`, { method: 'DELETE' })).status).toBe(404);
    expect((await bob.call(`/sessions/${theOther}`, { method: 'DELETE' })).status).toBe(204);
    expect((await second.call('/session')).status).toBe(401);
    expect((await bob.call('/session')).status).toBe(200);
  });

  test('G-26 a new password asks for the old one, keeps this browser in and nobody else', async () => {
    const dora = await invited(stand, owner, { name: 'dora', role: 'editor' });
    const second = callerOf(stand.address);
    await signIn(second, 'dora');
    const change = (body: object) => dora.call('/account/password', { method: 'PUT', body });
    expect(await codeOf(await change({ password: 'another one entirely' }))).toEqual([403, 'account.wrong_password']);
    expect(await codeOf(await change({ current: 'wrong', password: 'another one entirely' }))).toEqual([403, 'account.wrong_password']);
    expect(await codeOf(await change({ current: password, password: 'dora' }))).toEqual([400, 'account.weak_password']);
    expect((await change({ current: password, password: 'another one entirely' })).status).toBe(200);
    expect([(await dora.call('/session')).status, (await second.call('/session')).status]).toEqual([200, 401]);
    expect([(await signIn(second, 'dora')).status, (await signIn(second, 'dora', 'another one entirely')).status]).toEqual([401, 200]);
  });

  test('G-27 a new role and a removal end the sessions of that person at once; the last owner stays', async () => {
    const carl = await invited(stand, owner, { name: 'carl', role: 'owner' });
    const [ann, him] = [await personOf(owner, 'ann'), await personOf(owner, 'carl')];
    expect((await owner.call(`/people/${him?.id}`, { method: 'PUT', body: { role: 'operator' } })).status).toBe(204);
    expect((await carl.call('/session')).status).toBe(401);
    await signIn(carl, 'carl');
    expect(await carl.json<AdminSession>('/session')).toMatchObject({ role: 'operator' });
    expect((await owner.call(`/people/${him?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect([(await carl.call('/session')).status, (await signIn(carl, 'carl')).status]).toEqual([401, 401]);
    expect(await codeOf(await owner.call(`/people/${ann?.id}`, { method: 'DELETE' }))).toEqual([409, 'account.last_owner']);
    expect(await codeOf(await owner.call(`/people/${ann?.id}`, { method: 'PUT', body: { role: 'editor' } }))).toEqual([409, 'account.last_owner']);
    expect(await codeOf(await owner.call('/people/nobody', { method: 'DELETE' }))).toEqual([404, 'account.unknown']);
  });

  test('G-26 a stream ends with the session that it was opened in, and others go on', async () => {
    const hal = await invited(stand, owner, { name: 'hal', role: 'viewer' });
    const streams = await Promise.all([hal, owner].map((caller) => caller.call('/projects/test/inbox/stream')));
    const [his, hers] = streams.map(({ body }) => body?.getReader());
    const { sessions } = await hal.json<AdminSessions>('/sessions');
    const drained = async (): Promise<string> => {
      for (;;) {
        const piece = await his?.read().catch(() => ({ done: true }));
        if (!piece || piece.done) return 'ended';
      }
    };
    expect((await hal.call(`/sessions/${sessions[0]?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await drained()).toBe('ended');
    const first = await hers?.read();
    expect(first?.done).toBe(false);
    await hers?.cancel();
  });

  test('G-26 an invitation is looked at, works once, and not any more once it is withdrawn', async () => {
    const invite = async () => (await (await owner.call('/invitations', { method: 'POST', body: { role: 'operator' } })).json()) as InvitationMade;
    const { token } = await invite();
    const guest = callerOf(stand.address);
    expect(await (await guest.call('/invitation', { method: 'POST', body: { token } })).json()).toEqual({ role: 'operator', by: 'Ann' });
    const join = (login: string, by = token) => guest.call('/invitation', { method: 'PUT', body: { token: by, name: 'Fay', login, password } });
    expect(await codeOf(await join('ann'))).toEqual([409, 'account.login_taken']);
    expect(await (await join('fay')).json()).toMatchObject({ name: 'Fay', role: 'operator', login: 'fay' });
    expect(await codeOf(await join('fay2'))).toEqual([410, 'account.invitation']);
    const second = await invite();
    expect((await owner.call(`/invitations/${second.invitation.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await codeOf(await join('gus', second.token))).toEqual([410, 'account.invitation']);
    expect(await codeOf(await guest.call('/invitation', { method: 'POST', body: { token: second.token } }))).toEqual([410, 'account.invitation']);
  });

  test('P-38 a link is printed at start until an owner has an account', async () => {
    const other = await serve(project);
    const guest = await guestOwner(other);
    expect(await other.needsLink()).toBe(true);
    await guest.call('/account', { method: 'POST', body: { name: 'Ann', login: 'ann', password } });
    expect(await other.needsLink()).toBe(false);
    await other.remove();
  });

  test('P-38 a link that the command prints signs in the first owner, who may then set a password without the old one', async () => {
    const other = await serve(project);
    await firstOwner(other);
    const env = { PATH: process.env.PATH, ...generous, PORT: '3456', PROMPTSIDE_DATABASE: other.database };
    const { stdout } = spawnSync(process.execPath, [join(root, 'promptside.js'), 'link'], { env, encoding: 'utf8' });
    expect(stdout).toMatch(/^Opens once, within a day: http:\/\/localhost:3456\/admin\/#token=[\w-]{43}\n$/);
    const back = callerOf(other.address);
    const session = await (await back.call('/session', { method: 'POST', body: { token: stdout.trim().split('token=')[1] } })).json();
    expect(session).toMatchObject({ login: 'ann', role: 'owner', isByLink: true });
    expect((await back.call('/account/password', { method: 'PUT', body: { password: 'remembered better' } })).status).toBe(200);
    expect((await signIn(callerOf(other.address), 'ann', 'remembered better')).status).toBe(200);
    await other.remove();
  });
});

describe('limits', () => {
  const proxied = { PROMPTSIDE_TRUSTED_PROXIES: '1' };
  const from = async (stand: Stand, address: string, { login, secret }: { login: string; secret: string }) => {
    const headers = { origin: stand.address, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': address };
    return codeOf(await callerOf(stand.address).call('/session', { method: 'POST', body: { login, password: secret }, headers }));
  };

  test('P-36 G-26 five wrong passwords of one login from one address are enough; others and other addresses are not kept out', async () => {
    const other = await serve(project, proxied);
    await firstOwner(other);
    for (let round = 0; round < 5; round += 1)
      expect(await from(other, '203.0.113.1', { login: 'ann', secret: 'guessed it' })).toEqual([401, 'account.wrong']);
    expect(await from(other, '203.0.113.1', { login: 'ann', secret: password })).toEqual([429, 'admin.too_many']);
    expect(await from(other, '203.0.113.2', { login: 'ann', secret: password })).toEqual([200, undefined]);
    expect(await from(other, '203.0.113.1', { login: 'nobody', secret: 'guessed it' })).toEqual([401, 'account.wrong']);
    await other.remove();
  });

  test('G-26 guesses from everywhere are slowed down, and an address that the login is known from still gets in', async () => {
    const other = await serve(project, proxied);
    await firstOwner(other);
    expect(await from(other, '198.51.100.1', { login: 'ann', secret: password })).toEqual([200, undefined]);
    const guesses = Array.from({ length: 13 }, (_, index) => `203.0.113.${index}`);
    const said: number[] = [];
    for (const address of guesses)
      for (let round = 0; round < 4; round += 1) said.push((await from(other, address, { login: 'ann', secret: 'guessed it' }))[0]);
    expect([said[0], said.at(-1)]).toEqual([401, 429]);
    expect(await from(other, '203.0.113.200', { login: 'ann', secret: password })).toEqual([429, 'admin.too_many']);
    expect(await from(other, '198.51.100.1', { login: 'ann', secret: password })).toEqual([200, undefined]);
    await other.remove();
  });
});

describe('the audit log', () => {
  test('G-27 what was done is on record with who, before and after, and without secrets', async () => {
    const other = await serve(project);
    const ann = await firstOwner(other);
    const bob = await invited(other, ann, { name: 'bob', role: 'editor' });
    await signIn(callerOf(other.address), 'bob', 'a wrong secret');
    await signIn(callerOf(other.address), 'typed a password here', 'a wrong secret');
    const draft = await bob.json<AdminDraft>('/projects/test/draft');
    const save = (revision: number, document: unknown) => bob.call('/projects/test/draft', { method: 'PUT', body: { revision, document } });
    for (let round = 0; round < 5; round += 1) await save(draft.revision + round, { ...(draft.document as object), persona: `kind ${round}` });
    await bob.call('/projects/test/publish', { method: 'POST', body: { note: 'kinder' } });
    const person = await personOf(ann, 'bob');
    await ann.call(`/people/${person?.id}`, { method: 'PUT', body: { role: 'viewer' } });
    const rows = await audits(ann);
    expect(rows.map(({ name, what, about, before, after }) => [name, what, about, before, after]).toReversed()).toEqual([
      ['owner', 'session.opened', '', null, { by: 'link' }],
      ['Ann', 'session.opened', 'ann', null, { by: 'password' }],
      ['Ann', 'account.added', 'ann', null, { role: 'owner', by: 'first link' }],
      ['Ann', 'invitation.made', expect.any(String), null, { role: 'editor' }],
      ['bob', 'session.opened', 'bob', null, { by: 'password' }],
      ['bob', 'account.added', 'bob', null, { role: 'editor', by: 'invitation' }],
      ['', 'session.refused', 'bob', null, { address: expect.any(String) }],
      ['', 'session.refused', 'an unknown login', null, { address: expect.any(String) }],
      ['bob', 'draft.saved', '', { revision: 0 }, { revision: 1, places: ['persona'] }],
      ['bob', 'draft.saved', '', { revision: 1 }, { revision: 5, places: ['persona'] }],
      ['bob', 'project.published', '', { version: 1 }, { version: 2, note: 'kinder', moveRunning: false }],
      ['Ann', 'account.role_changed', 'bob', { role: 'editor' }, { role: 'viewer' }],
    ]);
    expect(rows.every(({ at, number }, index) => at > 0 && number === rows.length - index)).toBe(true);
    for (const secret of [password, 'a wrong secret', 'typed a password', 'argon2']) expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await audits(ann, '?what=account.')).map(({ what }) => what)).toEqual(['account.role_changed', 'account.added', 'account.added']);
    expect((await audits(ann, '?before=3')).map(({ number }) => number)).toEqual([2, 1]);
    expect(await ann.json('/audit/check')).toEqual({ broken: null });
    await other.remove();
  });

  test('the author of a version is whoever published it', async () => {
    const gil = await invited(stand, owner, { name: 'gil', role: 'editor' });
    await gil.call('/projects/test/publish', { method: 'POST', body: {} });
    const { versions } = await owner.json<{ versions: { author: string }[] }>('/projects/test/versions');
    expect(versions.at(-1)?.author).toBe('gil');
  });

  test('what gathers is on record when the server stops', async () => {
    const other = await serve(project);
    const ann = await firstOwner(other);
    const draft = await ann.json<AdminDraft>('/projects/test/draft');
    for (let round = 0; round < 3; round += 1) {
      const body = { revision: draft.revision + round, document: { ...(draft.document as object), description: `${round}` } };
      await ann.call('/projects/test/draft', { method: 'PUT', body });
    }
    await other.stop();
    const again = await serve(project, { PROMPTSIDE_DATABASE: other.database });
    const saves = await audits(callerOf(again.address, ann.cookie), '?what=draft.');
    expect(saves.map(({ before, after }) => [before, after])).toEqual([
      [{ revision: 1 }, { revision: 3, places: ['description'] }],
      [{ revision: 0 }, { revision: 1, places: ['description'] }],
    ]);
    await again.remove();
    await other.remove();
  });
});

test('G-27 there are four roles, each of which may do what the next one may', () => {
  expect(roles).toEqual(['owner', 'editor', 'operator', 'viewer']);
});
