import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox } from '../world.ts';
import { calls, resultsIn, systemIn } from './loop-world.ts';
import { inline, sequenceWorld, shop } from './sequence-world.ts';

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

describe('auto_apply_changes', () => {
  test('R002-18, R002-23, R002-24 and R002-01: each step is applied as it ends and the next one begins, to the end, unattended', async () => {
    server.play([calls(['note_amount', { amount: 12 }]), { text: 'I am sorry.' }, calls(['refund', { amount: 12 }]), { text: 'You get 12 back.' }]);
    const w = await sequenceWorld(
      shop(server, [{ ...auto, steps: inline('Apologise.', 'Refund {{amount}}.'), variables: [{ name: 'amount', type: 'text' }] }]),
    );
    await w.start('Apology', { amount: '12' });
    expect(await w.heard()).toEqual(['I am sorry.', 'You get 12 back.']);
    expect(await w.run()).toMatchObject({ status: 'succeeded', step: 2, steps: 2 });
    expect((await w.now()).stageVars.Main).toMatchObject({ amount: 12 });
    expect(w.http.sent.map(({ url }) => url)).toEqual(['https://shop.example/refunds']);
    expect((await w.checkpoints()).map(({ status, decidedBy }) => [status, decidedBy])).toEqual([
      ['applied', 'the sequence'],
      ['applied', 'the sequence'],
    ]);
    expect(w.deltas).toEqual([]);
    expect(systemIn(server.requests.at(-1))).toContain('Refund 12.');
    expect(resultsIn(server.requests.at(-1)).call_1).toEqual({ result: expect.stringContaining('will be made once it is approved') });
  });

  test('R002-19 a checkpoint that cannot be applied by itself waits for a person, and the run goes on from there', async () => {
    server.play([calls(['discount']), { text: 'A discount.' }, { text: 'Done.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Give.', 'Close.') }]));
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'waiting_for_checkpoint_resolution', step: 1 });
    expect((await w.checkpoints())[0]?.conflicts).toMatchObject([{ kind: 'consent', text: 'discount wants the yes of a person.' }]);
    expect(await w.heard()).toEqual([]);
    await w.decide('approve');
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
    expect(await w.heard()).toEqual(['A discount.', 'Done.']);
  });
});

describe('approve_before_continuing', () => {
  test('R002-20, R002-21 and C-26: every step waits with a readable diff, and nothing of it is there before somebody approves', async () => {
    server.play([
      calls(['note_amount', { amount: 12 }], ['refund', { amount: 12 }], ['go_to_stage', { stage: 'Done' }]),
      { text: 'Sorry.' },
      { text: 'Bye.' },
    ]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Apologise.', 'Say bye.') }]));
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 1 });
    expect((await w.now()).stageVars.Main?.amount).toBeUndefined();
    expect(w.http.sent).toEqual([]);
    expect(await w.heard()).toEqual([]);
    const [checkpoint] = await w.checkpoints();
    expect(checkpoint?.items).toEqual([
      { id: 'variable Main.amount', kind: 'variable', stage: 'Main', name: 'amount', after: 12 },
      { id: 'call 1.2', kind: 'call', tool: 'refund', arguments: { amount: 12 } },
      { id: expect.any(String), kind: 'message', text: 'Sorry.' },
      { id: 'stage', kind: 'stage', from: 'Main', to: 'Done' },
    ]);
    await w.decide('approve');
    expect(await w.now()).toMatchObject({ stage: 'Done', stageVars: { Main: { amount: 12 } } });
    expect(w.http.sent).toHaveLength(1);
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
  });
});

