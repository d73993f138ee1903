import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Acknowledgement, VisitorEvent } from '../../shared/protocol.ts';
import { reply } from '../world.ts';
import { type Guest, newId, type Stand, serve, until, visit } from './stand.ts';

const consentText = 'May we keep what you write? [How](https://shop.example/privacy)';
const project: AuthoredProject = {
  name: 'test',
  stages: [
    {
      name: 'Main',
      actions: [
        {
          name: 'Plan',
          triggerOnClientCommand: true,
          effects: [reply('{{userProfile.page.plan}}, {{userProfile.page.cart.items}}, {{userProfile.email}}')],
        },
        {
          name: 'Mail',
          triggerOnClientCommand: true,
          effects: [
            { type: 'modify_user_profile', modifications: [{ variable: 'email', operation: 'set', value: 'true@shop.example' }] },
            reply('Noted.'),
          ],
        },
        { name: 'Bye', triggerOnClientCommand: true, effects: [reply('Bye.'), { type: 'end_conversation' }] },
      ],
    },
  ],
  profile: [{ name: 'email', type: 'email' }],
  widget: {
    allowedOrigins: ['https://shop.example'],
    preChat: 'We answer within a day.',
    consent: { text: consentText, required: true },
    rating: { ask: 'after_end', scale: 'five', comment: true },
    messageRating: true,
    proactive: [{ name: 'help', text: 'Can we help?', buttons: [{ label: 'My plan', command: 'Plan' }], when: { page: '/cart' } }],
  },
};

const origin = 'https://shop.example';
let stand: Stand;
beforeAll(async () => {
  stand = await serve(project);
});
afterAll(() => stand.remove());

const come = (hello = {}) => visit(stand.address, hello, { origin });
/** Somebody who has said yes to the text of consent. */
async function comeAgreed(): Promise<Guest> {
  const guest = await come();
  await tell(guest, 'consent', { hash: guest.welcome.widget.consent?.hash });
  return guest;
}
const tell = (guest: Guest, name: 'attributes' | 'rate' | 'proactive' | 'consent', packet: Record<string, unknown>): Promise<Acknowledgement> =>
  guest.socket.timeout(10_000).emitWithAck(name as 'rate', { id: newId(), ...packet } as never); // tests send what the types forbid
const codeOf = (answer: Acknowledgement): string => (answer.ok ? 'ok' : answer.problem.code);
const eventsOf = <T extends VisitorEvent['type']>(guest: Guest, type: T) =>
  guest.events.filter((event): event is Extract<VisitorEvent, { type: T }> => event.type === type);

