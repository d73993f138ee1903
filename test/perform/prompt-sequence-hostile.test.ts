import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckpointItem } from '../../shared/checkpoint.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox } from '../world.ts';
import { calls, script } from './loop-world.ts';
import { inline, sequenceWorld, shop, shopTools } from './sequence-world.ts';

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
const amountTo = (name: string, value: number): NonNullable<AuthoredProject['globalActions']>[number] => ({
  name,
  triggerOnClientCommand: true,
  effects: [{ type: 'modify_variables', modifications: [{ variable: 'amount', operation: 'set', value }] }],
});
const idOf = (items: readonly CheckpointItem[] | undefined, kind: CheckpointItem['kind']): string => items?.find((it) => it.kind === kind)?.id ?? '';

/** A run that waits with a value, a field, a call and words. */
const waiting = async (more: Partial<AuthoredProject> = {}) => {
  server.play([
    calls(['modify_variables', { amount: 12 }], ['modify_user_profile', { tier: 'gold' }], ['refund', { amount: 12 }]),
    { text: 'Sorry.' },
    { text: 'Bye.' },
  ]);
  const document = shop(server, [{ ...asking, steps: inline('Apologise.', 'Say bye.') }], {
    globalActions: [amountTo('Three', 3), amountTo('Four', 4)],
    ...more,
  });
  const w = await sequenceWorld(document, { intents: { hello: [] } });
  await w.start('Apology');
  return { w, document };
};

describe('what a decision may say', () => {
  test('to approve no item at all applies nothing, says nothing and goes on', async () => {
    const { w } = await waiting();
    await w.decide('approve', { items: [] });
    expect(await w.now()).toMatchObject({ stageVars: { Main: {} }, profile: {} });
    expect([w.http.sent, await w.heard()]).toEqual([[], []]);
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'partly_applied', applied: {} });
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
  });

  test('items that are not there, and names of prototypes, are refused; nothing is stored', async () => {
    const { w } = await waiting();
    const before = (await w.log()).length;
    const proto: object = JSON.parse('{"__proto__": {"amount": 1}}');
    for (const bad of [
      { items: ['nothing'] },
      { items: ['__proto__'] },
      { edits: proto as never },
      { edits: { constructor: 1 } },
      { items: ['toString'] },
    ])
      await expect(w.decide('approve', bad)).rejects.toMatchObject({ code: 'admin.invalid' });
    expect((await w.log()).length).toBe(before);
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 1 });
  });

  test('an edit of what was not approved changes nothing', async () => {
    const { w } = await waiting();
    await w.decide('approve', { items: ['profile tier'], edits: { 'variable Main.amount': 99 } });
    expect(await w.now()).toMatchObject({ stageVars: { Main: {} }, profile: { tier: 'gold' } });
  });

  test('P-17 what an operator writes is data: braces in a text, an argument or a value are never filled in', async () => {
    const { w } = await waiting();
    const message = idOf((await w.checkpoints())[0]?.items, 'message');
    await w.decide('approve', { edits: { [message]: 'Dear {{userProfile.tier}}', 'profile tier': '{{vars.amount}}' } });
    expect(await w.heard()).toEqual(['Dear {{userProfile.tier}}']);
    expect((await w.now()).profile).toEqual({ tier: '{{vars.amount}}' });
  });

  test('arguments that the tool does not know, or that do not fit, are a conflict', async () => {
    const { w } = await waiting();
    await expect(w.decide('approve', { edits: { 'call 1.3': { amount: 5, to: 'me' } } })).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    await expect(w.decide('approve', { edits: { 'call 1.3': { amount: 'lots' } } })).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    expect(w.http.sent).toEqual([]);
    await w.decide('approve', { edits: { 'call 1.3': { amount: 5 } } });
    expect(w.http.sent.map(({ body }) => body)).toEqual(['{"amount":5}']);
  });

  test('a rejection that names items or edits does nothing of them', async () => {
    const { w } = await waiting();
    await w.decide('reject_and_continue', { items: ['profile tier'], edits: { 'variable Main.amount': 1 } });
    expect(await w.now()).toMatchObject({ stageVars: { Main: {} }, profile: {} });
    expect(await w.run()).toMatchObject({ step: 2 });
  });
});

