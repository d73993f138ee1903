import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { CheckpointVerdict } from '../../shared/checkpoint.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { reply, sharedSandbox, startOfTime, tickingClock } from '../world.ts';
import { calls, realClock, systemIn } from './loop-world.ts';
import { inline, operatorOf, recordingHttp, sequenceWorld, shop } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

const ada = { id: 'ada', name: 'Ada' };
const asking = { name: 'Apology', mode: 'approve_before_continuing' as const };
const within = (minutes: number, then: Exclude<CheckpointVerdict, 'rebase'>) => ({ ...asking, timeout: { minutes, then } });

/** A clock that stands until a test moves it; what waits longer than a second is called when its time has come. */
function handClock() {
  let time = startOfTime;
  let waiting: { at: number; call: () => void }[] = [];
  return {
    ...tickingClock(),
    now: () => time,
    after(milliseconds: number, call: () => void) {
      if (milliseconds <= 1_000) return realClock.after(milliseconds, call);
      const one = { at: time + milliseconds, call };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((it) => it !== one);
      };
    },
    pass(minutes: number) {
      time += minutes * 60_000;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { call } of due) call();
    },
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (await holds()) return;
    await new Promise((again) => setTimeout(again, 2));
  }
  throw new Error('it did not come');
}

const worldWith = async (sequence: NonNullable<AuthoredProject['promptSequences']>[number]) => {
  const clock = handClock();
  const w = await sequenceWorld(shop(server, [sequence]), { ports: { clock }, intents: { hello: [] } });
  await w.start('Apology');
  const isDecided = async () => (await w.checkpoints())[0]?.status !== 'pending' && (await w.now()).turn === null;
  return { w, clock, isDecided };
};

