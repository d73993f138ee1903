import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminAudit, AdminDraft, AdminPeople, InvitationMade } from '../../shared/admin.ts';
import type { InboxOperators, InboxPage } from '../../shared/inbox.ts';
import { projectOf, reply } from '../world.ts';
import { type Ear, listen } from './inbox-reader.ts';
import { type Caller, callerOf, codeOf, firstOwner, guestOwner, invited, password, personOf } from './people.ts';
import { rawInParts, sendAndLeave } from './raw.ts';
import { type Stand, serve, until, visit } from './stand.ts';

const greeter = (name: string) => ({ ...projectOf([{ name: 'Hello', triggerOnClientCommand: true, effects: [reply('Hi!')] }]), name });

let stand: Stand;
let owner: Caller;
beforeAll(async () => {
  stand = await serve(greeter('test'));
  owner = await firstOwner(stand);
});
afterAll(() => stand.remove());
const invite = async (by: Caller, role: string): Promise<InvitationMade> =>
  (await (await by.call('/invitations', { method: 'POST', body: { role } })).json()) as InvitationMade; // the server's own answer
const join = (token: string, login: string, name = login) =>
  callerOf(stand.address).call('/invitation', { method: 'PUT', body: { token, name, login, password } });

describe('whoever may not come in any more', () => {
  test('G-26 does not come back by an invitation of their own, neither after a new role nor after a removal', async () => {
    for (const end of ['steps down', 'goes'] as const) {
      const eve = await invited(stand, owner, { name: `eve-${end.slice(0, 4).trim()}`, role: 'owner' });
      const { token } = await invite(eve, 'owner');
      await eve.call('/account', { method: 'PUT', body: { name: 'Ann' } });
      const person = await personOf(owner, `eve-${end.slice(0, 4).trim()}`);
      if (end === 'goes') await owner.call(`/people/${person?.id}`, { method: 'DELETE' });
      else await owner.call(`/people/${person?.id}`, { method: 'PUT', body: { role: 'viewer' } });
      expect([end, await codeOf(await join(token, 'back-again'))]).toEqual([end, [410, 'account.invitation']]);
    }
    const { invitations } = await owner.json<AdminPeople>('/people');
    expect(invitations).toEqual([]);
    expect(JSON.stringify(await owner.json('/people'))).not.toMatch(/inviter|hash/);
  });

  test('G-26 hears nothing more, whichever way the path of the request is written that ends their session', async () => {
    const eve = await invited(stand, owner, { name: 'eve', role: 'operator' });
    const ear = await listen(stand.address, eve);
    let isOpen = true;
    const open = await fetch(`${stand.address}/admin/api/projects/test/inbox/stream`, { headers: { cookie: eve.cookie } });
    const ended = open.text().then(
      () => (isOpen = false),
      () => (isOpen = false),
    );
    await owner.call(`/PEOPLE/${(await personOf(owner, 'eve'))?.id}`, { method: 'DELETE' });
    await until(() => !isOpen, 'the end of the stream', 5_000);
    await ended;
    ear.close();
    expect((await eve.call('/session')).status).toBe(401);
  });

  test('G-26 does nothing more with a request that they began while they might and took their time over', async () => {
    const slow = await invited(stand, owner, { name: 'slow', role: 'editor' });
    const { revision, document } = await slow.json<AdminDraft>('/projects/test/draft');
    const body = JSON.stringify({ revision, document: { ...(document as object), language: 'de' } });
    const head = `PUT /admin/api/projects/test/draft HTTP/1.1\r\nhost: ${new URL(stand.address).host}\r\norigin: ${stand.address}\r\ncookie: ${slow.cookie}\r\n`;
    const sent = `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
    const answer = await rawInParts(stand.address, [sent + body.slice(0, 20), body.slice(20)], async () => {
      await owner.call(`/people/${(await personOf(owner, 'slow'))?.id}`, { method: 'DELETE' });
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect((await owner.json<AdminDraft>('/projects/test/draft')).revision).toBe(revision);
  });

  test('G-27 has what they may in every request, not what they might when they signed in', async () => {
    const eve = await invited(stand, owner, { name: 'emil', role: 'editor' });
    const { id } = (await personOf(owner, 'emil')) ?? {};
    const before = eve.cookie;
    await owner.call(`/people/${id}`, { method: 'PUT', body: { role: 'viewer' } });
    expect((await eve.call('/projects/test/draft', { method: 'PUT', body: { revision: 0, document: {} } })).status).toBe(401);
    await eve.call('/session', { method: 'POST', body: { login: 'emil', password } });
    expect(eve.cookie).not.toBe(before);
    expect(await codeOf(await eve.call('/projects/test/draft', { method: 'PUT', body: { revision: 0, document: {} } }))).toEqual([
      403,
      'admin.not_allowed',
    ]);
  });
});

describe('at the same moment', () => {
  test('G-26 one invitation makes one account, however many accept it', async () => {
    const { token } = await invite(owner, 'operator');
    const answers = await Promise.all(['kim', 'lee', 'mia'].map((login) => join(token, login)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410, 410]);
    expect(answers.filter((one) => one.status === 410 && one.headers.get('set-cookie') !== null)).toEqual([]);
  });

  test('G-27 two owners who remove, or take the role from, one another leave one behind', async () => {
    const other = await serve(greeter('test'));
    const ann = await firstOwner(other);
    const bob = await invited(other, ann, { name: 'bob', role: 'owner' });
    const [annsId, bobsId] = [(await personOf(ann, 'ann'))?.id, (await personOf(ann, 'bob'))?.id];
    await Promise.all([
      ann.call(`/people/${bobsId}`, { method: 'PUT', body: { role: 'viewer' } }),
      bob.call(`/people/${annsId}`, { method: 'DELETE' }),
      ann.call(`/people/${annsId}`, { method: 'PUT', body: { role: 'editor' } }),
      bob.call(`/people/${bobsId}`, { method: 'DELETE' }),
    ]);
    await other.stop();
    const database = new DatabaseSync(other.database);
    expect(database.prepare("select count(*) as owners from accounts where role = 'owner'").get()).toEqual({ owners: 1 });
    database.close();
    await other.remove();
  });

  test('P-38 two who opened the first link make one account, and the other is out', async () => {
    const other = await serve(greeter('test'));
    const guests = [await guestOwner(other), await guestOwner(other)];
    const answers = await Promise.all(
      guests.map((guest, at) => guest.call('/account', { method: 'POST', body: { name: `G${at}`, login: `guest-${at}`, password } })),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    const inside = await Promise.all(guests.map(async (guest) => (await guest.call('/session')).status));
    expect(inside.toSorted()).toEqual([200, 401]);
    await other.remove();
  });
});

describe('what a visitor or another project has', () => {
  test('G-22 a conversation’s id opens nothing under another project’s name, whatever is asked of it', async () => {
    const two = await serve(greeter('test'));
    const ann = await firstOwner(two);
    const guest = await visit(two.address);
    await guest.say('hello');
    const id = guest.welcome.conversation;
    for (const project of ['other', '__proto__', 'test%00', 'TEST'])
      for (const route of two.routes.filter(({ path }) => path.includes('/:id'))) {
        if (!route.path.startsWith('/projects/')) continue;
        const path = route.path.replace(':project', project).replace(':id', id).replaceAll(/:\w+/g, 'x');
        const body = route.method === 'get' ? {} : { body: bodyFor(path, id) };
        const answer = await ann.call(path, { method: route.method.toUpperCase(), ...body });
        expect([path, answer.status]).toEqual([path, 404]);
      }
    guest.leave();
    await two.remove();
  });

  test('G-22 a viewer’s odd page sizes and places are no faults of the database', async () => {
    const viewer = await invited(stand, owner, { name: 'vera', role: 'viewer' });
    const odd = ['0.5', '-1', '1e300', 'NaN', 'Infinity', '9007199254740993', '0x10', '[]', "1' or '1'='1"];
    for (const value of odd)
      for (const query of [`conversations?limit=${value}`, `conversations?before=${value}`, `inbox?limit=${value}`, `inbox?after=${value}~x`]) {
        const answer = await viewer.call(`/projects/test/${query}`);
        expect([query, answer.status]).toEqual([query, 200]);
      }
    const query = encodeURIComponent(`%' or 1=1 --`);
    expect((await viewer.json<InboxPage>(`/projects/test/inbox?query=${query}`)).rows).toEqual([]);
    expect((await owner.call(`/audit?before=0.5&what=${query}`)).status).toBe(200);
  });

  test('G-22 a project that is not there has no inbox, no colleagues and nothing that stays in memory', async () => {
    const operator = await invited(stand, owner, { name: 'otto', role: 'operator' });
    for (const path of ['inbox', 'inbox/operators', 'inbox/stream', 'inbox/x', 'inbox/x/entries'])
      expect([path, (await operator.call(`/projects/nowhere/${path}`)).status]).toEqual([path, 404]);
  });

  test('G-19 a page that leaves before its stream has begun is not counted as listening', async () => {
    const quick = await invited(stand, owner, { name: 'quick', role: 'operator' });
    // To keep a session that was not seen for a while takes a moment: time to leave.
    const database = new DatabaseSync(stand.database);
    database.prepare('update admin_sessions set seen_at = seen_at - 600000 where account = ?').run((await personOf(owner, 'quick'))?.id ?? '');
    database.close();
    const request = `GET /admin/api/projects/test/inbox/stream HTTP/1.1\r\nhost: ${new URL(stand.address).host}\r\ncookie: ${quick.cookie}\r\n\r\n`;
    await Promise.all(Array.from({ length: 60 }, () => sendAndLeave(stand.address, request)));
    const here = async () =>
      (await owner.json<InboxOperators>('/projects/test/inbox/operators')).operators.some((one) => one.name === 'quick' && one.here);
    await until(async () => !(await here()), 'everybody who left to be gone', 5_000);
    const ear: Ear = await listen(stand.address, quick);
    expect(await here()).toBe(true);
    ear.close();
    await until(async () => !(await here()), 'the last one to be gone', 5_000);
  });
});

