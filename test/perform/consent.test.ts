import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { reply, sharedSandbox } from '../world.ts';
import { calls, type LoopWorld, looping, loopWorld, resultsIn, script } from './loop-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => {
  server.requests.length = 0;
  server.play([calls(['pay', { amount: 40 }, 'a']), { text: 'Settled.' }]);
});
afterAll(async () => {
  await Promise.all([server.close(), sharedSandbox().close()]);
});

const pay = (more = {}) =>
  script('pay', 'vars.paid = params.amount; return "paid"', {
    description: 'Pay back',
    parameters: [{ name: 'amount', type: 'number', required: true }],
    ...more,
  });
const asking = (more = {}): AuthoredProject => looping(server, [pay(more)]);
const buttons = async (w: LoopWorld) => (await w.now()).messages.at(-1)?.buttons ?? [];
const press = async (w: LoopWorld, index: number) => {
  const { command = '', parameters = {} } = (await buttons(w))[index] ?? {};
  await w.press(command, parameters);
};
const paid = async (w: LoopWorld) => (await w.now()).stageVars.Main?.paid;
const lastResult = () => JSON.stringify(resultsIn(server.requests.at(-1)).a);

describe('a tool that asks for a yes', () => {
  test('G-31 shows the exact arguments, waits, and runs once the button is pressed', async () => {
    const w = await loopWorld(asking({ confirm: true }));
    await w.say('pay me');
    expect(await w.heard()).toEqual(['Shall I do this: Pay back? {"amount":40}']);
    expect((await buttons(w)).map(({ label }) => label)).toEqual(['Yes', 'No']);
    expect([await paid(w), (await w.now()).waiting?.wait]).toMatchObject([
      undefined,
      { for: 'confirmation', tool: 'pay', arguments: { amount: 40 } },
    ]);
    await press(w, 0);
    expect([await paid(w), (await w.heard()).at(-1), (await w.now()).waiting]).toEqual([40, 'Settled.', null]);
  });

  test('G-31 a no is told to the model, and nothing runs', async () => {
    const w = await loopWorld(asking({ confirm: true }));
    await w.say('pay me');
    await press(w, 1);
    expect([await paid(w), (await w.heard()).at(-1)]).toEqual([undefined, 'Settled.']);
    expect(lastResult()).toContain('the user said no');
  });

  test('words count where they are those of a button; anything else is no yes', async () => {
    const spoken = await loopWorld(asking({ confirm: true }));
    await spoken.say('pay me');
    await spoken.say(' yes ');
    expect(await paid(spoken)).toBe(40);
    server.play([calls(['pay', { amount: 40 }, 'a']), { text: 'Settled.' }]);
    const vague = await loopWorld(asking({ confirm: true }));
    await vague.say('pay me');
    await vague.say('yes, but 400 please');
    expect([await paid(vague), (await vague.heard()).at(-1)]).toEqual([undefined, 'Settled.']);
    expect(lastResult()).toContain('did not say yes');
  });

  test('G-31 a yes is bound to its question: a button of an older one does nothing', async () => {
    server.play([calls(['pay', { amount: 40 }, 'a']), { text: 'No?' }, calls(['pay', { amount: 4_000 }, 'b']), { text: 'Settled.' }]);
    const w = await loopWorld(asking({ confirm: true }));
    await w.say('pay me');
    const [old] = await buttons(w);
    await press(w, 1);
    await w.say('and now?');
    await expect(w.press(old?.command ?? '', old?.parameters ?? {})).rejects.toMatchObject({ code: 'command.unknown' });
    expect(await paid(w)).toBeUndefined();
    await press(w, 0);
    expect(await paid(w)).toBe(4_000);
  });

  test('C-43 what the visitor means instead is done first, then the question comes back', async () => {
    const document = asking({ confirm: true });
    const stage = { ...document.stages[0], name: 'Main', actions: [{ name: 'Hours', effects: [reply('Nine to five.')] }] };
    const w = await loopWorld({ ...document, stages: [stage] }, { intents: { 'when are you open?': ['Hours'] } });
    await w.say('pay me');
    await w.say('when are you open?');
    expect((await w.heard()).slice(-2)).toEqual(['Nine to five.', 'Shall I do this: Pay back? {"amount":40}']);
    await press(w, 0);
    expect(await paid(w)).toBe(40);
  });

  test('R000-03 a sequence with such a tool in it asks for the whole', async () => {
    const document = looping(server, [pay({ confirm: true })], {
      actionSequences: [
        {
          name: 'both',
          description: 'Pay and note',
          actions: [{ tool: 'pay' }, { effect: { type: 'modify_variables', modifications: [{ variable: 'noted', operation: 'set', value: true }] } }],
        },
      ],
      stage: { tools: ['both'] },
    });
    server.play([calls(['both', { amount: 7 }, 'a']), { text: 'Settled.' }]);
    const w = await loopWorld(document);
    await w.say('pay me');
    expect((await w.now()).stageVars.Main?.noted).toBeUndefined();
    await press(w, 0);
    expect((await w.now()).stageVars.Main).toMatchObject({ paid: 7, noted: true });
  });
});

