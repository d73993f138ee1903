import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxConversation, InboxEntry, InboxOperators, InboxPage, InboxRow } from '../../shared/inbox.ts';
import { projectOf, reply } from '../world.ts';
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
let ana: Caller;
let ben: Caller;
const open: { close(): void }[] = [];

beforeAll(async () => {
  stand = await serve(project);
  const owner = await firstOwner(stand);
  ana = await invited(stand, owner, { name: 'ana', role: 'operator' });
  ben = await invited(stand, owner, { name: 'ben', role: 'operator' });
}, 60_000);
afterAll(async () => {
  for (const one of open) one.close();
  await stand.remove();
});

const post = (who: Caller, id: string, deed: string, body: object = {}) => who.call(`/projects/test/inbox/${id}/${deed}`, { method: 'POST', body });
const look = (who: Caller, id: string) => who.json<InboxConversation>(`/projects/test/inbox/${id}`);
const page = (who: Caller, query = '') => who.json<InboxPage>(`/projects/test/inbox?${query}`);
const texts = (entries: readonly InboxEntry[]) => entries.flatMap((entry) => (entry.type === 'message' ? [entry.message.text] : []));
const operatorTexts = ({ events }: Guest) =>
  events.flatMap((event) => (event.type === 'message' && event.message.role === 'operator' ? [event.message.text] : []));
const idOf = async (name: string) =>
  (await ana.json<InboxOperators>('/projects/test/inbox/operators')).operators.find((one) => one.name === name)?.id ?? '';

async function came(): Promise<{ guest: Guest; id: string }> {
  const guest = await visit(stand.address);
  open.push({ close: () => guest.leave() });
  return { guest, id: guest.welcome.conversation };
}

async function withAna(): Promise<{ guest: Guest; id: string }> {
  const here = await came();
  expect((await post(ana, here.id, 'take')).status).toBe(200);
  return here;
}

describe('operators who come in between', () => {
  test('P-44 taken over while messages are being accepted: all of them are kept, and the bot answers none of those that came after', async () => {
    const { guest, id } = await came();
    const sent = ['one', 'two', 'three', 'four'].map((text) => guest.say(text));
    const taken = post(ana, id, 'take');
    const later = ['five', 'six'].map((text) => guest.say(text));
    await Promise.all([...sent, ...later, taken]);
    const before = texts((await look(ana, id)).entries).filter((text) => text === 'Hm.').length;
    await guest.say('seven');
    expect((await post(ana, id, 'reply', { id: 'hostile-0001', text: 'I am here.' })).status).toBe(200);
    await until(() => operatorTexts(guest).length === 1, 'the reply');
    const said = texts((await look(ana, id)).entries);
    expect(said.filter((text) => text === 'Hm.').length).toBe(before);
    for (const text of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) expect(said.filter((one) => one === text)).toEqual([text]);
  });

  test('handed back by one while it is given to another: it ends in one of the two ways, and both were told', async () => {
    const { id } = await withAna();
    const to = await idOf('ben');
    const [back, given] = await Promise.all([post(ana, id, 'hand-back'), post(ana, id, 'assign', { operator: to })]);
    const { row } = await look(ana, id);
    if (back.status === 200 && given.status === 200) expect(row.human?.operator?.name).toBe('ben');
    else expect([back.status, row.human?.operator?.name]).toEqual([409, 'ben']);
  });

  test('a used id with other words, or by somebody else, is a conflict, and nothing is said twice', async () => {
    const { guest, id } = await withAna();
    await post(ana, id, 'reply', { id: 'hostile-0002', text: 'first words' });
    expect(await codeOf(await post(ana, id, 'reply', { id: 'hostile-0002', text: 'other words' }))).toEqual([409, 'message.conflict']);
    expect(await codeOf(await post(ben, id, 'reply', { id: 'hostile-0002', text: 'first words' }))).toEqual([409, 'message.conflict']);
    const twins = await Promise.all([1, 2, 3].map(() => post(ana, id, 'reply', { id: 'hostile-0003', text: 'at once' })));
    expect(twins.map(({ status }) => status)).toEqual([200, 200, 200]);
    await until(() => operatorTexts(guest).length === 2, 'two replies');
    expect(operatorTexts(guest)).toEqual(['first words', 'at once']);
  });

  test('a visitor’s id cannot be used for a reply, nor a reply’s for a message', async () => {
    const { guest, id } = await withAna();
    await guest.say('mine', 'shared-id-0001');
    expect(await codeOf(await post(ana, id, 'reply', { id: 'shared-id-0001', text: 'mine' }))).toEqual([409, 'message.conflict']);
    await post(ana, id, 'reply', { id: 'shared-id-0002', text: 'hers' });
    expect(await guest.say('hers', 'shared-id-0002')).toMatchObject({ ok: false });
  });

  test('what an operator writes is kept as it was: markup is text, broken characters are mended, blank is refused', async () => {
    const { guest, id } = await withAna();
    const words = '<img src=x onerror=alert(1)> שלום \u202Eabc 👩‍👩‍👧 \uD83D half\0 zero';
    expect((await post(ana, id, 'reply', { id: 'hostile-0004', text: words })).status).toBe(200);
    await until(() => operatorTexts(guest).length === 1, 'the reply');
    expect(operatorTexts(guest)).toEqual(['<img src=x onerror=alert(1)> שלום \u202Eabc 👩‍👩‍👧 \uFFFD half\uFFFD zero']);
    expect(await codeOf(await post(ana, id, 'reply', { id: 'hostile-0005', text: ' \n ' }))).toEqual([400, 'admin.invalid']);
    expect(await codeOf(await post(ana, id, 'reply', { id: 'short', text: 'a' }))).toEqual([400, 'admin.invalid']);
    expect(await codeOf(await post(ana, id, 'reply', { id: 'hostile-0006', text: 'x'.repeat(8_001) }))).toEqual([400, 'admin.invalid']);
  });

  test('a preview that is cut ends with a whole character, and one of files alone names them', async () => {
    const { guest, id } = await withAna();
    await guest.say(`${'a'.repeat(119)}👍 and more`);
    const { preview } = (await look(ana, id)).row;
    expect(preview.isWellFormed()).toBe(true);
    expect(preview).not.toContain('\uFFFD');
  });
});