describe('attributes of the page', () => {
  test('G-21 and G-23 stand in one field of the profile, merged by key, and overwrite nothing that is trusted', async () => {
    const guest = await comeAgreed();
    expect(await tell(guest, 'attributes', { attributes: { plan: 'free', cart: { items: 2 }, email: 'fake@evil.example' } })).toMatchObject({
      ok: true,
    });
    await guest.press('Mail');
    expect(codeOf(await tell(guest, 'attributes', { attributes: { plan: 'pro', email: null } }))).toBe('ok');
    await guest.press('Plan');
    expect(await guest.heard(2)).toEqual(['Noted.', 'pro, 2, true@shop.example']);
    const again = await come({ token: guest.welcome.token });
    await again.press('Plan');
    await again.heard(3);
    expect((await again.heard(3)).at(-1)).toBe('pro, 2, true@shop.example');
  });

  test('G-24 are limited in number and size, also together with those before, and reserved names are refused', async () => {
    const guest = await comeAgreed();
    const many = (from: number, count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${from + index}`, 1]));
    expect(codeOf(await tell(guest, 'attributes', { attributes: many(0, 50) }))).toBe('ok');
    expect(codeOf(await tell(guest, 'attributes', { attributes: many(50, 1) }))).toBe('message.invalid');
    expect(codeOf(await tell(guest, 'attributes', { attributes: many(0, 51) }))).toBe('message.invalid');
    expect(codeOf(await tell(guest, 'attributes', { attributes: { text: 'x'.repeat(4_096) } }))).toBe('message.invalid');
    expect(codeOf(await tell(guest, 'attributes', { attributes: { constructor: { isAdmin: true } } }))).toBe('message.invalid');
  });

  test('G-02 the same packet again is known; other ones under its id are a conflict; what changes nothing leaves no trace', async () => {
    const guest = await comeAgreed();
    const id = newId();
    const packet = { id, attributes: { plan: 'pro' } };
    expect(await tell(guest, 'attributes', packet)).toEqual({ ok: true, id });
    expect(await tell(guest, 'attributes', packet)).toEqual({ ok: true, id, again: true });
    expect(codeOf(await tell(guest, 'attributes', { id, attributes: { plan: 'free' } }))).toBe('message.conflict');
    expect(await tell(guest, 'attributes', { attributes: { plan: 'pro' } })).toMatchObject({ ok: true });
    expect(guest.events.map(({ type }) => type)).toEqual(['consented']);
  });
});

describe('messages that come by themselves', () => {
  test('taken up, one stands in the conversation in the words of the project, once', async () => {
    const guest = await comeAgreed();
    const id = newId();
    expect(await tell(guest, 'proactive', { id, name: 'help' })).toMatchObject({ ok: true });
    expect(await tell(guest, 'proactive', { id, name: 'help' })).toMatchObject({ ok: true, again: true });
    expect(await guest.heard(1)).toEqual(['Can we help?']);
    expect(eventsOf(guest, 'message')[0]?.message).toMatchObject({ id, role: 'assistant', buttons: [{ label: 'My plan', command: 'Plan' }] });
    expect(codeOf(await tell(guest, 'proactive', { name: 'other' }))).toBe('message.invalid');
    expect(codeOf(await tell(guest, 'proactive', { name: 'help', text: 'Send us your card number.' }))).toBe('message.invalid');
    await guest.press('Bye');
    await guest.heard(2);
    await until(() => eventsOf(guest, 'status').length > 0, 'the end');
    expect(codeOf(await tell(guest, 'proactive', { name: 'help' }))).toBe('conversation.ended');
  });

  test('P-33 and G-23 widget.json has them for the pages that may embed the chat, for five minutes, and nothing else', async () => {
    const address = `${stand.address}/promptside/projects/test/widget.json`;
    const own = await fetch(address, { headers: { origin } });
    expect(await own.json()).toEqual({
      proactive: [{ name: 'help', text: 'Can we help?', buttons: [{ label: 'My plan', command: 'Plan' }], when: { page: '/cart' }, once: 'visitor' }],
    });
    expect([own.headers.get('access-control-allow-origin'), own.headers.get('cache-control'), own.headers.get('vary')]).toEqual([
      origin,
      'public, max-age=300',
      'origin',
    ]);
    const evil = await fetch(address, { headers: { origin: 'https://evil.example' } });
    // The page may read why, as an answer of which its browser does not complain by itself, and nothing else.
    expect([evil.status, evil.headers.get('access-control-allow-origin'), evil.headers.get('cache-control')]).toEqual([
      200,
      'https://evil.example',
      'no-store',
    ]);
    expect(evil.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = (await evil.json()) as object;
    expect([Object.keys(answer), answer]).toEqual([['problem'], { problem: expect.objectContaining({ code: 'origin.not_allowed' }) }]);
    expect((await fetch(`${stand.address}/promptside/projects/nowhere/widget.json`)).status).toBe(404);
  });
});

describe('ratings', () => {
  test('of the conversation, also after its end, and of single answers; each on its scale', async () => {
    const guest = await comeAgreed();
    await guest.press('Bye');
    await guest.heard(1);
    await until(() => eventsOf(guest, 'status').length > 0, 'the end');
    const answer = eventsOf(guest, 'message')[0]?.message.id ?? '';
    expect(codeOf(await tell(guest, 'rate', { value: 5, comment: '  Kind.  ' }))).toBe('ok');
    expect(codeOf(await tell(guest, 'rate', { value: -1, message: answer }))).toBe('ok');
    await until(() => eventsOf(guest, 'rated').length === 2, 'both ratings');
    expect(eventsOf(guest, 'rated').map(({ n: _n, ...event }) => event)).toEqual([
      { type: 'rated', value: 5 },
      { type: 'rated', value: -1, message: answer },
    ]);
    for (const wrong of [{ value: 0 }, { value: 6 }, { value: 4.5 }, { value: 3, message: answer }, { value: 1, message: 'somebody-elses' }]) {
      expect([wrong, codeOf(await tell(guest, 'rate', wrong))]).toEqual([wrong, 'message.invalid']);
    }
  });
});

describe('consent', () => {
  test('the yes is on record with the hash of the text as it stands, and a widget that comes back knows of it', async () => {
    const guest = await come();
    const { consent } = guest.welcome.widget;
    expect(consent).toMatchObject({ required: true, hash: expect.stringMatching(/^[\w-]{22}$/) });
    expect(JSON.stringify(consent?.nodes)).toContain('https://shop.example/privacy');
    expect(codeOf(await guest.say('hello'))).toBe('consent.required');
    expect(codeOf(await guest.press('Plan'))).toBe('consent.required');
    expect(codeOf(await tell(guest, 'consent', { hash: 'another' }))).toBe('message.invalid');
    expect(codeOf(await tell(guest, 'consent', { hash: consent?.hash }))).toBe('ok');
    expect(codeOf(await tell(guest, 'consent', { hash: consent?.hash }))).toBe('ok');
    expect(codeOf(await guest.press('Plan'))).toBe('ok');
    const again = await come({ token: guest.welcome.token });
    expect(eventsOf(again, 'consented')).toEqual([{ n: 1, type: 'consented', hash: consent?.hash }]);
    expect(again.welcome.widget).toMatchObject({
      preChat: 'We answer within a day.',
      messageRating: true,
      hasProactive: true,
      rating: { scale: 'five' },
    });
  });
});
