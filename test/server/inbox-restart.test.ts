import { afterEach, describe, expect, test } from 'vitest';
import type { InboxConversation, InboxEntry } from '../../shared/inbox.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { type Caller, callerOf, codeOf, firstOwner, password } from './people.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

const project: AuthoredProject = projectOf(
  [
    { name: 'Human', triggerOnClientCommand: true, effects: [{ type: 'handoff' as const, reason: 'wants a human' }] },
    { name: 'Greet', triggerOnClientCommand: true, effects: [reply('Hello!')] },
  ],
  { handoff: { waiting: 'Wait, please.', waitMinutes: 0.1, whenNobody: 'return', unavailable: 'Nobody came.' }, noModelReply: 'Hm.' },
);

let stand: Stand;
let ann: Caller;
const guests: Guest[] = [];
afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  await stand.remove();
});

const post = (id: string, deed: string, body: object = {}) => ann.call(`/projects/test/inbox/${id}/${deed}`, { method: 'POST', body });
const look = (id: string) => ann.json<InboxConversation>(`/projects/test/inbox/${id}`);
const texts = (entries: readonly InboxEntry[]) => entries.flatMap((entry) => (entry.type === 'message' ? [entry.message.text] : []));

async function begin(): Promise<void> {
  stand = await serve(project);
  ann = await firstOwner(stand);
}

/** The server goes and comes back over the same database; whoever works there signs in again. */
async function again(): Promise<void> {
  const { database } = stand;
  await stand.stop();
  const before = stand;
  const next = await serve(project, { PROMPTSIDE_DATABASE: database });
  stand = {
    ...next,
    database,
    async remove() {
      await next.remove();
      await before.remove();
    },
  };
  ann = callerOf(stand.address);
  await ann.call('/session', { method: 'POST', body: { login: 'ann', password } });
}

async function came(hello: Parameters<typeof visit>[1] = {}): Promise<Guest> {
  const guest = await visit(stand.address, hello);
  guests.push(guest);
  return guest;
}
const returned = ({ welcome }: Guest) => came({ token: welcome.token, conversation: welcome.conversation });

describe('a server that stops and starts', () => {
  test('while a human is there: whose it is, what was said and what is unanswered are as before, and the bot stays silent', async () => {
    await begin();
    const guest = await came();
    const id = guest.welcome.conversation;
    await post(id, 'take');
    await guest.say('before');
    await again();
    const back = await returned(guest);
    expect(back.welcome.status).toBe('with_human');
    await back.say('after');
    await back.press('Greet');
    expect(await codeOf(await post(id, 'reply', { id: 'restart-0001', text: 'Here I am.' }))).toEqual([200, undefined]);
    await back.say('unanswered');
    await again();
    expect(await codeOf(await post(id, 'reply', { id: 'restart-0001', text: 'Here I am.' }))).toEqual([200, undefined]);
    expect(texts((await look(id)).entries)).toEqual(['before', 'after', 'Here I am.', 'unanswered']);
    await post(id, 'hand-back');
    await until(async () => texts((await look(id)).entries).includes('Hm.'), 'the bot');
    expect(texts((await look(id)).entries)).toEqual(['before', 'after', 'Here I am.', 'unanswered', 'Hm.']);
  });

  test('while a visitor waits: the deadline comes all the same, once, and the bot goes on', async () => {
    await begin();
    const guest = await came();
    const id = guest.welcome.conversation;
    await guest.press('Human');
    await guest.heard(1);
    await again();
    await until(async () => (await look(id)).row.status === 'active', 'the deadline');
    await until(async () => texts((await look(id)).entries).includes('Nobody came.'), 'the words');
    await again();
    expect(texts((await look(id)).entries)).toEqual(['Wait, please.', 'Nobody came.']);
  });

  test('a take-over in the moment of the deadline: the operator has it, and from then on the bot says nothing', async () => {
    await begin();
    const waiting = await Promise.all(Array.from({ length: 12 }, () => came()));
    await Promise.all(waiting.map((guest) => guest.press('Human').then(() => guest.heard(1))));
    const latest = Math.max(...(await Promise.all(waiting.map(async ({ welcome }) => (await look(welcome.conversation)).row.human?.until ?? 0))));
    expect(latest).toBeGreaterThan(0);
    await Promise.all(
      waiting.map(async ({ welcome }, index) => {
        await new Promise((then) => setTimeout(then, Math.max(0, latest - Date.now() - 60 + index * 10)));
        expect((await post(welcome.conversation, 'take')).status).toBe(200);
      }),
    );
    for (const { welcome } of waiting) {
      const { row, entries } = await look(welcome.conversation);
      expect(row).toMatchObject({ status: 'with_human', human: { operator: { name: 'Ann' } } });
      expect(row.human?.until).toBeUndefined();
      const taken = entries.findIndex((entry) => entry.type === 'status' && entry.status === 'with_human');
      expect(texts(entries.slice(taken))).toEqual([]);
    }
  });
});
