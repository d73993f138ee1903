import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { newId, type Stand, serve, until, visit } from './stand.ts';

const actions: AuthoredProject['stages'][number]['actions'] = [
  {
    name: 'Hello',
    triggerOnClientCommand: true,
    examples: ['hello there', 'good morning', 'hi assistant', 'hey you', 'greetings'],
    effects: [reply('Hi! {{userInput}}')],
  },
  {
    name: 'Count',
    triggerOnUserInput: false,
    triggerOnClientCommand: true,
    effects: [{ type: 'modify_variables', modifications: [{ variable: 'n', operation: 'set', value: '=(vars.n ?? 0) + 1' }] }, reply('{{vars.n}}')],
  },
  { name: 'Hidden', effects: [reply('never')] },
];
const project: AuthoredProject = {
  name: 'test',
  persona: 'TOP SECRET PERSONA',
  constants: { canary: 'CANARY-CONSTANT' },
  stages: [{ name: 'Main', prompt: 'SECRET PROMPT', variables: [{ name: 'hidden', default: 'CANARY-VARIABLE' }], actions }],
  widget: { title: 'Test', allowedOrigins: ['https://shop.example'] },
};

const origin = 'https://shop.example';
let stand: Stand;
beforeAll(async () => {
  stand = await serve(project);
});
afterAll(() => stand.remove());
const come = (hello = {}) => visit(stand.address, hello, { origin });

describe('the handshake', () => {
  test('G-21 a visitor gets a signed token at first contact and is known by it', async () => {
    const first = await come();
    expect(first.welcome.token).toMatch(/^v1\./);
    const again = await come({ token: first.welcome.token });
    expect(again.welcome.conversation).toBe(first.welcome.conversation);
  });

  test('P-34 and G-21 a forged or foreign token is refused by code', async () => {
    const { welcome } = await come();
    const forged = welcome.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    await expect(come({ token: forged })).rejects.toMatchObject({ code: 'visitor.token_invalid' });
    await expect(come({ token: 'v1.somebody.' })).rejects.toMatchObject({ code: 'visitor.token_invalid' });
  });

  test('unknown project, wrong version, unknown fields: each has its code', async () => {
    await expect(come({ project: 'nowhere' })).rejects.toMatchObject({ code: 'project.unknown' });
    await expect(come({ version: 99 })).rejects.toMatchObject({ code: 'protocol.version' });
    await expect(come({ visitor: 'somebody else' })).rejects.toMatchObject({ code: 'message.invalid' });
  });

  test('G-23 a page whose origin is not listed is refused', async () => {
    await expect(visit(stand.address, {}, { origin: 'https://evil.example' })).rejects.toMatchObject({ code: 'origin.not_allowed' });
    await expect(visit(stand.address)).rejects.toMatchObject({ code: 'origin.not_allowed' });
  });

  test('G-22 somebody else’s conversation is as good as unknown', async () => {
    const owner = await come();
    const other = await come({ conversation: owner.welcome.conversation, cursor: 0 });
    expect(other.welcome.conversation).not.toBe(owner.welcome.conversation);
  });
});