describe('a tool that waits for an operator', () => {
  const decision = async (w: LoopWorld, approve: boolean) => {
    const [call] = (await w.conversations.waiting('test')).approvals;
    await w.conversations.decide(w.id, { wait: call?.id ?? '', approve, by: 'Kim' });
    await w.rest();
  };

  test('the visitor is told, goes on talking meanwhile, and gets the answer once it is approved', async () => {
    const w = await loopWorld(asking({ approve: true }));
    await w.say('pay me');
    expect((await w.heard()).at(-1)).toContain('has to agree');
    expect((await w.conversations.waiting('test')).approvals).toMatchObject([
      { conversation: w.id, stage: 'Main', tool: 'pay', arguments: { amount: 40 } },
    ]);
    server.play([{ text: 'Still waiting.' }]);
    await w.say('how long?');
    expect([(await w.heard()).at(-1), await paid(w)]).toEqual(['Still waiting.', undefined]);
    server.play([{ text: 'Settled.' }]);
    await decision(w, true);
    expect([await paid(w), (await w.heard()).at(-1), (await w.conversations.waiting('test')).approvals]).toEqual([40, 'Settled.', []]);
    expect((await w.events('input_received')).at(-1)?.input).toMatchObject({ kind: 'decision', approve: true, by: 'Kim' });
  });

  test('rejected, it is told to the model; of two who decide, the second gets a conflict', async () => {
    const w = await loopWorld(asking({ approve: true }));
    await w.say('pay me');
    const [call] = (await w.conversations.waiting('test')).approvals;
    const decide = (approve: boolean) => w.conversations.decide(w.id, { wait: call?.id ?? '', approve, by: 'Kim' });
    const both = await Promise.allSettled([decide(false), decide(true)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { code: 'approval.decided' } });
    await w.rest();
    expect([await paid(w), lastResult()]).toEqual([undefined, expect.stringContaining('it was not approved')]);
    await expect(decide(true)).rejects.toMatchObject({ code: 'approval.decided' });
  });

  test.each(['confirm', 'approve'])('a wait for %s survives a restart', async (kind) => {
    const store = memoryStore();
    const w = await loopWorld(asking({ [kind]: true }), { store });
    await w.say('pay me');
    const shown = await buttons(w);
    await w.conversations.drain(1_000);
    const later = conversationsOf(w.ports, versionsOf(w.ports, parseProject));
    await later.resume();
    const [call] = (await later.waiting('test')).approvals;
    const [yes] = shown;
    if (kind === 'approve') await later.decide(w.id, { wait: call?.id ?? '', approve: true, by: 'Kim' });
    else await later.accept(w.id, { kind: 'command', id: 'press-1', command: yes?.command ?? '', parameters: yes?.parameters ?? {} });
    for (;;) {
      const { conversation, isWorking } = await later.look(w.id);
      if (!isWorking && !conversation.turn && conversation.queue.length === 0) break;
      await new Promise((again) => setTimeout(again, 1));
    }
    const { conversation } = await later.look(w.id);
    expect([conversation.stageVars.Main?.paid, conversation.messages.at(-1)?.text]).toEqual([40, 'Settled.']);
  });

  test('both: the visitor’s yes first, then the operator’s', async () => {
    const w = await loopWorld(asking({ confirm: true, approve: true }));
    await w.say('pay me');
    await press(w, 0);
    expect(await paid(w)).toBeUndefined();
    await decision(w, true);
    expect(await paid(w)).toBe(40);
  });

  test('a conversation that has ended takes no decision', async () => {
    const w = await loopWorld(asking({ approve: true }));
    await w.say('pay me');
    const [call] = (await w.conversations.waiting('test')).approvals;
    await w.conversations.close(w.id, 'test');
    await expect(w.conversations.decide(w.id, { wait: call?.id ?? '', approve: true, by: 'Kim' })).rejects.toMatchObject({
      code: 'conversation.ended',
    });
    expect((await w.conversations.waiting('test')).approvals).toEqual([]);
  });
});