describe('what operators decide', () => {
  const two = (mode: typeof auto | typeof asking, ...prompts: string[]) => [{ ...mode, steps: inline(...prompts) }];

  test('R002-20 edit and approve: other values, words and arguments are applied than the step wanted', async () => {
    server.play([calls(['note_amount', { amount: 12 }], ['refund', { amount: 12 }]), { text: 'Sorry.' }, { text: 'Bye.' }]);
    const w = await sequenceWorld(shop(server, two(asking, 'Apologise.', 'Say bye.')));
    await w.start('Apology');
    const [checkpoint] = await w.checkpoints();
    const message = checkpoint?.items.find(({ kind }) => kind === 'message')?.id ?? '';
    await expect(w.decide('approve', { edits: { nothing: 1 } })).rejects.toMatchObject({ code: 'admin.invalid' });
    await expect(w.decide('approve', { edits: { [message]: '' } })).rejects.toMatchObject({ code: 'admin.invalid' });
    await w.decide('approve', { edits: { 'variable Main.amount': 5, 'call 1.2': { amount: 5 }, [message]: 'So sorry.' } });
    expect((await w.now()).stageVars.Main).toEqual({ amount: 5 });
    expect(w.http.sent.map(({ body }) => body)).toEqual(['{"amount":5}']);
    expect(await w.heard()).toEqual(['So sorry.']);
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'applied', decidedBy: 'Ada', verdict: 'approve' });
  });

  test('approving a part: the rest is not done, and the checkpoint says so', async () => {
    server.play([calls(['note_amount', { amount: 12 }], ['refund', { amount: 12 }]), { text: 'Sorry.' }, { text: 'Bye.' }]);
    const w = await sequenceWorld(shop(server, two(asking, 'Apologise.', 'Say bye.')));
    await w.start('Apology');
    await w.decide('approve', { items: ['variable Main.amount'] });
    expect((await w.now()).stageVars.Main).toEqual({ amount: 12 });
    expect([w.http.sent, await w.heard()]).toEqual([[], []]);
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'partly_applied', applied: { 'variable Main.amount': 12 } });
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
  });

  test('C-27 reject and continue drops what the step did and goes on; reject and stop fails the run, R002-25: no later step runs', async () => {
    server.play([calls(['note_amount', { amount: 12 }]), { text: 'Sorry.' }, { text: 'Bye.' }]);
    const w = await sequenceWorld(shop(server, two(asking, 'Apologise.', 'Say bye.', 'Never.')));
    await w.start('Apology');
    await w.decide('reject_and_continue');
    expect((await w.now()).stageVars.Main).toEqual({});
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
    await w.decide('reject_and_stop', { reason: 'too much' });
    expect(await w.run()).toMatchObject({ status: 'failed', step: 2, problem: { code: 'sequence.rejected', details: { by: 'Ada', step: 2 } } });
    expect((await w.checkpoints()).map(({ status, reason }) => [status, reason])).toEqual([
      ['rejected', undefined],
      ['rejected', 'too much'],
    ]);
    expect(await w.heard()).toEqual([]);
    expect(server.requests.filter((it) => systemIn(it).includes('Never.'))).toEqual([]);
  });

  test('C-25 a last step with something to apply waits like any other; one without ends at once', async () => {
    server.play([calls(['find_order']), { text: '' }]);
    const w = await sequenceWorld(shop(server, two(asking, 'Look.')));
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
    server.play([{ text: 'Sorry.' }]);
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 1, steps: 1 });
    await w.decide('approve');
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
    expect(await w.heard()).toEqual(['Sorry.']);
  });

  test('C-28 of two operators who approve at once one is first; the other is told who', async () => {
    server.play([calls(['refund', { amount: 1 }]), { text: 'Sorry.' }, { text: 'Bye.' }]);
    const w = await sequenceWorld(shop(server, two(asking, 'Apologise.', 'Say bye.')));
    await w.start('Apology');
    const both = await Promise.allSettled([w.decide('approve', { by: 'Ada' }), w.decide('reject_and_stop', { by: 'Grace' })]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { code: 'approval.decided', details: { by: 'Ada' } } });
    const [first] = await w.checkpoints();
    const again = w.conversations.decide(w.id, { wait: first?.id ?? '', approve: true, how: 'approve', by: 'Grace' });
    await expect(again).rejects.toMatchObject({ code: 'approval.decided', details: { by: 'Ada' } });
    expect(w.http.sent).toHaveLength(1);
  });

  test('to approve what does not wait has its own message', async () => {
    server.play([{ text: 'Sorry.' }]);
    const w = await sequenceWorld(shop(server, two(auto, 'Apologise.')));
    await w.start('Apology');
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.not_waiting' });
  });
});

