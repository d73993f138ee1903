import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

const secret = 'a secret of this shop that is long enough';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const environment = {
  SHOP_SECRET: secret,
  SHORT_SECRET: 'short',
  SHOP_PUBLIC: publicPem,
  SHOP_ELLIPTIC: elliptic.publicKey.export({ type: 'spki', format: 'pem' }).toString().replaceAll('\n', '\\n'),
};
const echo = { name: 'Echo', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [reply('here')] };
const shop = (identity?: NonNullable<AuthoredProject['widget']>['identity']) => projectOf([echo], { widget: identity ? { identity } : {} });

const stands: Stand[] = [];
async function stand(identity?: NonNullable<AuthoredProject['widget']>['identity']): Promise<Stand> {
  const made = await serve(shop(identity), environment);
  stands.push(made);
  return made;
}
afterAll(async () => {
  for (const each of stands) await each.remove();
});

type Claims = { sub?: string; aud?: string; exp?: string | number; nbf?: number };
/** A token as a site makes one; each claim may be another. */
function signed(claims: Claims = {}, key: Parameters<SignJWT['sign']>[0] = new TextEncoder().encode(secret), alg = 'HS256'): Promise<string> {
  const { sub = 'user-1', aud = 'test', exp = '10m' } = claims;
  const token = new SignJWT(claims.nbf === undefined ? {} : { nbf: claims.nbf }).setProtectedHeader({ alg }).setIssuedAt();
  if (sub) token.setSubject(sub);
  if (aud) token.setAudience(aud);
  if (exp) token.setExpirationTime(exp);
  return token.sign(key);
}

const refused = (address: string, hello: Parameters<typeof visit>[1]): Promise<string> =>
  visit(address, hello).then(
    (guest) => {
      guest.leave();
      return 'let in';
    },
    (error: { code?: string }) => error.code ?? String(error),
  );
const said = (guest: Guest): string[] => guest.events.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('G-21 a person’s history opens to the site’s token alone', () => {
  const payload = () => encoded({ sub: 'user-1', aud: 'test', iat: Math.floor(Date.now() / 1_000), exp: Math.floor(Date.now() / 1_000) + 600 });

  test('tokens that are forged, stale or meant for others are refused with one code', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET' });
    const good = await signed();
    const [header = '', body = '', signature = ''] = good.split('.');
    const forged: Record<string, string> = {
      'alg none': `${encoded({ alg: 'none' })}.${payload()}.`,
      'alg None': `${encoded({ alg: 'None' })}.${payload()}.`,
      'another secret': await signed({}, new TextEncoder().encode('another secret that is long enough, too')),
      'a longer algorithm': await signed({}, new TextEncoder().encode(secret.repeat(2)), 'HS512'),
      expired: await signed({ exp: Math.floor(Date.now() / 1_000) - 120 }),
      'good for a day': await signed({ exp: '1d' }),
      'without an end': await signed({ exp: 0 }),
      'not yet good': await signed({ nbf: Math.floor(Date.now() / 1_000) + 600 }),
      'another project': await signed({ aud: 'other' }),
      'no project': await signed({ aud: '' }),
      nobody: await signed({ sub: '' }),
      'a very long name': await signed({ sub: 'x'.repeat(201) }),
      'another person in the payload': `${header}.${payload().replace(/.$/, 'A')}.${signature}`,
      'a changed signature': `${header}.${body}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      'no signature': `${header}.${body}.`,
      rubbish: 'rubbish',
      empty: '',
    };
    for (const [how, identity] of Object.entries(forged)) expect(await refused(address, { identity }), how).toBe('identity.invalid');
    expect(await refused(address, { identity: good })).toBe('let in');
  });

  test('a public key is no HMAC secret: the algorithm is the project’s, never the token’s', async () => {
    const { address } = await stand({ secret: 'SHOP_PUBLIC', algorithm: 'RS256' });
    const input = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${payload()}`;
    const confused = `${input}.${createHmac('sha256', publicPem).update(input).digest('base64url')}`;
    expect(await refused(address, { identity: confused })).toBe('identity.invalid');
    expect(await refused(address, { identity: await signed({}, privateKey, 'PS256') })).toBe('identity.invalid');
    expect(await refused(address, { identity: await signed({}, privateKey, 'RS256') })).toBe('let in');
  });

  test('elliptic keys work, also with their line breaks written out', async () => {
    const { address } = await stand({ secret: 'SHOP_ELLIPTIC', algorithm: 'ES256' });
    expect(await refused(address, { identity: await signed({}, elliptic.privateKey, 'ES256') })).toBe('let in');
    expect(await refused(address, { identity: await signed() })).toBe('identity.invalid');
  });

  test('a secret that is missing or too short lets nobody in, and a project without the setting knows nobody', async () => {
    expect(await refused((await stand({ secret: 'NO_SECRET' })).address, { identity: await signed() })).toBe('identity.invalid');
    const short = await signed({}, new TextEncoder().encode('short'));
    expect(await refused((await stand({ secret: 'SHORT_SECRET' })).address, { identity: short })).toBe('identity.invalid');
    expect(await refused((await stand()).address, { identity: await signed() })).toBe('identity.invalid');
  });

  test('where it is required, nobody comes in without', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET', required: true });
    expect(await refused(address, {})).toBe('identity.required');
    expect(await refused(address, { identity: await signed() })).toBe('let in');
  });
});

