import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Values } from '../../shared/value.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox, startOfTime, tickingClock } from '../world.ts';
import { calls, realClock, resultsIn, systemIn } from './loop-world.ts';
import { inline, recordingHttp, sequenceWorld, shop } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

const auto = { name: 'Apology', mode: 'auto_apply_changes' as const };
const asking = { name: 'Apology', mode: 'approve_before_continuing' as const };

describe('calls that a step has to wait for', () => {
  test('a step that needs the answer of a staged call stands still, and goes on after approval without repeating what ran before', async () => {
    server.play([
      calls(['find_order', {}, 'a']),
      calls(['refund', { amount: 5 }, 'b']),
      calls(['await_results', {}, 'c']),
      { text: 'Refunded as R1.' },
    ]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Refund and say the number.') }]), {
      http: recordingHttp(({ url }): Values => (url.includes('refunds') ? { number: 'R1' } : { order: 7 })),
    });
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 1 });
    expect((await w.checkpoints())[0]).toMatchObject({ isSuspended: true, items: [{ kind: 'call', tool: 'refund' }] });
    expect(w.http.sent.map(({ url }) => url)).toEqual(['https://shop.example/orders']);
    await w.decide('approve');
    expect(w.http.sent.map(({ url }) => url)).toEqual(['https://shop.example/orders', 'https://shop.example/refunds']);
    expect(resultsIn(server.requests.at(-1)).b).toMatchObject({ result: { status: 200, data: { number: 'R1' } } });
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 1 });
    await w.decide('approve');
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
    expect(await w.heard()).toEqual(['Refunded as R1.']);
    expect(server.requests.filter((it) => systemIn(it).includes('say the number'))).toHaveLength(4);
  });

  test('a tool that depends on a staged call waits for it by itself', async () => {
    server.play([calls(['refund', { amount: 5 }, 'b'], ['receipt', {}, 'r']), { text: 'Sent.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Refund with a receipt.') }]));
    await w.start('Apology');
    expect(w.http.sent.map(({ url }) => url)).toEqual(['https://shop.example/refunds', 'https://shop.example/receipts']);
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
    expect(await w.heard()).toEqual(['Sent.']);
  });

  test('R002-25 a call that fails fails the run; nothing is said about it, and no later step runs', async () => {
    server.play([calls(['refund', { amount: 5 }]), { text: 'Refunded.' }, { text: 'Never.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Refund.', 'Never.') }]), { http: recordingHttp(() => null) });
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'failed', step: 1, problem: { code: 'sequence.call_failed' } });
    expect(await w.heard()).toEqual([]);
  });

  test('R002-25 a step whose model fails fails the run, and the visitor hears nothing of it', async () => {
    server.play([{ fault: 'error_500' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Refund.', 'Never.') }]));
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'failed', step: 1 });
    expect(await w.heard()).toEqual([]);
    expect((await w.now()).staged).toBeUndefined();
  });
});