describe('messages and commands', () => {
  test('a message is acknowledged, answered and numbered without a gap', async () => {
    const guest = await come();
    expect(await guest.say('good morning')).toMatchObject({ ok: true });
    expect(await guest.heard(1)).toEqual(['Hi! good morning']);
    expect(guest.events.map(({ n }) => n)).toEqual([1, 2]);
  });

  test('G-02 the same id again is acknowledged and runs nothing; other text under it is a conflict', async () => {
    const guest = await come();
    const id = newId();
    expect(await guest.press('Count', {}, id)).toEqual({ ok: true, id });
    expect(await Promise.all([guest.press('Count', {}, id), guest.press('Count', {}, id)])).toEqual([
      { ok: true, id, again: true },
      { ok: true, id, again: true },
    ]);
    expect(await guest.press('Hello', {}, id)).toMatchObject({ ok: false, problem: { code: 'message.conflict' } });
    expect(await guest.heard(1)).toEqual(['1']);
  });

  test('P-22 five commands at once, each adding one: result five, five answers', async () => {
    const guest = await come();
    await Promise.all([1, 2, 3, 4, 5].map(() => guest.press('Count')));
    expect(await guest.heard(5)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('P-24 messages sent during a turn are queued and answered in order', async () => {
    const guest = await come();
    const sent = ['good morning', 'hello there', 'hi assistant'];
    await Promise.all(sent.map((text) => guest.say(text)));
    expect(await guest.heard(3)).toEqual(sent.map((text) => `Hi! ${text}`));
  });

  test('C-14 and P-14 what is not offered is refused, what is unknown too', async () => {
    const guest = await come();
    expect(await guest.press('Hidden')).toMatchObject({ ok: false, problem: { code: 'COMMAND_NOT_ALLOWED' } });
    expect(await guest.press('Nothing')).toMatchObject({ ok: false, problem: { code: 'command.unknown' } });
  });
});

describe('coming back', () => {
  test('P-25, P-43 and G-07 a client gets exactly what it missed, and a second tab sees the same', async () => {
    const first = await come();
    await first.press('Count');
    await first.heard(1);
    const cursor = first.events.at(-1)?.n ?? 0;
    first.leave();
    const { token, conversation } = first.welcome;
    const second = await come({ token });
    await second.press('Count');
    await second.heard(2);
    const back = await come({ token, conversation, cursor });
    expect([back.welcome.reset, back.welcome.events.map(({ n }) => n)]).toEqual([false, [cursor + 1]]);
    const fresh = await come({ token });
    expect([fresh.welcome.reset, fresh.welcome.events.length]).toEqual([true, cursor + 1]);
  });

  test('G-03 long histories come in pages without a gap', async () => {
    const guest = await come();
    for (let round = 0; round < 105; round += 1) await guest.say('good morning');
    await guest.heard(105);
    const back = await come({ token: guest.welcome.token });
    expect([back.welcome.events.length, back.welcome.hasMore]).toEqual([200, true]);
    const rest = await back.more(back.welcome.events.at(-1)?.n ?? 0);
    const all = [...back.welcome.events, ...rest.events].map(({ n }) => n);
    expect([all, rest.hasMore]).toEqual([Array.from({ length: 210 }, (_, index) => index + 1), false]);
  });

  test('a visitor can start anew; the old conversation is closed', async () => {
    const guest = await come();
    await guest.press('Count');
    const before = guest.welcome.conversation;
    const welcomed = new Promise<string>((resolve) => guest.socket.once('welcome', ({ conversation }) => resolve(conversation)));
    expect(await guest.socket.emitWithAck('restart')).toEqual({ ok: true });
    expect(await welcomed).not.toBe(before);
    await until(async () => (await guest.press('Count')).ok, 'the new conversation');
  });
});

describe('what leaves', () => {
  test('P-33 prompts, variables, constants and traces never reach a page', async () => {
    const guest = await come();
    await guest.say('good morning');
    await guest.press('Count');
    await guest.heard(2);
    const all = JSON.stringify([guest.welcome, guest.raw]);
    expect(all).not.toMatch(/SECRET|CANARY|execution_plan|turn_|effect_done|candidates/);
    expect(Object.keys(guest.welcome).toSorted()).toEqual([
      'conversation',
      'events',
      'hasMore',
      'reset',
      'status',
      'token',
      'version',
      'widget',
      'working',
    ]);
  });
});

describe('bad input', () => {
  test('G-24 and P-30 a message above the limit gets a code, and nothing is stored', async () => {
    const guest = await come();
    expect(await guest.say('x'.repeat(8_001))).toMatchObject({ ok: false, problem: { code: 'message.too_long' } });
    expect(await guest.say('')).toMatchObject({ ok: false, problem: { code: 'message.invalid' } });
    const back = await come({ token: guest.welcome.token });
    expect(back.welcome.events).toEqual([]);
  });

  test('P-30 ten megabytes close the connection, store nothing and hurt nobody', async () => {
    const guest = await come();
    const neighbour = await come();
    const gone = new Promise((resolve) => guest.socket.once('disconnect', resolve));
    guest.socket.emit('message', { id: newId(), text: 'x'.repeat(10_000_000) }, () => undefined);
    await gone;
    expect(await neighbour.say('good morning')).toMatchObject({ ok: true });
    const back = await come({ token: guest.welcome.token });
    expect(back.welcome.events).toEqual([]);
  });

  test('G-25 shapes that nobody asked for are answered with a code and change nothing', async () => {
    const guest = await come();
    const send = (name: string, ...packet: unknown[]) => guest.socket.timeout(5_000).emitWithAck(name as 'message', ...(packet as [never])); // the typed client would not let it out
    const proto = JSON.parse('{"id":"proto-12345","command":"Count","parameters":{"__proto__":{"polluted":1},"constructor":{"x":1}}}');
    for (const packet of [
      null,
      7,
      'text',
      [],
      {},
      { id: 'short', text: 'x' },
      { id: newId(), text: 7 },
      { id: newId(), text: 'x', more: 1 },
      { id: { $gt: '' }, text: 'x' },
    ]) {
      expect(await send('message', packet)).toMatchObject({ ok: false, problem: { code: 'message.invalid' } });
    }
    expect(await send('command', proto)).toMatchObject({ ok: false });
    expect(await send('more', { cursor: -1 })).toMatchObject({ problem: { code: 'message.invalid' } });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(await guest.say('good morning')).toMatchObject({ ok: true });
  });

  test('G-25 NUL and lone surrogates are replaced one way', async () => {
    const guest = await come();
    await guest.say('good\0morning \ud800 friend');
    await guest.heard(1);
    const said = guest.events.find((event) => event.type === 'message' && event.message.role === 'user');
    expect(said?.type === 'message' && said.message.text).toBe('good\uFFFDmorning \uFFFD friend');
  });
});

describe('limits', () => {
  test('G-24 messages come at a rate, sockets in a number, and the answer says when to come back', async () => {
    const strict = await serve(projectOf(actions), {
      PROMPTSIDE_MESSAGE_BURST: '2',
      PROMPTSIDE_MESSAGES_PER_SECOND: '1',
      PROMPTSIDE_SOCKETS_PER_VISITOR: '2',
      PROMPTSIDE_PACKETS_PER_SECOND: '20',
    });
    const guest = await visit(strict.address);
    const { token } = guest.welcome;
    const answers = await Promise.all([1, 2, 3].map(() => guest.say('good morning')));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(answers[2]).toMatchObject({ problem: { code: 'limit.rate', details: { seconds: 1 } } });
    await visit(strict.address, { token });
    await expect(visit(strict.address, { token })).rejects.toMatchObject({ code: 'limit.sockets' });
    guest.leave();
    await until(
      async () =>
        visit(strict.address, { token }).then(
          (again) => again.welcome.token === token,
          () => false,
        ),
      'a place that was freed',
    );
    await strict.remove();
  });

  test('G-24 handshakes of one address are limited', async () => {
    const strict = await serve(projectOf([]), { PROMPTSIDE_HANDSHAKES_PER_MINUTE: '3' });
    for (let round = 0; round < 3; round += 1) (await visit(strict.address)).leave();
    await expect(visit(strict.address)).rejects.toMatchObject({ code: 'limit.rate' });
    await strict.remove();
  });
});
