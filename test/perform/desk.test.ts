import { afterAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { deskLimits, deskOf } from '../../runtime/perform/desk.ts';
import { signature } from '../../runtime/perform/tools/webhook-signature.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Clock, Http, HttpAnswer, HttpRequest, Store } from '../../runtime/ports.ts';
import { parseProject } from '../../shared/parse.ts';
import { projectOf, reply, sharedSandbox, startOfTime, world } from '../world.ts';
import { handClock } from './hand-clock.ts';
import { ana, breath } from './handoff-world.ts';

afterAll(() => sharedSandbox().close());

const intents = { human: ['Human'], hi: ['Greet'] };
const project = projectOf(
  [
    { name: 'Human', effects: [{ type: 'handoff' as const, reason: 'stuck' }] },
    { name: 'Greet', effects: [reply('Hello!')] },
  ],
  { handoff: { webhook: { url: 'https://desk.example/hook', secret: 'DESK_SECRET' } } },
);

/** A desk that answers as it is told, and what reached it. */
function desk(answers: number[] = []): { http: Http; got: HttpRequest[]; kinds(): string[] } {
  const got: HttpRequest[] = [];
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    got.push(request);
    const status = answers.shift() ?? 200;
    const rest = { status, statusText: '', headers: {}, data: null, milliseconds: 1 };
    return status === 200 ? { ok: true, ...rest } : { ok: false, ...rest, problem: { code: 'http.status', message: `it said ${status}` } };
  };
  return { http: { send, close: async () => undefined }, got, kinds: () => got.map(({ headers }) => headers['promptside-event'] ?? '') };
}

/** Real waits, a hundred thousand times shorter. */
function hastyClock(): Clock {
  let now = startOfTime;
  return {
    now: () => (now += 1),
    soon: (then) => void setImmediate(then),
    after(milliseconds, then) {
      const timer = setTimeout(() => {
        now += milliseconds;
        then();
      }, milliseconds / 100_000);
      return () => clearTimeout(timer);
    },
  };
}

const secrets = { get: (name: string) => (name === 'DESK_SECRET' ? 'a secret of some length' : undefined) };

async function quiet(store: Store): Promise<void> {
  for (let tries = 0; tries < 500 && (await store.outgoing(10)).length > 0; tries += 1) await breath();
  await breath();
}

async function opened(answers: number[] = [], store = memoryStore()) {
  const { http, got, kinds } = desk(answers);
  const w = await world(project, { intents, store, ports: { http, secrets, clock: hastyClock() } });
  return { w, store, got, kinds, inbox: w.conversations.inbox };
}