describe('visitors who come and go while a human is there', () => {
  test('a second tab, a reload and a return find the human and every word once', async () => {
    const { guest, id } = await withAna();
    const { token } = guest.welcome;
    await post(ana, id, 'reply', { id: 'hostile-0007', text: 'Still here.' });
    const tab = await visit(stand.address, { token, conversation: id });
    open.push({ close: () => tab.leave() });
    expect(tab.welcome.status).toBe('with_human');
    expect(operatorTexts(tab)).toEqual(['Still here.']);
    guest.leave();
    await tab.say('from the tab');
    expect((await look(ana, id)).row).toMatchObject({ online: true, preview: 'from the tab', status: 'with_human' });
    tab.leave();
    await until(async () => !(await look(ana, id)).row.online, 'nobody to be there');
    await post(ana, id, 'reply', { id: 'hostile-0008', text: 'Said to nobody.' });
    const back = await visit(stand.address, { token, conversation: id });
    open.push({ close: () => back.leave() });
    expect(operatorTexts(back)).toEqual(['Still here.', 'Said to nobody.']);
  });

  test('a visitor who starts anew leaves the human behind: the old conversation is over for everybody, and wants nobody any more', async () => {
    const { guest, id } = await withAna();
    await guest.say('unread words');
    const { counts: before } = await page(ana);
    const welcomed = new Promise<string>((resolve) => guest.socket.once('welcome', ({ conversation }) => resolve(conversation)));
    await guest.socket.emitWithAck('restart');
    expect(await welcomed).not.toBe(id);
    expect((await look(ana, id)).row.status).toBe('ended');
    for (const deed of ['take', 'hand-back']) expect(await codeOf(await post(ana, id, deed))).toEqual([409, 'conversation.ended']);
    expect(await codeOf(await post(ana, id, 'reply', { id: 'hostile-0009', text: 'hello?' }))).toEqual([409, 'conversation.ended']);
    const { counts, rows } = await page(ana, 'needs=mine');
    expect(rows.map((row) => row.id)).not.toContain(id);
    expect([counts.mine, counts.unread]).toEqual([before.mine - 1, before.unread - 1]);
  });

  test('started anew in the moment of the hand back: what is over stays over', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { guest, id } = await withAna();
      await Promise.all([post(ana, id, 'hand-back', { summary: 'done' }), guest.socket.emitWithAck('restart')]);
      expect((await look(ana, id)).row).toMatchObject({ status: 'ended' });
    }
  });

  test('taken over in the moment in which a human is wished for and started anew: never in nobody’s hands and silent', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { guest, id } = await came();
      await Promise.all([guest.press('Human'), guest.socket.emitWithAck('human'), post(ana, id, 'take'), post(ben, id, 'take')]);
      const { status, human } = (await look(ana, id)).row as InboxRow;
      expect([status, human?.operator?.name]).toEqual(['with_human', expect.stringMatching(/^(ana|ben)$/)]);
    }
  });
});