describe('conflicts', () => {
  const waiting = async () => {
    server.play([
      calls(['modify_variables', { amount: 12 }], ['modify_user_profile', { tier: 'gold' }], ['go_to_stage', { stage: 'Done' }]),
      { text: 'Sorry.' },
      { text: 'Bye.' },
    ]);
    const document = shop(server, [{ ...asking, steps: inline('Apologise.', 'Say bye.') }], {
      globalActions: [
        {
          name: 'Amount',
          triggerOnClientCommand: true,
          effects: [{ type: 'modify_variables', modifications: [{ variable: 'amount', operation: 'set', value: 3 }] }],
        },
      ],
    });
    const w = await sequenceWorld(document, { intents: { hello: [] } });
    await w.start('Apology');
    return { w, document };
  };

  test('R002-19 a value that has changed meanwhile: a plain approval does not apply; to rebase does', async () => {
    const { w } = await waiting();
    await w.press('Amount');
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    expect(await w.run()).toMatchObject({ status: 'waiting_for_checkpoint_resolution', step: 1 });
    expect((await w.checkpoints())[0]?.conflicts).toMatchObject([{ kind: 'value', item: 'variable Main.amount' }]);
    expect((await w.now()).stageVars.Main).toEqual({ amount: 3 });
    await w.decide('rebase');
    expect((await w.now()).stageVars.Main).toEqual({ amount: 12 });
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'applied', items: [{ before: 3, after: 12 }, {}, {}, {}] });
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
  });

  test('the user wrote meanwhile: edit and apply, once the conflict was shown, applies', async () => {
    const { w } = await waiting();
    await w.say('hello');
    await expect(w.decide('approve')).rejects.toMatchObject({ details: { reason: 'The user has written since the step began.' } });
    await w.rest();
    await w.decide('approve', { edits: { 'variable Main.amount': 7 } });
    expect(await w.now()).toMatchObject({ stageVars: { Main: { amount: 7 } }, profile: { tier: 'gold' } });
  });

  test('a version that moved, and a stage that is gone: rebasing helps against the first alone', async () => {
    const { w, document } = await waiting();
    await w.publish({ ...document, stages: document.stages.slice(0, 1) }, true);
    await w.press('Amount');
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    expect((await w.checkpoints())[0]?.conflicts.map(({ kind }) => kind)).toEqual(['version', 'value', 'stage']);
    await expect(w.decide('rebase')).rejects.toMatchObject({ details: { reason: 'The stage "Done" is not there any more.' } });
    await w.rest();
    await w.decide('rebase', { items: ['profile tier'] });
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'partly_applied' });
    expect(await w.now()).toMatchObject({ stage: 'Main', profile: { tier: 'gold' }, stageVars: { Main: { amount: 3 } } });
  });

  test('R002-19 what does not fit its declared type is not applied, whoever gave it', async () => {
    const { w } = await waiting();
    await expect(w.decide('approve', { edits: { 'variable Main.amount': 'much' } })).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    expect((await w.checkpoints())[0]?.conflicts).toMatchObject([{ kind: 'type', text: expect.stringContaining('not a number') }]);
    await w.decide('reject_and_continue');
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
  });

  test('in auto mode a message that comes during a step stops what would be applied over it', async () => {
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Apologise.') }]));
    server.play((_request, index) => (index === 0 ? { text: 'Sorry.', afterMilliseconds: 60 } : { text: 'Yes?' }));
    const { id } = await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' }).then((run) => run);
    await w.conversations.accept(w.id, { kind: 'message', id: 'in-between', text: 'Wait!' });
    await w.rest();
    expect(await w.run()).toMatchObject({ id, status: 'waiting_for_checkpoint_resolution' });
    expect((await w.checkpoints())[0]?.conflicts).toMatchObject([{ kind: 'message' }]);
    expect(await w.heard()).toEqual(['Yes?']);
    await w.decide('rebase');
    expect(await w.heard()).toEqual(['Yes?', 'Sorry.']);
  });
});
