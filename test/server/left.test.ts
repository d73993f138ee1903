import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen } from './inbox-reader.ts';
import { guestOwner } from './people.ts';
import { type Stand, until, visit } from './stand.ts';
import { type TalkingStand, talkingStand } from './talking-stand.ts';

let own: TalkingStand;
let stand: Stand;
beforeAll(async () => {
  own = await talkingStand(20);
  stand = own.stand;
});
afterAll(() => own.close());

describe('a visitor who leaves', () => {
  test('G-21 hears nothing more, also where they keep the line open', async () => {
    const gone = await visit(stand.address);
    const { token, conversation } = gone.welcome;
    const owner = await guestOwner(stand);
    const ear = await listen(stand.address, owner, { conversation });
    // The packet by which a client leaves; the line under it stays as it is.
    gone.socket.io.engine.write('1');
    const before = gone.raw.length;
    await ear.hear('presence', ({ online }) => !online, 'that the visitor has left');
    const here = await visit(stand.address, { token, conversation });
    await here.say('hello');
    await here.heard(1);
    expect(gone.raw.slice(before)).toEqual([]);
    expect(gone.socket.io.engine.readyState).toBe('open');
    for (const guest of [gone, here]) guest.leave();
    ear.close();
  });

  test('while the bot is at work: operators are told when that is over', async () => {
    const guest = await visit(stand.address);
    const { conversation } = guest.welcome;
    const ear = await listen(stand.address, await guestOwner(stand), { conversation });
    await guest.say('tell me');
    await ear.hear('working', ({ working }) => working, 'that the bot is at work');
    guest.leave();
    await ear.hear('presence', ({ online }) => !online, 'that the visitor has left');
    const before = ear.of('delta').length;
    await ear.hear('entry', ({ entry }) => entry.type === 'message' && entry.message.role === 'assistant', 'the whole reply');
    await until(() => ear.of('working').at(-1)?.working === false, 'the end of the work');
    expect(ear.of('delta').length).toBeGreaterThan(before);
    ear.close();
  });

  test('and whose words are given back to the bot meanwhile: operators see it at work and what it writes', async () => {
    const guest = await visit(stand.address);
    const { conversation } = guest.welcome;
    const owner = await guestOwner(stand);
    const ear = await listen(stand.address, owner, { conversation });
    const does = (what: string, body: object = {}) => owner.call(`/projects/test/inbox/${conversation}/${what}`, { method: 'POST', body });
    expect((await does('take')).status).toBe(200);
    await guest.say('tell me');
    guest.leave();
    await ear.hear('presence', ({ online }) => !online, 'that the visitor has left');
    expect((await does('hand-back', { summary: 'asks' })).status).toBe(200);
    await ear.hear('working', ({ working }) => working, 'that the bot is at work');
    await until(() => ear.of('delta').length > 0, 'a piece of the reply');
    await until(() => ear.of('working').at(-1)?.working === false, 'the end of the work');
    ear.close();
  });
});
