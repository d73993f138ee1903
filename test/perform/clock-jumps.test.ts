import { afterAll, describe, expect, test } from 'vitest';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Clock } from '../../runtime/ports.ts';
import { rateOf } from '../../runtime/server/rate.ts';
import { triesOf } from '../../runtime/server/tries.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { fakeTime, jumps } from '../fake-time.ts';
import { seeded } from '../seeded.ts';
import { projectOf, reply, sharedSandbox, tickingClock, type World, world } from '../world.ts';
import { breath } from './handoff-world.ts';

afterAll(() => sharedSandbox().close());

const minute = 60_000;

/** The server's clock on a machine whose time a test moves; timers go by the time that passes, as timers do. */
function machine(roll: (() => number) | null) {
  const time = fakeTime();
  let running = 0;
  let timers: { at: number; then: () => void }[] = [];
  /** Sets the machine's clock before somebody looks at it, now and then. */
  const shaken = (): void => {
    if (roll && roll() < 0.5) time.jump(jumps[Math.floor(roll() * jumps.length)] ?? 0);
  };
  const clockOf = (now: () => number): Clock => ({
    ...tickingClock(),
    now() {
      shaken();
      return now();
    },
    after(milliseconds, then) {
      const timer = { at: running + milliseconds, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  });
  const go = (milliseconds: number): void => {
    shaken();
    running += milliseconds;
    time.pass(milliseconds);
    const due = timers.filter(({ at }) => at <= running);
    timers = timers.filter(({ at }) => at > running);
    for (const { then } of due) then();
  };
  return {
    clock: clockOf(time.now),
    jump: time.jump,
    /** The clock of a server that starts now; the one before has ended, and its timers with it. */
    restarted() {
      timers = [];
      return clockOf(time.restarted());
    },
    go,
    async pass(milliseconds: number) {
      go(milliseconds);
      await breath();
    },
  };
}

const project: AuthoredProject = projectOf(
  [
    { name: 'Human', effects: [{ type: 'handoff' as const }] },
    { name: 'Greet', effects: [reply('Hello!')] },
  ],
  { handoff: { waiting: 'Wait.', unavailable: 'Nobody came.', waitMinutes: 2, whenNobody: 'return' }, limits: { wallMilliseconds: 100 } },
);
const intents = { human: ['Human'], hi: ['Greet'] };

async function lived(roll: (() => number) | null): Promise<{ w: World; log: unknown }> {
  const { clock, pass } = machine(roll);
  const w = await world(project, { intents, ports: { clock } });
  const settled = async (): Promise<void> => {
    await breath();
    await w.rest();
  };
  for (let round = 0; round < 3; round += 1) {
    for (const text of ['hi', 'human', 'hi']) {
      await w.say(text);
      await pass(1_500);
    }
    await settled();
    await pass(2 * minute - 3_001);
    await settled();
    expect((await w.now()).status, 'nobody is given up early').toBe('waiting_for_human');
    await pass(1);
    await settled();
    expect((await w.now()).status, 'nor late').toBe('active');
  }
  return { w, log: await w.log() };
}

describe('G-15 a clock that is set by an hour or thirty days while the server works', () => {
  test('changes nothing at all: turns, their time, deadlines and the order of events are the same as without', async () => {
    const { log: calm } = await lived(null);
    for (let seed = 1; seed <= 20; seed += 1) {
      const { w, log } = await lived(seeded(seed));
      expect(log, `seed ${seed}`).toEqual(calm);
      expect((await w.events('turn_ended')).filter(({ how }) => how === 'failed')).toEqual([]);
      expect((await w.log()).map(({ seq }) => seq)).toEqual((await w.log()).map((_, index) => index + 1));
    }
  });

  test('gives nobody a message more or a try less', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const calm = machine(null);
      const shaken = machine(seeded(seed));
      const [one, other] = [calm, shaken].map(({ clock }) => ({
        rate: rateOf(clock, { perSecond: 1, burst: 5 }),
        tries: triesOf(clock, { perSecond: 1 / 30, burst: 3 }),
      }));
      const roll = seeded(seed + 1_000);
      for (let step = 0; step < 100; step += 1) {
        const next = Math.floor(roll() * 2_000);
        calm.go(next);
        shaken.go(next);
        expect(other?.rate.take('ann'), `seed ${seed}, step ${step}`).toBe(one?.rate.take('ann'));
        expect(
          outcome(() => other?.tries.take('ann')),
          `seed ${seed}, step ${step}`,
        ).toEqual(outcome(() => one?.tries.take('ann')));
      }
    }
  });

  test('and is set before a start, moves what is stored by as much, and loses nothing of it', async () => {
    for (const jump of jumps) {
      const it = machine(null);
      const w = await world(project, { intents, ports: { clock: it.clock } });
      await w.say('human');
      await w.conversations.drain(0);
      it.jump(jump);
      const ports = { ...w.ports, clock: it.restarted() };
      const later = conversationsOf(ports, versionsOf(ports, parseProject));
      await later.resume();
      const status = async () => {
        for (let tries = 0; tries < 5 || ((await later.look(w.id)).isWorking && tries < 500); tries += 1) await breath();
        return (await later.look(w.id)).conversation.status;
      };
      await breath();
      await it.pass(0);
      expect(await status()).toBe(jump > 0 ? 'active' : 'waiting_for_human');
      // A timer waits for a day at most, and is then armed again.
      for (let left = 2 * minute - jump; left > 0; left -= 24 * 60 * minute) {
        await it.pass(Math.min(left, 24 * 60 * minute));
        await breath();
      }
      expect(await status()).toBe('active');
      const log = await w.log();
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      expect(await w.heard()).toEqual(['Wait.', 'Nobody came.']);
    }
  });
});

function outcome(take: () => void): unknown {
  try {
    take();
    return 'taken';
  } catch (thrown) {
    return (thrown as { details?: unknown }).details; // a Problem says how many seconds are left
  }
}