describe('an external desk', () => {
  test('hears of everything around a human, in order, signed, and of nothing that was said to the bot', async () => {
    const { w, store, got, kinds, inbox } = await opened();
    await w.say('hi');
    await w.say('human');
    await inbox.takeOver(w.id, ana);
    await w.say('hello?');
    await inbox.reply(w.id, ana, { id: 'reply-01', text: 'Hi.' });
    await inbox.handBack(w.id, ana, { summary: 'solved' });
    await inbox.takeOver(w.id, ana);
    await inbox.end(w.id, ana, 'done');
    await quiet(store);
    expect(kinds()).toEqual(['handoff.requested', 'handoff.taken', 'visitor.message', 'operator.message', 'handed_back', 'handoff.taken', 'closed']);
    expect(JSON.parse(got[2]?.body ?? '')).toMatchObject({ event: 'visitor.message', conversation: w.id, text: 'hello?', project: 'test' });
    for (const { body = '', headers } of got) {
      const seconds = Number(/^t=(\d+),/.exec(headers['promptside-signature'] ?? '')?.[1]);
      expect(signature('a secret of some length', { body, now: seconds * 1_000 })['promptside-signature']).toBe(headers['promptside-signature']);
      expect(headers['idempotency-key']).toBe(JSON.parse(body).id);
    }
    expect(new Set(got.map(({ headers }) => headers['idempotency-key'])).size).toBe(got.length);
  });

  test('what does not arrive is sent again under the same key, and what comes after it waits', async () => {
    const { w, store, got, kinds, inbox } = await opened([500, 503, 200]);
    await w.say('human');
    await inbox.takeOver(w.id, ana);
    await quiet(store);
    expect(kinds()).toEqual(['handoff.requested', 'handoff.requested', 'handoff.requested', 'handoff.taken']);
    expect(new Set(got.slice(0, 3).map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  test('what never arrives is given up after so many tries, which is on record, and the rest goes on', async () => {
    const { w, store, kinds, inbox } = await opened(Array.from({ length: deskLimits.attempts }, () => 500));
    await w.say('human');
    await inbox.takeOver(w.id, ana);
    await quiet(store);
    expect(kinds().filter((kind) => kind === 'handoff.requested')).toHaveLength(deskLimits.attempts);
    expect(kinds().at(-1)).toBe('handoff.taken');
    expect(await store.audits({ limit: 10 })).toMatchObject([{ what: 'desk.given_up', after: { kind: 'handoff.requested', reason: 'it said 500' } }]);
  });

  test('after a stop it goes on with what was still to be sent, and sends nothing that has arrived', async () => {
    const { w, store, inbox, kinds } = await opened([200, ...Array.from({ length: 500 }, () => 500)]);
    await w.say('human');
    await inbox.takeOver(w.id, ana);
    await inbox.reply(w.id, ana, { id: 'reply-01', text: 'Hi.' });
    while (kinds().length < 2) await breath();
    await w.conversations.drain(0);
    await breath();
    expect(kinds()[0]).toBe('handoff.requested');
    const again = desk();
    const ports = { ...w.ports, http: again.http };
    await conversationsOf(ports, versionsOf(ports, parseProject)).resume();
    await quiet(store);
    expect(again.kinds()).toEqual(['handoff.taken', 'operator.message']);
  });

  test('what arrives while the store is being read is not sent again by what that read found', async () => {
    const plain = memoryStore();
    const store: Store = {
      ...plain,
      async outgoing(limit) {
        const found = await plain.outgoing(limit);
        await breath();
        return found;
      },
    };
    const { w, got, inbox } = await opened([], store);
    await w.say('human');
    await inbox.takeOver(w.id, ana);
    for (const id of ['reply-01', 'reply-02', 'reply-03', 'reply-04']) {
      await inbox.reply(w.id, ana, { id, text: 'Hi.' });
      await new Promise(setImmediate);
    }
    await quiet(plain);
    expect(got.map(({ headers }) => headers['idempotency-key'])).toEqual([...new Set(got.map(({ headers }) => headers['idempotency-key']))]);
    expect(got).toHaveLength(6);
  });

  test('while the store cannot be read or written it waits between its tries, and nothing is left out', async () => {
    const plain = memoryStore();
    const failing = { outgoing: 3, settle: 3 };
    const tried: string[] = [];
    const orFail = (what: keyof typeof failing): void => {
      tried.push(what);
      failing[what] -= 1;
      if (failing[what] >= 0) throw new Error('the disk is full');
    };
    const store: Store = {
      ...plain,
      outgoing: async (limit) => {
        orFail('outgoing');
        return plain.outgoing(limit);
      },
      settle: async (number) => {
        orFail('settle');
        return plain.settle(number);
      },
    };
    const { w, got, kinds } = await opened([], store);
    await w.say('human');
    await quiet(plain);
    expect(kinds()).toEqual(Array.from({ length: 4 }, () => 'handoff.requested'));
    const seconds = got.map(({ headers }) => Number(/^t=(\d+),/.exec(headers['promptside-signature'] ?? '')?.[1]));
    expect(new Set(seconds).size).toBe(4);
    expect(tried.filter((what) => what === 'settle')).toHaveLength(4);
  });

  test('however often it is poked meanwhile, it waits with one timer, and a stop forgets that one too', async () => {
    const clock = handClock();
    const store = { ...memoryStore(), outgoing: () => Promise.reject(new Error('the disk is full')) };
    const w = await world(projectOf([]));
    const office = deskOf({ ...w.ports, store, clock }, w.versions);
    for (let pokes = 0; pokes < 3; pokes += 1) {
      office.poke();
      await breath();
    }
    expect(clock.armed()).toBe(1);
    office.stop();
    expect(clock.armed()).toBe(0);
  });

  test('a stop while it reads what waits lets nothing more out', async () => {
    const { http, got } = desk([503]);
    // Its clock stands still, so that nothing is sent again by itself.
    const w = await world(project, { intents, ports: { http, secrets, clock: handClock() } });
    await w.say('human');
    for (let tries = 0; tries < 100 && (await w.ports.store.outgoing(1))[0]?.attempts !== 1; tries += 1) await breath();
    let give = (): void => undefined;
    const read = new Promise<void>((resolve) => {
      give = resolve;
    });
    const store: Store = {
      ...w.ports.store,
      outgoing: async (limit) => {
        await read;
        return (await w.ports.store.outgoing(limit)).map((pending) => ({ ...pending, nextAt: 0 }));
      },
    };
    const office = deskOf({ ...w.ports, store }, w.versions);
    office.poke();
    office.stop();
    give();
    await breath();
    expect([(await w.ports.store.outgoing(10)).length, got.length]).toEqual([1, 1]);
  });

  test('without a desk nothing is stored for one', async () => {
    const store = memoryStore();
    const w = await world({ ...project, handoff: {} }, { intents, store });
    await w.say('human');
    expect(await store.outgoing(10)).toEqual([]);
  });
});