describe('a deadline', () => {
  test('and an operator at the same moment: one of them decides, and nothing is done twice', async () => {
    for (const first of ['operator', 'deadline'] as const) {
      server.play([calls(['refund', { amount: 1 }]), { text: 'Sorry.' }]);
      const { w, clock, isDecided } = await worldWith({ ...within(30, 'approve'), steps: inline('Apologise.') });
      const [checkpoint] = await w.checkpoints();
      if (first === 'deadline') clock.pass(30);
      const decided = w.conversations.decide(w.id, { wait: checkpoint?.id ?? '', approve: true, how: 'approve', by: 'Ada' });
      if (first === 'operator') clock.pass(30);
      const [outcome] = await Promise.allSettled([decided]);
      await until(isDecided);
      const by = (await w.checkpoints())[0]?.decidedBy;
      expect(by).toBe(outcome?.status === 'fulfilled' ? 'Ada' : 'the timeout');
      if (outcome?.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'approval.decided', details: { by: 'the timeout' } });
      expect([w.http.sent.length, await w.heard(), (await w.run()).status]).toEqual([1, ['Sorry.'], 'succeeded']);
      clock.pass(60);
      await new Promise((later) => setTimeout(later, 20));
      expect((await w.events('input_received')).filter(({ input }) => input.kind === 'decision')).toHaveLength(1);
    }
  });

  test('a minute early nobody decides; each step has a deadline of its own', async () => {
    server.play([{ text: 'One.' }, { text: 'Two.' }]);
    const { w, clock } = await worldWith({ ...within(30, 'reject_and_continue'), steps: inline('First.', 'Second.') });
    clock.pass(29);
    await new Promise((later) => setTimeout(later, 20));
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 1 });
    clock.pass(1);
    await until(async () => (await w.run()).step === 2 && (await w.run()).status === 'waiting_for_approval');
    clock.pass(30);
    await until(async () => (await w.run()).status === 'succeeded');
    expect(await w.heard()).toEqual([]);
  });

  test('that something is in the way of applies nothing and waits for a person, without a deadline', async () => {
    server.play([calls(['modify_variables', { amount: 5 }]), { text: 'Sorry.' }, { text: 'Hello.' }]);
    const { w, clock } = await worldWith({ ...within(30, 'approve'), steps: inline('Apologise.') });
    await w.say('hello');
    clock.pass(30);
    await until(async () => (await w.run()).status === 'waiting_for_checkpoint_resolution');
    expect((await w.now()).stageVars.Main).toEqual({});
    expect((await w.checkpoints())[0]?.deadline).toBeUndefined();
    clock.pass(600);
    await new Promise((later) => setTimeout(later, 20));
    expect(await w.run()).toMatchObject({ status: 'waiting_for_checkpoint_resolution' });
    await w.decide('rebase');
    expect((await w.now()).stageVars.Main).toEqual({ amount: 5 });
  });

  test('G-31 stands in for nobody where a tool wants the yes of a person', async () => {
    server.play([calls(['discount']), { text: 'A discount.' }]);
    const { w, clock } = await worldWith({ ...within(30, 'approve'), steps: inline('Give.') });
    clock.pass(30);
    await until(async () => (await w.run()).status === 'waiting_for_checkpoint_resolution');
    expect((await w.checkpoints())[0]?.conflicts).toMatchObject([{ kind: 'consent' }]);
    expect([await w.heard(), (await w.now()).stageVars.Main]).toEqual([[], {}]);
    await w.decide('approve');
    expect([await w.heard(), (await w.now()).stageVars.Main]).toEqual([['A discount.'], { discount: 10 }]);
  });

  test('that comes while a human has the conversation is kept until the hand-back', async () => {
    server.play([{ text: 'Sorry.' }]);
    const { w, clock, isDecided } = await worldWith({ ...within(30, 'approve'), steps: inline('Apologise.') });
    await w.conversations.inbox.takeOver(w.id, ada);
    clock.pass(30);
    await new Promise((later) => setTimeout(later, 20));
    expect(await w.heard()).toEqual([]);
    await w.conversations.inbox.handBack(w.id, ada, { summary: '' });
    await until(isDecided);
    expect([await w.heard(), (await w.run()).status]).toEqual([['Sorry.'], 'succeeded']);
  });

  test('that has passed while no process ran decides at the next start', async () => {
    server.play([{ text: 'Sorry.' }]);
    const { w, clock } = await worldWith({ ...within(30, 'approve'), steps: inline('Apologise.') });
    // The first process is gone, and its timers with it.
    await w.conversations.drain(10);
    clock.pass(31);
    await new Promise((later) => setTimeout(later, 20));
    expect(await w.heard()).toEqual([]);
    const next = conversationsOf(w.ports, versionsOf(w.ports, parseProject));
    await next.resume();
    await until(async () => (await next.look(w.id)).conversation.promptRuns?.at(-1)?.status === 'succeeded');
    expect(await w.heard()).toEqual(['Sorry.']);
  });

  test('that is further away than a timer can wait is waited for', async () => {
    const armed: number[] = [];
    const clock = {
      ...realClock,
      after: (milliseconds: number, call: () => void) => {
        armed.push(milliseconds);
        return realClock.after(milliseconds, call);
      },
    };
    server.play([{ text: 'Sorry.' }]);
    const w = await sequenceWorld(shop(server, [{ ...within(43_200, 'approve'), steps: inline('Apologise.') }]), { ports: { clock } });
    await w.start('Apology');
    await new Promise((later) => setTimeout(later, 60));
    expect(Math.max(...armed)).toBeLessThan(2 ** 31);
    expect(armed.filter((it) => it > 1_000_000).length).toBeLessThan(10);
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval' });
  });
});