describe('conflicts that come between', () => {
  test('no edits are no edits: an approval with an empty list of them does not apply over a conflict', async () => {
    const { w } = await waiting();
    await w.press('Three');
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    await expect(w.decide('approve', { edits: {} })).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    expect((await w.now()).stageVars.Main).toEqual({ amount: 3 });
  });

  test('who edits has seen the conflicts that were shown, and none that came later', async () => {
    const { w } = await waiting();
    await w.press('Three');
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    await w.press('Four');
    await expect(w.decide('approve', { edits: { 'profile tier': 'blue' } })).rejects.toMatchObject({
      code: 'checkpoint.conflict',
      details: { reason: expect.stringContaining('is 4 now') },
    });
    await w.rest();
    expect((await w.now()).stageVars.Main).toEqual({ amount: 4 });
    await w.decide('approve', { edits: { 'profile tier': 'blue' } });
    expect(await w.now()).toMatchObject({ stageVars: { Main: { amount: 12 } }, profile: { tier: 'blue' } });
  });

  test('who edits after one message of the user has not seen the next one', async () => {
    const { w } = await waiting();
    await w.say('hello');
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    await w.say('Stop, I do not want it!');
    await expect(w.decide('approve', { edits: { 'profile tier': 'blue' } })).rejects.toMatchObject({ code: 'checkpoint.conflict' });
    await w.rest();
    expect([w.http.sent, (await w.now()).profile]).toEqual([[], {}]);
  });

  test('a message that comes right after a decision was taken, and before it is carried out, stops it', async () => {
    const { w } = await waiting();
    const [checkpoint] = await w.checkpoints();
    const decided = w.conversations.decide(w.id, { wait: checkpoint?.id ?? '', approve: true, how: 'approve', by: 'Ada' });
    const said = w.conversations.accept(w.id, { kind: 'message', id: 'late', text: 'hello' });
    await Promise.all([decided.catch(() => undefined), said]);
    await w.rest();
    const { status } = await w.run();
    const { Main } = (await w.now()).stageVars;
    // Whichever came first, the two agree with each other.
    const applied = (await w.checkpoints())[0]?.status === 'applied';
    expect({ applied, amount: Main?.amount, stopped: status === 'waiting_for_checkpoint_resolution' }).toEqual({
      applied,
      amount: applied ? 12 : undefined,
      stopped: !applied,
    });
  });

  test('a tool that is gone in the version that the conversation has moved to is a conflict, and no rebase helps', async () => {
    const { w, document } = await waiting();
    const [main, ...stages] = document.stages;
    const without = {
      ...document,
      tools: shopTools.filter(({ name }) => name !== 'refund' && name !== 'receipt'),
      stages: [{ ...main, name: 'Main', tools: ['modify_variables'] }, ...stages],
    };
    await w.publish(without, true);
    await expect(w.decide('rebase')).rejects.toMatchObject({ details: { reason: expect.stringContaining('refund') } });
    await w.rest();
    expect((await w.now()).stageVars.Main).toEqual({});
    await w.decide('rebase', { items: ['variable Main.amount'] });
    expect((await w.now()).stageVars.Main).toEqual({ amount: 12 });
  });

  test('P-23 a field that another conversation of the same visitor has changed is a conflict, in both modes', async () => {
    for (const mode of [asking, auto]) {
      const change = { type: 'modify_user_profile' as const, modifications: [{ variable: 'tier', operation: 'set' as const, value: 'blue' }] };
      const document = shop(server, [{ ...mode, steps: inline('Apologise.') }], {
        globalActions: [{ name: 'Blue', triggerOnClientCommand: true, effects: [change] }],
      });
      const w = await sequenceWorld(document);
      const other = await w.conversations.start({ project: 'test', visitor: 'visitor-1' });
      server.play((_request, index) => (index === 0 ? calls(['modify_user_profile', { tier: 'gold' }]) : { text: 'Sorry.', afterMilliseconds: 300 }));
      const before = server.requests.length;
      await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
      const isAsked = async () => (mode === auto ? server.requests.length === before + 2 : (await w.run()).status === 'waiting_for_approval');
      while (!(await isAsked())) await new Promise((again) => setTimeout(again, 2));
      await w.conversations.accept(other, { kind: 'command', id: 'blue', command: 'Blue', parameters: {} });
      while ((await w.ports.store.profile('test', 'visitor-1')).tier !== 'blue') await new Promise((again) => setTimeout(again, 2));
      await w.rest();
      if (mode === asking) await expect(w.decide('approve')).rejects.toMatchObject({ code: 'checkpoint.conflict' });
      await w.rest();
      expect((await w.checkpoints())[0]?.conflicts).toMatchObject([{ kind: 'value', item: 'profile tier' }]);
      expect(await w.ports.store.profile('test', 'visitor-1')).toEqual({ tier: 'blue' });
      await w.decide('rebase');
      expect(await w.ports.store.profile('test', 'visitor-1')).toEqual({ tier: 'gold' });
    }
  });

  test('names that every object knows are values like any other, in a checkpoint, its conflicts and its revert', async () => {
    const odd = script('odd', 'vars.toString = 5; vars.valueOf = "x"; return 1');
    const document = shop(server, [{ ...auto, steps: inline('Be odd.') }]);
    server.play([calls(['odd']), { text: '' }]);
    const w = await sequenceWorld({ ...document, tools: [...shopTools, odd], stages: document.stages.map((it) => ({ ...it, tools: ['odd'] })) });
    await w.start('Apology');
    const [checkpoint] = await w.checkpoints();
    expect(checkpoint).toMatchObject({
      status: 'applied',
      items: [
        { name: 'toString', after: 5 },
        { name: 'valueOf', after: 'x' },
      ],
    });
    expect(checkpoint?.items.map((item) => Object.hasOwn(item, 'before'))).toEqual([false, false]);
    await w.conversations.sequences.revert(w.id, { checkpoint: checkpoint?.id ?? '', by: 'Ada' });
    await w.rest();
    expect((await w.now()).stageVars.Main).toEqual({});
  });
});

