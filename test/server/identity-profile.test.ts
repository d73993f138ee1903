import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectOf, reply } from '../world.ts';
import { type Guest, newId, type Stand, serve, visit } from './stand.ts';

const secret = 'a secret of this shop that is long enough';
const set = (name: string, field: string, value: string) => ({
  name,
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  effects: [{ type: 'modify_user_profile' as const, modifications: [{ variable: field, operation: 'set' as const, value }] }, reply('Noted.')],
});
const show = {
  name: 'Show',
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  effects: [reply('{{userProfile.size}} {{userProfile.colour}} {{userProfile.page.plan}}')],
};

let stand: Stand;
beforeAll(async () => {
  const actions = [set('Small', 'size', 'S'), set('Large', 'size', 'L'), set('Red', 'colour', 'red'), show];
  stand = await serve(projectOf(actions, { widget: { identity: { secret: 'SHOP_SECRET' } } }), { SHOP_SECRET: secret });
});
afterAll(() => stand.remove());

const signed = (): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setSubject('anna')
    .setAudience('test')
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
const shows = async (guest: Guest): Promise<string | undefined> => {
  const before = (await guest.heard(0)).length;
  await guest.press('Show');
  return (await guest.heard(before + 1)).at(-1);
};

test('G-21 what a second device knew before the person was known there fills the gaps of their profile and overwrites nothing', async () => {
  const phone = await visit(stand.address, { identity: await signed() });
  await phone.press('Large');
  await phone.heard(1);
  const laptop = await visit(stand.address);
  await laptop.press('Small');
  await laptop.press('Red');
  await laptop.heard(2);
  await laptop.socket.timeout(10_000).emitWithAck('attributes', { id: newId(), attributes: { plan: 'pro' } });
  laptop.leave();
  const joined = await visit(stand.address, { identity: await signed(), token: laptop.welcome.token, conversation: phone.welcome.conversation });
  expect(joined.welcome.conversation).toBe(phone.welcome.conversation);
  // The size is the person's own, the colour was only known on the laptop, and what a page said there stays there.
  expect(await shows(joined)).toBe('L red ');
  phone.leave();
  const later = await visit(stand.address, { identity: await signed() });
  expect(await shows(later)).toBe('L red ');
});