describe('notes, timeouts, reverts', () => {
  test('what a step says can be kept for operators and the later steps instead of being sent', async () => {
    server.play([{ text: 'The order is late: {{vars.amount}}.' }, { text: 'We are sorry.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, replies: 'keep', steps: inline('Look.', 'Conclude.') }]));
    await w.start('Apology');
    expect(await w.heard()).toEqual([]);
    expect((await w.checkpoints()).map(({ items }) => items[0]?.kind)).toEqual(['note', 'note']);
    expect(systemIn(server.requests.at(-1))).toContain('"The order is late: {{vars.amount}}."');
  });

  test('where nobody decides in time, the author has: approve, reject and continue, or reject and stop', async () => {
    let later: (() => void)[] = [];
    const kept = (call: () => void) => {
      later.push(call);
      return () => undefined;
    };
    const outcome = async (then: 'approve' | 'reject_and_stop') => {
      server.play([{ text: 'Sorry.' }]);
      const clock = {
        ...tickingClock(),
        now: () => time,
        after: (milliseconds: number, call: () => void) => (milliseconds > 1_000 ? kept(call) : realClock.after(milliseconds, call)),
      };
      let time = startOfTime;
      const w = await sequenceWorld(shop(server, [{ ...asking, timeout: { minutes: 30, then }, steps: inline('Apologise.') }]), { ports: { clock } });
      later = [];
      await w.start('Apology');
      expect((await w.checkpoints())[0]?.deadline).toMatchObject({ at: startOfTime + 30 * 60_000, then });
      time += 30 * 60_000;
      for (const call of later) call();
      await until(async () => (await w.run()).status !== 'waiting_for_approval');
      return { run: await w.run(), heard: await w.heard(), by: (await w.checkpoints())[0]?.decidedBy };
    };
    expect(await outcome('approve')).toMatchObject({ run: { status: 'succeeded' }, heard: ['Sorry.'], by: 'the timeout' });
    expect(await outcome('reject_and_stop')).toMatchObject({ run: { status: 'failed' }, heard: [] });
  });

  test('an applied checkpoint is taken back as far as that can be undone, and it says what stays', async () => {
    server.play([
      calls(['modify_variables', { amount: 12 }], ['modify_user_profile', { tier: 'gold' }], ['refund', { amount: 1 }]),
      { text: 'Sorry.' },
    ]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Apologise.') }]));
    await w.start('Apology');
    const [checkpoint] = await w.checkpoints();
    const stays = await w.conversations.sequences.revert(w.id, { checkpoint: checkpoint?.id ?? '', by: 'Ada' });
    await w.rest();
    expect(stays).toEqual(['The call of refund cannot be taken back.', 'What was said to the visitor cannot be unsaid.']);
    expect((await w.now()).stageVars.Main).toEqual({});
    expect((await w.now()).profile).toEqual({});
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'reverted', revertedBy: 'Ada', notReverted: stays });
    await expect(w.conversations.sequences.revert(w.id, { checkpoint: checkpoint?.id ?? '', by: 'Ada' })).rejects.toMatchObject({
      code: 'checkpoint.not_reverted',
    });
  });
});

describe('what a step that stands still is told', () => {
  test('a call that was left out of what was approved is told as not made; one with other arguments says which', async () => {
    server.play([calls(['refund', { amount: 5 }, 'b'], ['pay_once', {}, 'p']), calls(['await_results', {}, 'c']), { text: 'So be it.' }]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Refund.') }]));
    await w.start('Apology');
    await w.decide('approve', { items: ['call 1.1'], edits: { 'call 1.1': { amount: 4 } } });
    expect(w.http.sent.map(({ body }) => body)).toEqual(['{"amount":4}']);
    expect(resultsIn(server.requests.at(-1))).toMatchObject({
      b: { result: { status: 200 }, calledWith: { amount: 4 } },
      p: { error: 'it was not approved, so it was not made' },
    });
    await w.decide('approve');
    expect(await w.heard()).toEqual(['So be it.']);
  });

  test('a call that fails is told to the step that waits for it, which goes on', async () => {
    server.play([calls(['refund', { amount: 5 }, 'b']), calls(['await_results']), { text: 'It did not work.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Refund.') }]), { http: recordingHttp(() => null) });
    await w.start('Apology');
    expect(resultsIn(server.requests.at(-1)).b).toMatchObject({ error: expect.any(String) });
    expect([await w.heard(), (await w.run()).status]).toEqual([['It did not work.'], 'succeeded']);
  });

  test('C-27 to reject what a step stands still with goes on with the next step, and makes no call', async () => {
    server.play([calls(['refund', { amount: 5 }]), calls(['await_results']), { text: 'Bye.' }]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Refund.', 'Say bye.') }]));
    await w.start('Apology');
    await w.decide('reject_and_continue');
    expect(w.http.sent).toEqual([]);
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
    expect(systemIn(server.requests.at(-1))).toContain('Say bye.');
    expect(resultsIn(server.requests.at(-1))).toEqual({});
  });

  test('to ask for answers where no call waits is told so', async () => {
    server.play([calls(['await_results', {}, 'c']), { text: 'Bye.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Wait.') }]));
    await w.start('Apology');
    expect(resultsIn(server.requests.at(-1)).c).toMatchObject({ error: expect.stringContaining('no call is waiting') });
    expect(server.requests.at(-1)?.body.tools?.map((it) => it.function.name)).not.toContain('await_results');
  });
});

test('a revert leaves what has changed since, goes back to the stage, and says what it left', async () => {
  server.play([
    calls(['modify_variables', { amount: 12 }], ['modify_user_profile', { tier: 'gold' }], ['go_to_stage', { stage: 'Done' }]),
    { text: '' },
  ]);
  const change = { type: 'modify_user_profile' as const, modifications: [{ variable: 'tier', operation: 'set' as const, value: 'blue' }] };
  const document = shop(server, [{ ...auto, steps: inline('Apologise.') }], {
    globalActions: [{ name: 'Blue', triggerOnClientCommand: true, effects: [change] }],
  });
  const w = await sequenceWorld(document);
  await w.start('Apology');
  expect(await w.now()).toMatchObject({ stage: 'Done', profile: { tier: 'gold' } });
  await w.press('Blue');
  const [checkpoint] = await w.checkpoints();
  const stays = await w.conversations.sequences.revert(w.id, { checkpoint: checkpoint?.id ?? '', by: 'Ada' });
  await w.rest();
  expect(stays).toEqual(["The profile's tier has changed since."]);
  expect(await w.now()).toMatchObject({ stage: 'Main', stageVars: { Main: {} }, profile: { tier: 'blue' } });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (await holds()) return;
    await new Promise((again) => setTimeout(again, 2));
  }
  throw new Error('it did not come');
}