test('calls that take longer together than a turn may are all made, in both modes', async () => {
  for (const mode of ['auto_apply_changes', 'approve_before_continuing'] as const) {
    const amounts = [1, 2, 3, 4, 5];
    server.play([calls(...amounts.map((amount): [string, { amount: number }] => ['refund', { amount }])), { text: 'Refunded.' }]);
    const clock = handClock();
    const http = recordingHttp(() => {
      clock.pass(20 / 60);
      return { ok: true };
    });
    const w = await sequenceWorld(shop(server, [{ ...asking, mode, steps: inline('Refund.') }]), { ports: { clock }, http });
    await w.start('Apology');
    if (mode === 'approve_before_continuing') await w.decide('approve');
    expect(http.sent.map(({ body }) => body)).toEqual(amounts.map((amount) => JSON.stringify({ amount })));
    expect([await w.heard(), (await w.run()).status]).toEqual([['Refunded.'], 'succeeded']);
  }
});

describe('versions that are published between', () => {
  test('a step that stood still in a stage that is gone goes on, or fails; it never hangs', async () => {
    server.play([calls(['go_to_stage', { stage: 'Done' }], ['refund', { amount: 1 }]), calls(['await_results']), { text: 'Refunded.' }]);
    const document = shop(server, [{ ...asking, steps: inline('Refund and move.') }]);
    const w = await sequenceWorld(document);
    await w.start('Apology');
    await w.decide('approve');
    expect((await w.now()).stage).toBe('Done');
    await w.publish({ ...document, stages: document.stages.slice(1) }, true);
    const status = (await w.run()).status;
    if (status === 'waiting_for_approval') await w.decide('rebase');
    await w.rest();
    expect(['succeeded', 'failed']).toContain((await w.run()).status);
    expect(w.http.sent).toHaveLength(1);
  });

  test('a move that somebody else has made meanwhile is not made again: the stage is entered once', async () => {
    server.play([calls(['go_to_stage', { stage: 'Done' }]), { text: 'Off we go.' }]);
    const document = shop(server, [{ ...asking, steps: inline('Move.') }], {
      globalActions: [{ name: 'Go', triggerOnClientCommand: true, effects: [{ type: 'go_to_stage', stage: 'Done' }] }],
    });
    const [main, done] = document.stages;
    const entered = { ...done, name: 'Done', onEnter: { effects: [reply('Welcome.')] } };
    const w = await sequenceWorld({ ...document, stages: [{ ...main, name: 'Main' }, entered] });
    await w.start('Apology');
    await w.press('Go');
    await w.decide('rebase');
    expect([await w.heard(), (await w.now()).stage, (await w.run()).status]).toEqual([['Welcome.', 'Off we go.'], 'Done', 'succeeded']);
  });

  test('C-22 a sequence that is gone in the next version is still run to its end', async () => {
    server.play([{ text: 'One.' }, { text: 'Two.' }]);
    const document = shop(server, [{ ...asking, steps: inline('The first of two.', 'The second of two.') }]);
    const w = await sequenceWorld(document);
    await w.start('Apology');
    const { promptSequences: _gone, ...without } = document;
    await w.publish(without, true);
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    await w.decide('rebase');
    expect(systemIn(server.requests.at(-1))).toContain('The second of two.');
    await w.decide('approve');
    expect([await w.heard(), (await w.run()).status]).toEqual([['One.', 'Two.'], 'succeeded']);
    await expect(operatorOf(w).start('Apology')).rejects.toMatchObject({ code: 'sequence.unknown' });
  });
});

test('P-44 a revert that is asked for right before a human steps in is done after the hand-back, once', async () => {
  server.play([calls(['modify_variables', { amount: 5 }]), { text: '' }]);
  const w = await sequenceWorld(shop(server, [{ ...asking, mode: 'auto_apply_changes', steps: inline('Note it.') }]));
  await w.start('Apology');
  const [checkpoint] = await w.checkpoints();
  await Promise.all([
    w.conversations.sequences.revert(w.id, { checkpoint: checkpoint?.id ?? '', by: 'Ada' }),
    w.conversations.inbox.takeOver(w.id, ada),
  ]);
  await w.conversations.inbox.handBack(w.id, ada, { summary: '' });
  await w.rest();
  expect((await w.now()).stageVars.Main).toEqual({});
  expect((await w.checkpoints())[0]).toMatchObject({ status: 'reverted', notReverted: [] });
});
