import { afterAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { LanguageModel, Store } from '../../runtime/ports.ts';
import { parseProject } from '../../shared/parse.ts';
import { Problem } from '../../shared/problem.ts';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';
import { handClock } from './hand-clock.ts';
import { ana, ben, breath } from './handoff-world.ts';

afterAll(() => sharedSandbox().close());

const second = 1_000;
const minute = 60 * second;

/** A store that can be switched off: it neither takes nor gives anything then. */
function switchedStore(): { store: Store; down(isDown: boolean): void } {
  const inner = memoryStore();
  let isDown = false;
  const here =
    <A extends unknown[], R>(then: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (isDown) throw new Problem('store.unavailable', { reason: 'switched off' });
      return then(...given);
    };
  return {
    store: { ...inner, commit: here(inner.commit), load: here(inner.load), outgoing: here(inner.outgoing) },
    down: (down) => {
      isDown = down;
    },
  };
}

/** A model that answers when it is told to and cannot be stopped; it notes how many answers were asked of it, and how many at once. */
function stubbornModel(): { model: LanguageModel; finish(): Promise<void>; asked(): number; mostAtOnce(): number } {
  const open: (() => void)[] = [];
  let asked = 0;
  let most = 0;
  const model: LanguageModel = {
    answer: () =>
      new Promise((resolve) => {
        asked += 1;
        const usage = { inputTokens: 1, outputTokens: 1 };
        open.push(() => resolve({ ok: true, text: 'Here I am.', calls: [], finish: 'end', usage, milliseconds: 1, attempts: 1 }));
        most = Math.max(most, open.length);
      }),
  };
  const finish = async (): Promise<void> => {
    open.shift()?.();
    await breath();
    await breath();
  };
  return { model, finish, asked: () => asked, mostAtOnce: () => most };
}

const talking = projectOf([], { models: [{ name: 'm', provider: 'openai', model: 'x' }] });

async function asking() {
  const { store, down } = switchedStore();
  const clock = handClock();
  const held = stubbornModel();
  const w = await world(talking, { store, ports: { clock, model: held.model } });
  await w.conversations.accept(w.id, { kind: 'message', id: 'first-one', text: 'hello' });
  for (let tries = 0; tries < 100 && held.asked() === 0; tries += 1) await breath();
  return { w, down, clock, held };
}

describe('G-14 a store that fails for a while', () => {
  test('what was taken in is answered once it is back, however long that takes', async () => {
    const { w, down, clock, held } = await asking();
    down(true);
    await held.finish();
    for (let passed = 0; passed < 5; passed += 1) await clock.move(second);
    down(false);
    await clock.move(second);
    await breath();
    await held.finish();
    await w.rest();
    expect([await w.heard(), held.asked()]).toEqual([['Here I am.'], 2]);
  });

  test('P-22 a turn is done again only when what is left of it has ended: two of one conversation never overlap', async () => {
    const { w, down, clock, held } = await asking();
    down(true);
    await expect(w.conversations.accept(w.id, { kind: 'message', id: 'second-one', text: 'and?' })).rejects.toMatchObject({
      code: 'store.unavailable',
    });
    down(false);
    for (let passed = 0; passed < 3; passed += 1) await clock.move(second);
    expect(held.asked()).toBe(1);
    for (let left = 0; left < 4; left += 1) {
      await held.finish();
      await clock.move(second);
    }
    await w.rest();
    expect([await w.heard(), held.mostAtOnce(), held.asked()]).toEqual([['Here I am.'], 1, 2]);
  });

  test('who stood in line behind what could not be stored is served from what is stored', async () => {
    const inner = memoryStore();
    let fail = (): void => undefined;
    let isNext = false;
    const store: Store = {
      ...inner,
      commit: async (commit) => {
        if (!isNext) return inner.commit(commit);
        isNext = false;
        await new Promise<void>((resolve) => {
          fail = resolve;
        });
        throw new Problem('store.unavailable', { reason: 'switched off' });
      },
    };
    const w = await world(talking, { store, ports: { clock: handClock() } });
    await w.rest();
    isNext = true;
    const first = w.conversations.inbox.takeOver(w.id, ana);
    const second = w.conversations.inbox.takeOver(w.id, ben);
    const third = w.conversations.accept(w.id, { kind: 'message', id: 'first-one', text: 'hello' });
    await breath();
    fail();
    await expect(first).rejects.toMatchObject({ code: 'store.unavailable' });
    await second;
    expect(await third).toEqual({ again: false });
    expect((await w.now()).human?.operator).toEqual(ben);
    expect((await w.now()).messages.map(({ text }) => text)).toEqual(['hello']);
  });

  test('a deadline that falls into that time is kept as soon as it is back', async () => {
    const { store, down } = switchedStore();
    const clock = handClock();
    const document = projectOf([{ name: 'Human', effects: [{ type: 'handoff' as const }] }], {
      handoff: { waiting: 'Wait.', unavailable: 'Nobody came.', waitMinutes: 2, whenNobody: 'return' },
    });
    const w = await world(document, { intents: { human: ['Human'] }, store, ports: { clock } });
    await w.say('human');
    await breath();
    down(true);
    await clock.move(2 * minute);
    for (let passed = 0; passed < 3; passed += 1) await clock.move(second);
    expect(await w.heard()).toEqual(['Wait.']);
    down(false);
    await clock.move(second);
    await breath();
    await w.rest();
    expect(await w.heard()).toEqual(['Wait.', 'Nobody came.']);
  });

  test('G-10 a start that cannot read what was cut off tries again', async () => {
    const { w, down, clock, held } = await asking();
    const drained = w.conversations.drain(0);
    await clock.move(0);
    await drained;
    const later = conversationsOf(w.ports, versionsOf(w.ports, parseProject));
    const open = w.ports.store.unfinished();
    down(true);
    expect([(await open).length, await later.resume()]).toEqual([1, 1]);
    await breath();
    down(false);
    await clock.move(second);
    for (let tries = 0; tries < 100 && held.asked() < 2; tries += 1) await breath();
    await held.finish();
    await held.finish();
    for (let tries = 0; tries < 100 && (await w.heard()).length === 0; tries += 1) await breath();
    expect(await w.heard()).toEqual(['Here I am.']);
  });
});

describe('what is looked up takes a while', () => {
  const intents = { bye: ['Bye'] };
  const leaving = projectOf([{ name: 'Bye', effects: [reply('Bye.'), { type: 'end_conversation' as const }] }], {
    onConversationResume: { effects: [reply('Welcome back!')] },
  });

  test('a visitor who comes back in two tabs at once is greeted once', async () => {
    const clock = handClock();
    const w = await world(leaving, { intents, ports: { clock } });
    await clock.move(31 * minute);
    await Promise.all([w.conversations.greetBack(w.id), w.conversations.greetBack(w.id)]);
    await w.rest();
    expect(await w.heard()).toEqual(['Welcome back!']);
  });

  test('a message that comes while the last turn ends is refused, and never taken in without an answer', async () => {
    const w = await world(leaving, { intents });
    const { current } = w.versions;
    await w.conversations.accept(w.id, { kind: 'message', id: 'last-words', text: 'bye' });
    w.versions.current = async (project) => {
      w.versions.current = current;
      await w.rest();
      return current(project);
    };
    await expect(w.conversations.accept(w.id, { kind: 'message', id: 'too-late-1', text: 'hello?' })).rejects.toMatchObject({
      code: 'conversation.ended',
    });
    expect((await w.now()).queue).toEqual([]);
    expect(await w.ports.store.unfinished()).toEqual([]);
  });

  test('a version that is ready later than the one after it does not take its place', async () => {
    const w = await world(leaving);
    let free = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      free = resolve;
    });
    const classifier = { ...w.ports.classifier, prepare: async ({ key }: { key: string }) => (key.includes('@2/') ? slow.then(() => []) : []) };
    const versions = versionsOf({ ...w.ports, classifier }, parseProject);
    const edition = { project: 'test', document: leaving, note: '', author: 'test', at: 0 };
    const second = versions.goLive({ ...edition, version: await w.ports.store.publish({ ...edition, moveRunning: true }), moveRunning: true });
    await versions.goLive({ ...edition, version: await w.ports.store.publish({ ...edition, moveRunning: false }), moveRunning: false });
    free();
    await second;
    expect([(await versions.current('test')).version, await versions.movesTo('test')]).toEqual([3, 2]);
  });
});

test('G-10 a drain that is over leaves no timer behind', async () => {
  const clock = handClock();
  const w = await world(projectOf([]), { ports: { clock } });
  await breath();
  const before = clock.armed();
  expect(await w.conversations.drain(8 * second)).toBe(0);
  expect(clock.armed()).toBe(before);
});
