import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminAudit } from '../../shared/admin.ts';
import type { InboxConversation } from '../../shared/inbox.ts';
import { projectOf, reply } from '../world.ts';
import { listen } from './inbox-reader.ts';
import { type Caller, callerOf, codeOf, firstOwner, invited } from './people.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

const secret = 'a secret of this shop that is long enough';
const widget = { identity: { secret: 'SHOP_SECRET' }, upload: { types: ['text/plain'], maximumBytes: 1_000 } };
const project = projectOf([{ name: 'Hello', triggerOnClientCommand: true, effects: [reply('Hi!')] }], { widget });
const folder = mkdtempSync(join(tmpdir(), 'promptside-blocked-'));
const environment = { SHOP_SECRET: secret, PROMPTSIDE_DATABASE: join(folder, 'shop.sqlite') };

let stand: Stand;
let owner: Caller;
let operator: Caller;
const guests: Guest[] = [];
beforeAll(async () => {
  stand = await serve(project, environment);
  owner = await firstOwner(stand);
  operator = await invited(stand, owner, { name: 'ana', role: 'operator' });
}, 60_000);
afterAll(async () => {
  for (const guest of guests) guest.leave();
  await stand.remove();
  rmSync(folder, { recursive: true, force: true });
});

const signed = (subject: string): Promise<string> =>
  new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(subject).setAudience('test').setExpirationTime('10m').sign(Buffer.from(secret));
async function come(hello: Parameters<typeof visit>[1] = {}): Promise<Guest> {
  const guest = await visit(stand.address, hello);
  guests.push(guest);
  return guest;
}
const refusal = (hello: Parameters<typeof visit>[1]): Promise<string> =>
  visit(stand.address, hello).then(
    (guest) => {
      guests.push(guest);
      return 'let in';
    },
    (error: { code?: string }) => error.code ?? String(error),
  );
const look = (id: string) => operator.json<InboxConversation>(`/projects/test/inbox/${id}`);
const visitorOf = async ({ welcome }: Guest): Promise<string> => (await look(welcome.conversation)).row.visitor;
const block = (visitor: string, body: unknown = { blocked: true }, who = operator) =>
  who.call(`/projects/test/visitors/${visitor}/block`, { method: 'POST', body });
const upload = async (headers: Record<string, string>) =>
  codeOf(await fetch(`${stand.address}/promptside/files?project=test&name=a.txt`, { method: 'POST', body: 'hello', headers }));

describe('a visitor whom an operator blocks', () => {
  test('is cut off in that moment, in every tab, and comes in no more; nobody else notices', async () => {
    const [guest, other] = [await come(), await come()];
    const second = await come({ token: guest.welcome.token });
    const gone = Promise.all([guest, second].map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))));
    const answer = await block(await visitorOf(guest));
    expect([answer.status, await answer.json()]).toEqual([200, { blocked: true }]);
    await gone;
    expect(await refusal({ token: guest.welcome.token })).toBe('visitor.blocked');
    expect(await refusal({ token: guest.welcome.token, conversation: guest.welcome.conversation, cursor: 0 })).toBe('visitor.blocked');
    expect(await other.press('Hello')).toMatchObject({ ok: true });
    expect(await refusal({})).toBe('let in');
  });

  test('sends no files', async () => {
    const guest = await come();
    const token = { authorization: `Bearer ${guest.welcome.token}`, 'content-type': 'text/plain' };
    expect((await upload(token))[0]).toBe(201);
    await block(await visitorOf(guest));
    expect(await upload(token)).toEqual([403, 'visitor.blocked']);
    const known = await come({ identity: await signed('files') });
    await block(await visitorOf(known));
    expect(await upload({ 'x-promptside-identity': await signed('files'), 'content-type': 'text/plain' })).toEqual([403, 'visitor.blocked']);
  });

  test('stays out over a restart, and is let in again, with what was said, when it is taken back', async () => {
    const guest = await come();
    await guest.press('Hello');
    await guest.heard(1);
    const visitor = await visitorOf(guest);
    await block(visitor);
    await stand.stop();
    const before = stand;
    stand = await serve(project, environment);
    await before.remove();
    for (const who of [owner, operator]) Object.assign(who, callerAt(stand, who));
    expect(await refusal({ token: guest.welcome.token })).toBe('visitor.blocked');
    expect((await look(guest.welcome.conversation)).blocked).toBe(true);
    expect(await (await block(visitor, { blocked: false })).json()).toEqual({ blocked: false });
    const back = await come({ token: guest.welcome.token });
    expect([back.welcome.conversation, await back.heard(1)]).toEqual([guest.welcome.conversation, ['Hi!']]);
    expect((await look(guest.welcome.conversation)).blocked).toBe(false);
  });

  test('is the person whom the site names: blocked under one id, they are under all, and so they are let in again', async () => {
    const phone = await come();
    const laptop = await come();
    await phone.press('Hello');
    const person = await come({ identity: await signed('ann'), token: phone.welcome.token });
    await come({ identity: await signed('ann'), token: laptop.welcome.token });
    await block(await visitorOf(laptop));
    await until(() => person.socket.disconnected, 'the end of the other connection');
    expect(await refusal({ identity: await signed('ann') })).toBe('visitor.blocked');
    expect(await refusal({ identity: await signed('bob') })).toBe('let in');
    expect([(await look(phone.welcome.conversation)).blocked, (await look(laptop.welcome.conversation)).blocked]).toEqual([true, true]);
    await block(await visitorOf(phone), { blocked: false });
    expect(await refusal({ identity: await signed('ann') })).toBe('let in');
  });

  test('takes the block along who signs in after it', async () => {
    const guest = await come();
    await block(await visitorOf(guest));
    expect(await refusal({ token: guest.welcome.token, identity: await signed('eve') })).toBe('visitor.blocked');
    expect(await refusal({ identity: await signed('eve') })).toBe('visitor.blocked');
  });
});

describe('who blocks', () => {
  test('the log has it with before and after, once, and every page that listens hears of it', async () => {
    const guest = await come();
    const visitor = await visitorOf(guest);
    const ear = await listen(stand.address, operator);
    await block(visitor);
    await block(visitor);
    await block(visitor, { blocked: false });
    await ear.hear('blocked', ({ visitors, blocked }) => visitors.includes(visitor) && !blocked, 'the end of the block');
    expect(ear.of('blocked').map(({ blocked }) => blocked)).toEqual([true, false]);
    ear.close();
    const { rows } = await owner.json<AdminAudit>('/audit?what=visitor.');
    expect(rows.filter(({ about }) => about === visitor).map(({ name, what, before, after }) => [name, what, before, after])).toEqual([
      ['ana', 'visitor.unblocked', { blocked: true }, { blocked: false }],
      ['ana', 'visitor.blocked', { blocked: false }, { blocked: true }],
    ]);
  });

  test('says yes or no, about a visitor of this project', async () => {
    const visitor = await visitorOf(await come());
    for (const body of [{}, { blocked: 'yes' }, { blocked: true, more: 1 }])
      expect(await codeOf(await block(visitor, body))).toEqual([400, 'admin.invalid']);
    expect(await codeOf(await block('nobody'))).toEqual([404, 'admin.unknown']);
    const elsewhere = await operator.call(`/projects/other/visitors/${visitor}/block`, { method: 'POST', body: { blocked: true } });
    expect(await codeOf(elsewhere)).toEqual([404, 'admin.unknown']);
  });
});

/** The same browser at the server that runs now: sessions are on disk. */
const callerAt = ({ address }: Stand, { cookie }: Caller): Caller => callerOf(address, cookie);