describe('a person', () => {
  test('has one history on every device, and what they said before they were known joins it once', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET' });
    const phone = await visit(address);
    await phone.say('from the phone');
    await until(() => said(phone).includes('from the phone'), 'the first words');
    const anonymous = phone.welcome.token;
    phone.leave();

    const known = await visit(address, { token: anonymous, identity: await signed() });
    expect(known.welcome).toMatchObject({ token: '', conversation: phone.welcome.conversation });
    expect(said(known)).toContain('from the phone');
    const laptop = await visit(address, { identity: await signed() });
    expect(laptop.welcome.conversation).toBe(phone.welcome.conversation);
    // The anonymous token alone opens nothing any more, and makes nobody else the owner of that history.
    expect(await refused(address, { token: anonymous })).toBe('visitor.token_invalid');
    const other = await visit(address, { token: anonymous, identity: await signed({ sub: 'user-2' }) });
    expect(said(other)).not.toContain('from the phone');
    expect(other.welcome.conversation).not.toBe(phone.welcome.conversation);
    for (const guest of [known, laptop, other]) guest.leave();
  });

  test('brings in what was said on a second device, and goes on where something happened last', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET' });
    const first = await visit(address, { identity: await signed() });
    await first.say('at home');
    await until(() => said(first).includes('at home'), 'the first words');
    const anonymous = await visit(address);
    await anonymous.say('on the way');
    await until(() => said(anonymous).includes('on the way'), 'the second words');
    const joined = await visit(address, { token: anonymous.welcome.token, identity: await signed() });
    expect(said(joined)).toContain('on the way');
    const back = await visit(address, { identity: await signed(), conversation: first.welcome.conversation });
    expect(said(back)).toContain('at home');
    for (const guest of [first, anonymous, joined, back]) guest.leave();
  });

  test('is one person even where ten tabs come at the same moment', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET' });
    const start = await visit(address);
    const identity = await signed();
    const tabs = await Promise.all(Array.from({ length: 10 }, () => visit(address, { token: start.welcome.token, identity })));
    expect(new Set(tabs.map((tab) => tab.welcome.conversation))).toEqual(new Set([start.welcome.conversation]));
    for (const guest of [start, ...tabs]) guest.leave();
  });

  test('cannot read the conversation of another person by its id (G-22)', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET' });
    const victim = await visit(address, { identity: await signed({ sub: 'victim' }) });
    await victim.say('a secret of mine');
    await until(() => said(victim).includes('a secret of mine'), 'the words');
    const thief = await visit(address, { identity: await signed({ sub: 'thief' }), conversation: victim.welcome.conversation, cursor: 0 });
    expect(thief.welcome.conversation).not.toBe(victim.welcome.conversation);
    expect(JSON.stringify(thief.raw)).not.toContain('a secret of mine');
    for (const guest of [victim, thief]) guest.leave();
  });

  test('is let go when the token ends', async () => {
    const { address } = await stand({ secret: 'SHOP_SECRET' });
    // Long enough to be good at the door, which is patient for half a minute.
    const guest = await visit(address, { identity: await signed({ exp: Math.floor(Date.now() / 1_000) - 27 }) });
    await new Promise<void>((gone) => {
      if (guest.socket.disconnected) gone();
      guest.socket.once('disconnect', () => gone());
    });
  });
});
