import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sequenceStatuses } from '../../shared/checkpoint.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { reply, sharedSandbox } from '../world.ts';
import { calls, resultsIn, script, systemIn } from './loop-world.ts';
import { inline, recordingHttp, sequenceWorld, shop, shopTools } from './sequence-world.ts';

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
const forWhom = [{ name: 'who', type: 'text' as const }];

describe('where runs start', () => {
  test('an effect starts one, with values that are filled in once and are data from then on', async () => {
    server.play([{ text: 'Sorry.' }]);
    const effects = [{ type: 'run_prompt_sequence' as const, sequence: 'Apology', variables: { who: '{{userInput}}' } }, reply('A moment.')];
    const document = shop(server, [{ ...auto, steps: inline('Apologise to {{who}}.'), variables: forWhom }], {
      globalActions: [{ name: 'Complain', triggerOnUserInput: true, examples: ['x'], effects }],
    });
    const w = await sequenceWorld(document, { intents: { '{{constants.x}} is late': ['Complain'] } });
    await w.say('{{constants.x}} is late');
    expect(await w.heard()).toEqual(['A moment.', 'Sorry.']);
    expect(systemIn(server.requests.at(-1))).toContain('Apologise to {{constants.x}} is late.');
    expect(await w.run()).toMatchObject({ status: 'succeeded', startedBy: { kind: 'effect', name: 'Complain' } });
  });

  test('a client command starts one, with the variables as its parameters', async () => {
    server.play([{ text: 'Sorry.' }]);
    const w = await sequenceWorld(
      shop(server, [{ ...auto, triggerOnClientCommand: true, steps: inline('Apologise to {{who}}.'), variables: forWhom }]),
    );
    await expect(w.press('Apology')).rejects.toMatchObject({ code: 'command.parameters' });
    await w.press('Apology', { who: 'Bo' });
    expect(await w.run()).toMatchObject({ status: 'succeeded', startedBy: { kind: 'command', name: 'Apology' } });
    expect(systemIn(server.requests.at(-1))).toContain('Apologise to Bo.');
  });

  test('a sequence that says nothing of commands is none', async () => {
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Apologise.') }]));
    await expect(w.press('Apology')).rejects.toMatchObject({ code: 'command.unknown' });
  });

  test('C-24 what is refused leaves nothing behind: no run, no event', async () => {
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Apologise to {{who}}.'), variables: forWhom }]));
    const before = (await w.log()).length;
    await expect(w.start('Apology')).rejects.toMatchObject({ code: 'sequence.missing_value', details: { step: 1, name: 'who' } });
    await expect(w.start('Nothing')).rejects.toMatchObject({ code: 'sequence.unknown' });
    expect((await w.log()).length).toBe(before);
    expect((await w.now()).promptRuns).toBeUndefined();
  });

  test('a second run on the same conversation is refused until the first is over', async () => {
    server.play([{ text: 'Sorry.' }]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Apologise.') }]));
    await w.start('Apology');
    await expect(w.start('Apology')).rejects.toMatchObject({ code: 'sequence.busy', details: { name: 'Apology' } });
    await w.decide('reject_and_stop');
    await w.start('Apology');
    expect((await w.now()).promptRuns).toMatchObject([{ status: 'failed' }, { status: 'waiting_for_approval' }]);
  });

  test('a second run by a client command is refused while one is under way, also where that one was started by a command', async () => {
    server.play([{ text: 'Sorry.' }]);
    const w = await sequenceWorld(shop(server, [{ ...asking, triggerOnClientCommand: true, steps: inline('Apologise.') }]));
    await w.press('Apology');
    await w.press('Apology');
    const done = (await w.events('effect_done')).filter(({ effect }) => effect === 'run_prompt_sequence');
    expect(done.map(({ outcome }) => outcome)).toMatchObject([{ ok: true }, { ok: false, problem: { code: 'sequence.busy' } }]);
    expect((await w.now()).promptRuns).toMatchObject([{ status: 'waiting_for_approval', startedBy: { kind: 'command', name: 'Apology' } }]);
    await w.decide('reject_and_stop');
    await w.press('Apology');
    expect((await w.now()).promptRuns).toHaveLength(2);
  });

  test('C-22 a run goes on with the prompts that it was made with, whatever is published meanwhile', async () => {
    server.play([{ text: 'One.' }, { text: 'Two.' }]);
    const document = shop(server, [{ ...asking, steps: [...inline('First.'), { type: 'snippet', snippetId: 'second' }] }], {
      snippets: [{ id: 'second', content: 'As it was.' }],
    });
    const w = await sequenceWorld(document);
    await w.start('Apology');
    await w.publish({ ...document, snippets: [{ id: 'second', content: 'As it is.' }] }, true);
    await expect(w.decide('approve')).rejects.toMatchObject({ details: { reason: expect.stringContaining('version 2') } });
    await w.rest();
    await w.decide('rebase');
    expect(systemIn(server.requests.at(-1))).toContain('As it was.');
    await w.decide('approve');
    await w.start('Apology');
    await w.decide('approve');
    expect(systemIn(server.requests.at(-1))).toContain('As it is.');
  });
});

describe('the copy that a step works on', () => {
  const look = script('look', 'return { amount: vars.amount ?? null, tier: userProfile.tier ?? null, said: history.at(-1)?.text ?? null }');

  test('R002-21 a step sees what it did itself; conversations beside it see nothing before it is applied', async () => {
    server.play([
      calls(['modify_variables', { amount: 3 }]),
      calls(['modify_user_profile', { tier: 'gold' }]),
      calls(['look', {}, 'seen']),
      { text: 'Sorry.' },
    ]);
    const document = shop(server, [{ ...asking, steps: inline('Apologise.') }]);
    const [stage] = document.stages;
    const w = await sequenceWorld(
      {
        ...document,
        tools: [...shopTools, look],
        stages: [{ ...stage, name: 'Main', tools: [...(stage?.tools ?? []), 'look'] }, ...document.stages.slice(1)],
      },
      { intents: { hello: [] } },
    );
    await w.start('Apology');
    expect(resultsIn(server.requests.at(-1)).seen).toMatchObject({ result: { amount: 3, tier: 'gold' } });
    expect(await w.now()).toMatchObject({ stageVars: { Main: {} }, profile: {} });
    expect(await w.ports.store.profile('test', 'visitor-1')).toEqual({});
    server.play([calls(['look', {}, 'mine']), { text: 'Hello.' }]);
    await w.say('hello');
    expect(resultsIn(server.requests.at(-1)).mine).toMatchObject({ result: { amount: null, tier: null, said: 'hello' } });
    expect(await w.heard()).toEqual(['Hello.']);
    await w.decide('rebase');
    expect(await w.ports.store.profile('test', 'visitor-1')).toEqual({ tier: 'gold' });
    expect(await w.heard()).toEqual(['Hello.', 'Sorry.']);
  });

  test('an action sequence whose parts only read or work on the copy runs in the step; one that writes outside is kept whole', async () => {
    server.play([calls(['Take down'], ['Pay']), { text: 'Done.' }]);
    const document = shop(server, [{ ...asking, steps: inline('Do it.') }], {
      actionSequences: [
        { name: 'Take down', actions: [{ tool: 'note_amount', parameters: { amount: 4 } }, { tool: 'find_order' }] },
        { name: 'Pay', actions: [{ tool: 'note_amount', parameters: { amount: 5 } }, { tool: 'pay_once' }] },
      ],
      stage: { tools: ['Take down', 'Pay'] },
    });
    server.play([
      {
        calls: [
          { tool: 'Take_down', arguments: {} },
          { tool: 'Pay', arguments: {} },
        ],
      },
      { text: 'Done.' },
    ]);
    const w = await sequenceWorld(document);
    await w.start('Apology');
    expect((await w.checkpoints())[0]?.items).toMatchObject([
      { kind: 'variable', name: 'amount', after: 4 },
      { kind: 'call', tool: 'Pay' },
      { kind: 'message', text: 'Done.' },
    ]);
    expect(w.http.sent.map(({ method }) => method)).toEqual(['GET']);
    await w.decide('approve');
    expect(w.http.sent.map(({ url }) => url)).toEqual(['https://shop.example/orders', 'https://shop.example/payments']);
    expect((await w.now()).stageVars.Main).toEqual({ amount: 5 });
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
    expect(Object.values((await w.checkpoints())[0]?.calls ?? {})).toMatchObject([{ ok: true, value: { success: true } }]);
  });

  test('a script that asks for a move or for words asks for them in the checkpoint', async () => {
    server.play([calls(['leap']), { text: '' }]);
    const leap = script('leap', 'goToStage("Done"); respond("Off we go."); return 1');
    const document = shop(server, [{ ...asking, steps: inline('Leap.') }]);
    const w = await sequenceWorld({ ...document, tools: [...shopTools, leap], stages: document.stages.map((it) => ({ ...it, tools: ['leap'] })) });
    await w.start('Apology');
    expect((await w.checkpoints())[0]?.items).toMatchObject([
      { kind: 'message', text: 'Off we go.' },
      { kind: 'stage', to: 'Done' },
    ]);
    expect((await w.now()).stage).toBe('Main');
    await w.decide('approve');
    expect([(await w.now()).stage, await w.heard()]).toEqual(['Done', ['Off we go.']]);
  });
});

describe('with a human', () => {
  const ada = { id: 'ada', name: 'Ada' };

  test('P-44 while a human has the conversation a run stands still; it goes on once the bot has it again, and nothing is done twice', async () => {
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Apologise.', 'Say bye.') }]));
    server.play((request) => (systemIn(request).includes('Say bye.') ? { text: 'Bye.' } : { text: 'Sorry.', afterMilliseconds: 400 }));
    const before = server.requests.length;
    await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
    await until(() => server.requests.length > before);
    await w.conversations.inbox.takeOver(w.id, ada);
    await until(async () => !(await w.conversations.look(w.id)).isWorking);
    expect(await w.heard()).toEqual([]);
    expect(await w.run()).toMatchObject({ status: 'running', step: 1 });
    await w.conversations.inbox.handBack(w.id, ada, { summary: '' });
    await w.rest();
    expect(await w.heard()).toEqual(['Sorry.', 'Bye.']);
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
  });

  test('P-44 a call that is under way when a human steps in is made once, and what follows it is done after the hand-back', async () => {
    server.play([calls(['refund', { amount: 1 }], ['pay_once']), { text: 'Sorry.' }]);
    const http = recordingHttp();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: typeof http = {
      ...http,
      async send(request) {
        const answer = await http.send(request);
        await held;
        return answer;
      },
    };
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Apologise.') }]), { ports: { http: slow } });
    await w.start('Apology');
    const [waiting] = await w.checkpoints();
    await w.conversations.decide(w.id, { wait: waiting?.id ?? '', approve: true, how: 'approve', by: 'Ada' });
    await until(() => http.sent.length === 1);
    await w.conversations.inbox.takeOver(w.id, ada);
    release();
    await until(async () => !(await w.conversations.look(w.id)).isWorking);
    expect(http.sent).toHaveLength(1);
    expect(await w.heard()).toEqual([]);
    await w.conversations.inbox.handBack(w.id, ada, { summary: '' });
    await w.rest();
    expect(http.sent.map(({ url }) => url)).toEqual(['https://shop.example/refunds', 'https://shop.example/payments']);
    expect(await w.heard()).toEqual(['Sorry.']);
    expect(await w.run()).toMatchObject({ status: 'succeeded' });
  });

  test('what is decided while a human has the conversation is carried out when it is handed back', async () => {
    server.play([calls(['refund', { amount: 1 }]), { text: 'Sorry.' }]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Apologise.') }]));
    await w.start('Apology');
    await w.conversations.inbox.takeOver(w.id, ada);
    await w.decide('approve');
    expect([await w.heard(), w.http.sent]).toEqual([[], []]);
    await w.conversations.inbox.handBack(w.id, ada, { summary: '' });
    await w.rest();
    expect(await w.heard()).toEqual(['Sorry.']);
    expect(w.http.sent).toHaveLength(1);
  });

  test('a conversation that ends takes its run with it: it has failed, and nothing waits any more', async () => {
    server.play([{ text: 'Sorry.' }]);
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Apologise.') }]));
    await w.start('Apology');
    await w.conversations.close(w.id, 'enough');
    expect(await w.run()).toMatchObject({ status: 'failed', problem: { code: 'conversation.ended' } });
    expect(await w.conversations.waiting('test')).toEqual({ approvals: [], checkpoints: [] });
    await expect(w.decide('approve')).rejects.toMatchObject({ code: 'conversation.ended' });
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 5_000; tries += 1) {
    if (await holds()) return;
    await new Promise((again) => setTimeout(again, 2));
  }
  throw new Error('it did not come');
}

describe('what visitors notice of a step', () => {
  test('nobody is told that the bot is writing while a step runs, and nothing of it can be stopped', async () => {
    server.play([{ text: 'Sorry.', afterMilliseconds: 400 }]);
    const before = server.requests.length;
    const working: boolean[] = [];
    const outlet = {
      events: () => undefined,
      delta: () => undefined,
      working: (_conversation: object, isWorking: boolean) => working.push(isWorking),
    };
    const w = await sequenceWorld(shop(server, [{ ...asking, steps: inline('Apologise.') }]), { ports: { outlet } });
    await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
    await until(() => server.requests.length > before);
    await w.conversations.stop(w.id);
    await w.rest();
    expect(working).toEqual([]);
    expect((await w.checkpoints())[0]?.items).toMatchObject([{ text: 'Sorry.' }]);
  });

  test('R002-25 a step that uses its budget up fails the run, and the visitor hears no apology', async () => {
    server.play([calls(['find_order']), calls(['find_order'])]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Look.') }], { limits: { modelCalls: 1 } }));
    await w.start('Apology');
    expect(await w.run()).toMatchObject({ status: 'failed', problem: { code: 'turn.out_of_budget' } });
    expect(await w.heard()).toEqual([]);
    expect((await w.now()).staged).toBeUndefined();
  });
});

test('R002-26 there are exactly five statuses', () => {
  expect(sequenceStatuses).toEqual(['running', 'waiting_for_approval', 'waiting_for_checkpoint_resolution', 'succeeded', 'failed']);
});
