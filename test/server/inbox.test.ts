import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxConversation, InboxEntry, InboxPage, InboxRow, InboxSuggestion } from '../../shared/inbox.ts';
import { projectOf, reply } from '../world.ts';
import { type Ear, listen } from './inbox-reader.ts';
import { type Caller, codeOf, firstOwner, invited } from './people.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

const project = projectOf(
  [
    { name: 'Human', triggerOnClientCommand: true, effects: [{ type: 'handoff' as const, reason: 'wants a human' }] },
    { name: 'Greet', triggerOnClientCommand: true, effects: [reply('Hello!')] },
  ],
  { handoff: { waiting: 'Wait, please.', offer: true }, noModelReply: 'Hm.' },
);

let stand: Stand;
let owner: Caller;
let ana: Caller;
let ben: Caller;
let viewer: Caller;
const open: { close(): void }[] = [];

beforeAll(async () => {
  stand = await serve(project);
  owner = await firstOwner(stand);
  ana = await invited(stand, owner, { name: 'ana', role: 'operator' });
  ben = await invited(stand, owner, { name: 'ben', role: 'operator' });
  viewer = await invited(stand, owner, { name: 'vic', role: 'viewer' });
}, 60_000);
afterAll(async () => {
  for (const one of open) one.close();
  await stand.remove();
});

const post = (who: Caller, id: string, deed: string, body: object = {}) => who.call(`/projects/test/inbox/${id}/${deed}`, { method: 'POST', body });
const look = (who: Caller, id: string) => who.json<InboxConversation>(`/projects/test/inbox/${id}`);
const page = (who: Caller, query = '') => who.json<InboxPage>(`/projects/test/inbox?${query}`);
const texts = (entries: readonly InboxEntry[]) => entries.flatMap((entry) => (entry.type === 'message' ? [entry.message.text] : []));
const statuses = ({ events }: Guest) => events.flatMap((event) => (event.type === 'status' ? [`${event.status} ${event.by ?? ''}`.trim()] : []));

async function hear(who: Caller, more: Parameters<typeof listen>[2] = {}): Promise<Ear> {
  const ear = await listen(stand.address, who, more);
  open.push(ear);
  return ear;
}

async function waiting(): Promise<{ guest: Guest; id: string }> {
  const guest = await visit(stand.address, { page: 'https://shop.example/cart?x=1' });
  open.push({ close: () => guest.leave() });
  await guest.press('Human');
  await guest.heard(1);
  await until(() => statuses(guest).includes('waiting_for_human'), 'the wait');
  return { guest, id: guest.welcome.conversation };
}