describe('two at once', () => {
  test('C-28 of many who decide at once exactly one is first, and all others are told who', async () => {
    const { w } = await waiting();
    const [checkpoint] = await w.checkpoints();
    const hows = ['approve', 'reject_and_stop', 'rebase', 'reject_and_continue'] as const;
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => {
        const how = hows[index % 4] ?? 'approve';
        return w.conversations.decide(w.id, { wait: checkpoint?.id ?? '', approve: index % 2 === 0, how, by: `Op ${index}` });
      }),
    );
    const won = all.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    for (const lost of all.filter(({ status }) => status === 'rejected'))
      expect(lost).toMatchObject({ reason: { code: 'approval.decided', details: { by: `Op ${won[0]}` } } });
    await w.rest();
    expect(w.http.sent.length).toBeLessThanOrEqual(1);
  });

  test('of two who start a run at once one is told that another is under way; of two who revert at once, too', async () => {
    const { w } = await waiting();
    await w.decide('approve');
    await w.decide('reject_and_stop');
    const [first] = await w.checkpoints();
    const revert = () => w.conversations.sequences.revert(w.id, { checkpoint: first?.id ?? '', by: 'Ada' });
    const reverts = await Promise.allSettled([revert(), revert(), revert()]);
    expect(reverts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await w.rest();
    const start = () => w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
    const starts = await Promise.allSettled([start(), start()]);
    expect(starts[1]).toMatchObject({ status: 'rejected', reason: { code: 'sequence.busy' } });
    await w.rest();
    expect((await w.now()).promptRuns).toHaveLength(2);
  });

  test('two effects that start a run in one turn start one', async () => {
    server.play([{ text: 'Sorry.' }]);
    const effect = { type: 'run_prompt_sequence' as const, sequence: 'Apology' };
    const document = shop(server, [{ ...asking, steps: inline('Apologise.') }], {
      globalActions: [{ name: 'Twice', triggerOnClientCommand: true, effects: [effect, effect] }],
    });
    const w = await sequenceWorld(document);
    await w.press('Twice');
    expect((await w.now()).promptRuns).toHaveLength(1);
    expect((await w.events('effect_done')).filter((it) => it.effect === 'run_prompt_sequence').map(({ outcome }) => outcome.ok)).toEqual([
      true,
      false,
    ]);
  });

  test('a revert after later changes leaves these alone, and a second one is refused', async () => {
    const { w } = await waiting();
    await w.decide('approve');
    await w.press('Three');
    const [first] = await w.checkpoints();
    const stays = await w.conversations.sequences.revert(w.id, { checkpoint: first?.id ?? '', by: 'Ada' });
    await w.rest();
    expect(stays).toContain('The variable amount has changed since.');
    expect(await w.now()).toMatchObject({ stageVars: { Main: { amount: 3 } }, profile: {} });
    // The run that waits is not touched by it.
    expect(await w.run()).toMatchObject({ status: 'waiting_for_approval', step: 2 });
  });

  test('a checkpoint that nobody has decided, or that was rejected, cannot be taken back', async () => {
    const { w } = await waiting();
    const revert = async (at: number) => w.conversations.sequences.revert(w.id, { checkpoint: (await w.checkpoints())[at]?.id ?? '', by: 'Ada' });
    await expect(revert(0)).rejects.toMatchObject({ code: 'checkpoint.not_reverted' });
    await w.decide('reject_and_continue');
    await expect(revert(0)).rejects.toMatchObject({ code: 'checkpoint.not_reverted' });
  });
});
