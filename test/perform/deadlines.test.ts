import { afterAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply, sharedSandbox, type World, world } from '../world.ts';
import { handClock } from './hand-clock.ts';
import { ana, breath } from './handoff-world.ts';

afterAll(() => sharedSandbox().close());

const minute = 60_000;
const intents = { human: ['Human'], hi: ['Greet'] };
const waits = (handoff: NonNullable<AuthoredProject['handoff']>) =>
  projectOf(
    [
      { name: 'Human', effects: [{ type: 'handoff' as const }] },
      { name: 'Greet', effects: [reply('Hello!')] },
    ],
    { handoff: { waiting: 'Wait.', unavailable: 'Nobody came.', ...handoff } },
  );

async function fetched(handoff: NonNullable<AuthoredProject['handoff']>) {
  const clock = handClock();
  const w = await world(waits(handoff), { intents, ports: { clock } });
  await w.say('human');
  await breath();
  return { w, clock };
}

async function settled(w: World): Promise<void> {
  await breath();
  await w.rest();
}

describe('nobody comes in time', () => {
  test('the bot says so, goes on, and answers what was said meanwhile', async () => {
    const { w, clock } = await fetched({ waitMinutes: 2, whenNobody: 'return' });
    await w.say('hi');
    await clock.move(2 * minute - 1);
    await settled(w);
    expect((await w.now()).status).toBe('waiting_for_human');
    await clock.move(1);
    await settled(w);
    expect(await w.heard()).toEqual(['Wait.', 'Nobody came.', 'Hello!']);
    expect((await w.now()).status).toBe('active');
  });

  test('or the conversation goes on waiting, and the bot says nothing', async () => {
    const { w, clock } = await fetched({ waitMinutes: 2 });
    await clock.move(3 * minute);
    await settled(w);
    expect(await w.heard()).toEqual(['Wait.']);
    expect(await w.events('wait_overdue')).toHaveLength(1);
    expect((await w.now()).human).toMatchObject({ operator: null });
    await clock.move(60 * minute);
    await settled(w);
    expect(await w.events('wait_overdue')).toHaveLength(1);
  });

  test('whoever has come is not overtaken by the clock', async () => {
    const { w, clock } = await fetched({ waitMinutes: 2, whenNobody: 'return' });
    await w.conversations.inbox.takeOver(w.id, ana);
    await breath();
    const armed = clock.armed();
    await clock.move(60 * minute);
    await settled(w);
    expect((await w.now()).status).toBe('with_human');
    expect([armed, await w.heard()]).toEqual([0, ['Wait.']]);
  });

  test('G-10 a restart forgets no deadline, not even one that passed meanwhile', async () => {
    const store = memoryStore();
    const clock = handClock();
    const w = await world(waits({ waitMinutes: 2, whenNobody: 'return' }), { intents, store, ports: { clock } });
    await w.say('human');
    await w.conversations.drain(0);
    await clock.move(5 * minute);
    expect((await w.now()).status).toBe('waiting_for_human');
    const later = conversationsOf(w.ports, versionsOf(w.ports, parseProject));
    expect(await later.resume()).toBe(1);
    await breath();
    await clock.move(0);
    for (let tries = 0; tries < 50 && (await later.look(w.id)).conversation.queue.length + Number((await later.look(w.id)).isWorking) > 0; tries += 1)
      await breath();
    expect(await w.heard()).toEqual(['Wait.', 'Nobody came.']);
  });
});
