import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { jumps } from '../fake-time.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { projectOf, reply } from '../world.ts';
import { type Caller, callerOf, password } from './people.ts';
import { scratch } from './process.ts';
import type { Told } from './shaken-server.ts';
import { type Guest, generous, visit } from './stand.ts';

const place = scratch();
const secret = 'a secret of this shop that is long enough';
const strict = { PROMPTSIDE_MESSAGES_PER_SECOND: '1', PROMPTSIDE_MESSAGE_BURST: '5', PROMPTSIDE_HANDSHAKES_PER_MINUTE: '60', SHOP_SECRET: secret };
const answer = { name: 'Answer', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [reply('here')] };

type Shaken = { address: string; link: string; tell(told: Told): Promise<number>; end(): Promise<void> };
type Message = { port?: number; link?: string; said?: number };

/** A server in a process of its own, whose clock a test sets: a visitor's connection goes by the visitor's clock. */
async function shaken(name: string, project: AuthoredProject, environment: Record<string, string> = {}): Promise<Shaken> {
  const file = join(place.folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(project));
  const own = { PORT: '0', PROMPTSIDE_PROJECT: file, PROMPTSIDE_DATABASE: join(place.folder, `${name}.sqlite`) };
  const child = fork(join(import.meta.dirname, 'shaken-server.ts'), { env: { PATH: process.env.PATH, ...generous, ...own, ...environment } });
  const next = () =>
    new Promise<Message>((resolve, reject) => {
      child.once('message', (message) => resolve(message as Message)); // the server's own messages
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  child.setMaxListeners(1_000);
  const { port = 0, link = '' } = await next();
  return {
    address: `http://127.0.0.1:${port}`,
    link,
    async tell(told) {
      const heard = next();
      child.send(told);
      return (await heard).said ?? 0;
    },
    end: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

let model: ModelServer;
let talking: Shaken;
let careful: Shaken;
beforeAll(async () => {
  model = await startModelServer(({ body }) => ({ pieces: ['You ', 'said ', String(body.messages.at(-1)?.content), '.'], everyMilliseconds: 3 }));
  const models: AuthoredProject['models'] = [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }];
  talking = await shaken('talking', projectOf([], { models }));
  careful = await shaken('careful', projectOf([answer], { widget: { identity: { secret: 'SHOP_SECRET' } } }), strict);
});
afterAll(async () => {
  await Promise.all([talking.end(), careful.end(), model.close()]);
  place.remove();
});

async function soon(holds: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    if (await holds()) return;
    await new Promise((again) => setTimeout(again, 5));
  }
  throw new Error(`waited in vain for ${what()}`);
}

const messagesOf = ({ events }: Guest) => events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
const answersOf = (guest: Guest): string[] => messagesOf(guest).flatMap(({ role, text }) => (role === 'assistant' ? [text] : []));

async function signIn(server: Shaken): Promise<Caller> {
  const caller = callerOf(server.address);
  expect((await caller.call('/session', { method: 'POST', body: { login: 'ann', password } })).status).toBeLessThan(300);
  return caller;
}

describe('G-15 the system’s clock is set by an hour and by thirty days under load', () => {
  test('and no turn runs out of time, no message changes its place, and every message has the time it was sent', async () => {
    const counts = Array.from({ length: 15 }, (_, index) => index);
    const guests = await Promise.all(Array.from({ length: 6 }, () => visit(talking.address)));
    const began = Date.now() - 1_000;
    await talking.tell({ shake: 7 });
    const talk = async (guest: Guest): Promise<void> => {
      for (const count of counts) expect(await guest.say(`number ${count}`)).toMatchObject({ ok: true });
      await soon(
        () => answersOf(guest).length >= counts.length,
        () => `all answers; there are ${JSON.stringify(answersOf(guest))}`,
      );
    };
    await Promise.all(guests.map(talk));
    const ended = Date.now() + 1_000;
    for (const guest of guests) {
      expect(answersOf(guest)).toEqual(counts.map((count) => `You said number ${count}.`));
      expect(guest.events.map(({ n }) => n)).toEqual(guest.events.map((_, index) => index + 1));
      const times = messagesOf(guest).map(({ at }) => at);
      expect([Math.min(...times) >= began, Math.max(...times) <= ended]).toEqual([true, true]);
      const again = await visit(talking.address, { token: guest.welcome.token, conversation: guest.welcome.conversation });
      expect(again.events).toEqual(guest.events);
      again.leave();
      guest.leave();
    }
  }, 60_000);

  test('and a visitor may say as much as before: not more after a jump ahead, not less after one back', async () => {
    const guest = await visit(careful.address);
    const began = performance.now();
    let taken = 0;
    for (let count = 0; count < 20; count += 1) {
      await careful.tell({ set: jumps[count % jumps.length] ?? 0 });
      if ((await guest.press('Answer')).ok) taken += 1;
    }
    expect(taken).toBeGreaterThanOrEqual(5);
    expect(taken).toBeLessThanOrEqual(5 + Math.ceil((performance.now() - began) / 1_000));
    for (const set of jumps) {
      await careful.tell({ set });
      await soon(
        async () => (await guest.press('Answer')).ok === true,
        () => 'another message to be taken',
      );
    }
    guest.leave();
  }, 60_000);

  test('and nobody who signed in is signed out, whatever the clock said then and says now', async () => {
    const owner = callerOf(careful.address);
    await careful.tell({ set: jumps[2] ?? 0 });
    await owner.call('/session', { method: 'POST', body: { token: careful.link } });
    await owner.call('/account', { method: 'POST', body: { name: 'Ann', login: 'ann', password } });
    for (const set of jumps) {
      await careful.tell({ set });
      const late = await signIn(careful);
      for (const next of [0, ...jumps]) {
        const said = await careful.tell({ set: next });
        expect(Math.abs(said - Date.now() - next), 'the clock of the process is really set').toBeLessThan(60_000);
        const known = [(await owner.call('/session')).status, (await late.call('/session')).status];
        expect([set, next, ...known]).toEqual([set, next, 200, 200]);
      }
    }
  }, 60_000);

  test('and whom a site has signed for is let in and not sent away', async () => {
    const claims = new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject('user-1').setAudience('test').setExpirationTime('10m');
    const identity = await claims.sign(new TextEncoder().encode(secret));
    const guests: Guest[] = [];
    for (const set of jumps) {
      await careful.tell({ set });
      guests.push(await visit(careful.address, { identity }));
    }
    await careful.tell({ shake: 11 });
    await new Promise((later) => setTimeout(later, 200));
    for (const guest of guests) {
      expect(guest.socket.connected).toBe(true);
      guest.leave();
    }
  });
});