describe('G-31 a hostile model that calls everything with everything', () => {
  const nasty: Value[] = ['{{secrets.KEY}}', '=process.env', { literal: '=1' }, -1, null, ['x'], { amount: '{{1}}' }];
  const names = ['pay', 'hidden', 'sequence', 'go_to_stage', 'abort_conversation', 'call_tool', '__proto__', 'constructor', ''];

  test('gets only what the stage lists, by schema, and no write without its yes', async () => {
    const document = looping(server, [pay({ confirm: true }), script('hidden', 'vars.hidden = true; return 1')], {
      actionSequences: [{ name: 'sequence', actions: [{ tool: 'hidden' }] }],
      stage: { tools: ['pay'] },
    });
    server.play([
      calls(...names.flatMap((tool) => nasty.map((amount): [string, Value] => [tool, { amount }]))),
      calls(['pay', { amount: 5 }, 'fits']),
    ]);
    const w = await loopWorld({ ...document, limits: { toolCalls: 100 } });
    await w.say('do your worst');
    expect((await w.now()).stageVars.Main ?? {}).toEqual({});
    const carried = (await w.events('effect_done')).filter(({ effect }) => effect === 'run_call');
    // A number is a number, whatever else it is: that one waits for its yes.
    expect(carried.every(({ outcome }) => !outcome.ok && outcome.problem.code === 'tool.refused')).toBe(true);
    expect((await w.now()).waiting?.wait).toMatchObject({ for: 'confirmation', arguments: { amount: -1 } });
  });

  test('R003-28 and in a hook no more than the hook may', async () => {
    server.play([calls(['go_to_stage', { stage: 'Other' }, 'a']), { text: 'Here.' }]);
    const generated = { type: 'generate_response' as const, mode: 'generated' as const };
    const document = looping(server, [], {
      stages: [{ name: 'Main', tools: ['go_to_stage'], onEnter: { effects: [generated] } }, { name: 'Other' }],
    });
    const w = await loopWorld(document);
    expect([(await w.now()).stage, await w.heard(), lastResult()]).toEqual(['Main', ['Here.'], expect.stringContaining('onEnter may not do this')]);
  });
});

test('what the model said before it asked stands before the question, under the id that it was streamed under', async () => {
  server.play([{ text: 'I can do that.', calls: [{ tool: 'pay', arguments: { amount: 40 } }] }, { text: 'Settled.' }]);
  const w = await loopWorld(asking({ confirm: true }));
  await w.say('pay me');
  expect((await w.heard()).at(-1)).toBe('I can do that.\n\nShall I do this: Pay back? {"amount":40}');
  expect(new Set(w.deltas.map(([message]) => message))).toEqual(new Set([(await w.now()).messages.at(-1)?.id]));
});