describe('the audit log', () => {
  test('G-27 G-28 holds no password, no link, no cookie and no word that was said, and neither does the file', async () => {
    const canaries = { password: 'canary-password-1', wrong: 'canary-wrong-2', words: 'canary words three', link: await stand.link() };
    const made = await invite(owner, 'operator');
    const cara = callerOf(stand.address);
    await cara.call('/invitation', { method: 'PUT', body: { token: made.token, name: 'Cara', login: 'cara', password: canaries.password } });
    await cara.call('/session', { method: 'POST', body: { login: 'cara', password: canaries.wrong } });
    await cara.call('/session', { method: 'POST', body: { login: canaries.wrong, password: canaries.wrong } });
    await cara.call('/session', { method: 'POST', body: { token: canaries.link } });
    const guest = await visit(stand.address);
    await guest.say(canaries.words);
    const path = `/projects/test/inbox/${guest.welcome.conversation}`;
    await owner.call(`${path}/take`, { method: 'POST', body: {} });
    await owner.call(`${path}/reply`, { method: 'POST', body: { id: 'canary-reply-1', text: canaries.words } });
    await owner.call(`${path}/hand-back`, { method: 'POST', body: { summary: canaries.words } });
    await owner.call(`${path}/close`, { method: 'POST', body: { reason: canaries.words } });
    const log = JSON.stringify(await owner.json<AdminAudit>('/audit'));
    expect(log).toContain('conversation.closed');
    for (const secret of [...Object.values(canaries), made.token, owner.cookie.split('=')[1] ?? '', 'argon2']) expect(log).not.toContain(secret);
    const file = readFileSync(stand.database, 'latin1') + readFileSync(`${stand.database}-wal`, 'latin1');
    for (const secret of [canaries.password, canaries.wrong, canaries.link, made.token, owner.cookie.split('=')[1] ?? ''])
      expect(file).not.toContain(secret);
    guest.leave();
  });

  test('G-27 a name that hides who it is, or breaks a line, is refused', async () => {
    const bob = await invited(stand, owner, { name: 'bob', role: 'viewer' });
    for (const name of ['Ann\nowner removed bob', '\u202Enna', '\u2066Ann', '\u200b\u200b', 'Ann\u2028x', '\u0000', '...'])
      expect([name, (await bob.call('/account', { method: 'PUT', body: { name } })).status]).toEqual([name, 400]);
    for (const name of ['Zoë O’Neill-García', '李雷', 'عَلی‌رضا'])
      expect([name, (await bob.call('/account', { method: 'PUT', body: { name } })).status]).toEqual([name, 200]);
  });
});

/** A body that every route understands, so that the answer is about what it names. */
function bodyFor(path: string, id: string): object {
  const name = path.split('/').at(-1) ?? '';
  const bodies: Record<string, object> = {
    reply: { id: 'attack-reply-1', text: 'x' },
    assign: { operator: 'x' },
    decision: { how: 'approve' },
    x: { approve: true },
    say: { text: 'x' },
    fire: { command: 'Hello' },
    set: { name: 'x', value: 1 },
    jump: { stage: 'x' },
    decide: { wait: 'x', approve: true },
    again: { conversation: id, turn: 1 },
  };
  return bodies[name] ?? {};
}