describe('the inbox over the wire', () => {
  test('two operators in the same moment: one gets it, the other is told by whom, the visitor sees who has come', async () => {
    const { guest, id } = await waiting();
    const answers = await Promise.all([post(ana, id, 'take'), post(ben, id, 'take')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    const winner = answers[0]?.status === 200 ? 'ana' : 'ben';
    expect(await lost?.json()).toMatchObject({ problem: { code: 'handoff.taken', details: { operator: winner } } });
    await until(() => statuses(guest).includes(`with_human ${winner}`), 'the name of the operator');
    const row = (await look(ana, id)).row;
    expect(row).toMatchObject({ status: 'with_human', human: { operator: { name: winner }, reason: 'wants a human' } });
  });

  test('P-44 the bot is silent until it is handed back, with the names of all who speak, and goes on then', async () => {
    const { guest, id } = await waiting();
    await post(ana, id, 'take');
    await guest.press('Greet');
    await guest.say('is somebody there?');
    const words = { id: 'reply-0001', text: 'Hi, **ana** here.' };
    expect((await post(ana, id, 'reply', words)).status).toBe(200);
    expect((await post(ana, id, 'reply', words)).status).toBe(200);
    expect(await codeOf(await post(ben, id, 'reply', { id: 'reply-0002', text: 'no' }))).toEqual([409, 'handoff.not_yours']);
    await until(() => guest.events.some((event) => event.type === 'message' && event.message.role === 'operator'), 'the operator');
    const said = guest.events.flatMap((event) => (event.type === 'message' && event.message.role === 'operator' ? [event.message] : []));
    expect(said).toMatchObject([{ text: words.text, by: 'ana', nodes: [{ t: 'paragraph' }] }]);
    await guest.say('what now?');
    expect(await guest.heard(1)).toEqual(['Wait, please.']);
    expect((await post(ana, id, 'hand-back', { summary: 'Told her everything.' })).status).toBe(200);
    expect(await guest.heard(2)).toEqual(['Wait, please.', 'Hm.']);
    expect(statuses(guest)).toEqual(['waiting_for_human', 'with_human ana', 'active ana']);
    expect(JSON.stringify(guest.raw)).not.toContain('Told her everything');
  });

  test('a row says what waits, what is unread, and where the visitor is; to look makes it read', async () => {
    const { guest, id } = await waiting();
    await guest.say('hello?');
    const row = async () => (await page(ana, 'needs=waiting')).rows.find((one) => one.id === id);
    expect(await row()).toMatchObject({
      unread: 1,
      online: true,
      page: 'https://shop.example/cart?x=1',
      preview: 'hello?',
      human: { operator: null },
    });
    expect((await (await post(ana, id, 'seen')).json()) as InboxRow).toMatchObject({ unread: 0 });
    guest.socket.emit('page', { url: 'https://shop.example/checkout' });
    await until(async () => (await row())?.page === 'https://shop.example/checkout', 'the other page');
    guest.socket.emit('page', { url: 'javascript:alert(1)' });
    guest.leave();
    await until(async () => (await row())?.online === false, 'the visitor to be gone');
    expect((await row())?.page).toBeNull();
  });

  test('filters, search and paging: every row once, in order, found by what was said', async () => {
    const all: string[] = [];
    for (let one = 0; one < 5; one += 1) {
      const { guest, id } = await waiting();
      await guest.say(`needle number ${one}`);
      all.push(id);
    }
    const first = all[0] ?? '';
    await post(ben, first, 'take');
    expect((await page(ben, 'needs=mine')).rows.map(({ id }) => id)).toContain(first);
    expect((await page(ana, 'needs=mine')).rows.map(({ id }) => id)).not.toContain(first);
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const { rows, next } = await page(ana, `needs=all&query=NEEDLE&limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      paged.push(...rows.map(({ id }) => id));
      if (!next) break;
      after = next;
    }
    expect([...paged].sort()).toEqual([...all].sort());
    await post(ben, first, 'close', { reason: 'solved' });
    expect((await page(ana, 'needs=closed')).rows.map(({ id }) => id)).toContain(first);
    expect((await page(ana, 'needs=all')).rows.map(({ id }) => id)).not.toContain(first);
    expect(await codeOf(await ana.call('/projects/test/inbox?needs=everything'))).toEqual([400, 'admin.invalid']);
  });

  test('the transcript shows who did what, with the reason and the summary that only operators see', async () => {
    const { guest, id } = await waiting();
    await post(ana, id, 'take');
    await guest.say('my order is late');
    await post(ana, id, 'reply', { id: 'reply-0003', text: 'I see.' });
    await post(ana, id, 'hand-back', { summary: 'Refunded.' });
    const { entries, stages, hasMore } = await look(viewer, id);
    expect(texts(entries)).toEqual(['Wait, please.', 'my order is late', 'I see.']);
    const marks = entries.flatMap((entry) => (entry.type === 'status' ? [[entry.status, entry.by?.name, entry.summary ?? entry.reason]] : []));
    expect(marks).toEqual([
      ['waiting_for_human', undefined, 'wants a human'],
      ['with_human', 'ana', 'taken over'],
      ['active', 'ana', 'Refunded.'],
    ]);
    expect([stages, hasMore]).toEqual([['Main'], false]);
  });

  test('the visitor’s wish from the menu, with a click and a second one', async () => {
    const guest = await visit(stand.address);
    expect(guest.welcome.widget.offersHuman).toBe(true);
    expect(await Promise.all([guest.socket.emitWithAck('human'), guest.socket.emitWithAck('human')])).toEqual([{ ok: true }, { ok: true }]);
    expect(await guest.heard(1)).toEqual(['Wait, please.']);
    guest.leave();
  });

  test('G-27 whoever may only look changes nothing, and nobody reaches into another project', async () => {
    const { id } = await waiting();
    for (const deed of ['take', 'reply', 'hand-back', 'close', 'assign', 'seen', 'typing'])
      expect(await codeOf(await post(viewer, id, deed))).toEqual([403, 'admin.not_allowed']);
    expect(await codeOf(await ana.call(`/projects/other/inbox/${id}/take`, { method: 'POST', body: {} }))).toEqual([404, 'admin.unknown']);
    expect(await codeOf(await post(ana, 'nothing', 'take'))).toEqual([404, 'admin.unknown']);
  });

  test('given to a colleague; given to somebody who may not it is refused; every such deed is on record', async () => {
    const { id } = await waiting();
    await post(ana, id, 'take');
    const { operators } = await ana.json<{ operators: { id: string; name: string }[] }>('/projects/test/inbox/operators');
    expect(operators.map(({ name }) => name).sort()).toEqual(['Ann', 'ana', 'ben']);
    const to = operators.find(({ name }) => name === 'ben')?.id ?? '';
    expect(await codeOf(await post(ana, id, 'assign', { operator: 'nobody-1' }))).toEqual([404, 'account.unknown']);
    expect(((await (await post(ana, id, 'assign', { operator: to })).json()) as InboxRow).human?.operator?.name).toBe('ben');
    expect(await codeOf(await post(ana, id, 'hand-back'))).toEqual([409, 'handoff.not_yours']);
    expect((await post(ben, id, 'hand-back')).status).toBe(200);
    const { rows } = await owner.json<{ rows: { what: string; about: string; name: string }[] }>('/audit?what=conversation.');
    const deeds = rows.filter(({ about }) => about === id).map(({ what, name }) => `${name} ${what}`);
    expect(deeds).toEqual(['ben conversation.handed_back', 'ana conversation.assigned', 'ana conversation.taken_over']);
  });

  test('without a model there is nothing to suggest, and that is said calmly', async () => {
    const { id } = await waiting();
    await post(ana, id, 'take');
    expect(await ana.json<InboxSuggestion>(`/projects/test/inbox/${id}/suggestion`)).toEqual({ text: '', reason: expect.stringMatching(/No model/) });
  });
});

describe('the live feed', () => {
  test('rows for everybody, what is said for those who have it open, and counts', async () => {
    const { guest, id } = await waiting();
    const [near, far] = [await hear(ana, { conversation: id }), await hear(ben)];
    expect(near.of('ready')).toMatchObject([{ resumed: false, you: { name: 'ana' } }]);
    await guest.say('can you hear me?');
    await near.hear('entry', ({ entry }) => entry.type === 'message' && entry.message.text === 'can you hear me?', 'the message');
    await far.hear('row', ({ row }) => row.id === id && row.preview === 'can you hear me?', 'the row');
    await far.hear('counts', ({ counts }) => counts.waiting > 0, 'the counts');
    expect(far.of('entry')).toEqual([]);
    await post(ben, id, 'take');
    await near.hear('row', ({ row }) => row.id === id && row.human?.operator?.name === 'ben', 'who has it');
  });

  test('typing goes both ways and is stored nowhere', async () => {
    const { guest, id } = await waiting();
    await post(ana, id, 'take');
    const [own, other] = [await hear(ana, { conversation: id }), await hear(ben, { conversation: id })];
    const heard: string[] = [];
    guest.socket.on('typing', ({ by }) => heard.push(by));
    guest.socket.emit('typing', { on: true });
    await own.hear('typing', ({ typing, by }) => typing && by === undefined, 'the visitor typing');
    const events = (await look(ana, id)).entries.length;
    expect((await post(ana, id, 'typing')).status).toBe(204);
    await other.hear('typing', ({ by }) => by?.name === 'ana', 'the colleague typing');
    await until(() => heard.includes('ana'), 'the operator typing');
    expect(own.of('typing').some(({ by }) => by !== undefined)).toBe(false);
    await post(ben, id, 'typing');
    expect(heard).not.toContain('ben');
    expect((await look(ana, id)).entries.length).toBe(events);
    await own.hear('watchers', ({ watchers }) => watchers.some(({ name }) => name === 'ben'), 'who else looks');
  });

  test('P-36 typing a thousand times a second is heard a few times, and the connection stays', async () => {
    const { guest, id } = await waiting();
    const ear = await hear(ana, { conversation: id });
    for (let count = 0; count < 1_000; count += 1) guest.socket.emit('typing', { on: count % 2 === 0 });
    await guest.say('done');
    await ear.hear('entry', ({ entry }) => entry.type === 'message' && entry.message.text === 'done', 'the message after it');
    expect(ear.of('typing').length).toBeLessThan(60);
  });

  test('a page that comes back gets what it missed, once; one that was away too long is told to begin anew', async () => {
    const { guest, id } = await waiting();
    const before = await hear(ana, { conversation: id });
    await guest.say('first');
    await before.hear('entry', ({ entry }) => entry.type === 'message' && entry.message.text === 'first', 'the first');
    const last = before.last();
    before.close();
    await guest.say('second');
    const after = await hear(ana, { conversation: id, last });
    await after.hear('entry', ({ entry }) => entry.type === 'message' && entry.message.text === 'second', 'what was missed');
    expect(after.of('ready')[0]?.resumed).toBe(true);
    expect(after.of('entry').filter(({ entry }) => entry.type === 'message').length).toBe(1);
    const lost = await hear(ana, { conversation: id, last: 'ffffffff-3' });
    expect([lost.of('ready')[0]?.resumed, lost.of('reset').length]).toEqual([false, 1]);
  });

  test('nobody listens who is not signed in, nor to a conversation of another project', async () => {
    const stranger = { cookie: '' } as Caller; // only the cookie is looked at
    await expect(listen(stand.address, stranger)).rejects.toThrow('401');
    await expect(listen(stand.address, ana, { conversation: 'nothing' })).rejects.toThrow('404');
  });
});
