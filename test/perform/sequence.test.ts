import { afterAll, describe, expect, test } from 'vitest';
import type { Http } from '../../runtime/ports.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply, type Script, sharedSandbox, world } from '../world.ts';
import { continued } from './loop-world.ts';

afterAll(() => sharedSandbox().close());

const script = (name: string, code: string, more = {}) => ({ type: 'script' as const, name, code, ...more });
const note = (name: string) => script(name, `vars.order = [...(vars.order ?? []), '${name}']; return '${name} done'`);
const set = (variable: string, value: string) => ({
  type: 'modify_variables' as const,
  modifications: [{ variable, operation: 'set' as const, value }],
});
const profile = (variable: string, value: string) => ({
  type: 'modify_user_profile' as const,
  modifications: [{ variable, operation: 'set' as const, value }],
});

/** One action that calls the sequence `chain` and then says how it came out. */
const calling = (
  actions: NonNullable<AuthoredProject['actionSequences']>[number]['actions'],
  more: Partial<AuthoredProject> = {},
  call = {},
): AuthoredProject =>
  projectOf(
    [{ name: 'Do', parameters: [{ name: 'city' }], effects: [{ type: 'call_tool', tool: 'chain', ...call }, reply('{{results.tools.chain}}')] }],
    {
      tools: [
        note('one'),
        note('two'),
        note('three'),
        script('fail', 'throw new Error("Action failed")'),
        script('echo', 'return params.text', { parameters: [{ name: 'text' }] }),
      ],
      actionSequences: [{ name: 'chain', actions }],
      ...more,
    },
  );
const run = async (document: AuthoredProject, script: Script = {}) => {
  const w = await world(document, { intents: { go: { Do: { city: 'Paris' } } }, ...script });
  await w.say('go');
  return w;
};
const resultOf = async (w: Awaited<ReturnType<typeof run>>) => JSON.parse((await w.heard()).at(-1) ?? 'null');

describe('an action sequence', () => {
  test('R000-01, R000-02 and R000-14 runs its items back-to-back in the authored order, without a model in between', async () => {
    let asked = 0;
    const model = { answer: async () => Promise.reject(new Error(`asked ${++asked}`)) };
    const w = await run(calling([{ tool: 'two' }, { tool: 'three' }, { tool: 'one' }]), { ports: { model } });
    expect((await w.now()).stageVars.Main?.order).toEqual(['two', 'three', 'one']);
    expect(asked).toBe(0);
  });

  test('R000-04 and R000-11 its combined response: success, and a result for each item in its order', async () => {
    expect(await resultOf(await run(calling([{ tool: 'one' }, { tool: 'two' }])))).toEqual({
      success: true,
      chain_results: [
        { action: 'one', success: true, result: 'one done' },
        { action: 'two', success: true, result: 'two done' },
      ],
    });
  });

  test('R000-09, R000-10 and R000-11 a failure is on record in this very shape, and the next item runs all the same', async () => {
    const w = await run(calling([{ tool: 'fail' }, { tool: 'one' }]));
    const result = await resultOf(w);
    expect(Object.keys(result)).toEqual(['success', 'chain_results']);
    expect(result.success).toBe(false);
    expect(Object.keys(result.chain_results[0])).toEqual(['action', 'success', 'error']);
    expect(result.chain_results[0]).toMatchObject({ action: 'fail', success: false });
    expect(result.chain_results[0].error).toContain('Action failed');
    expect(result.chain_results[1]).toEqual({ action: 'one', success: true, result: 'one done' });
  });

  test('R000-08 (what runs) a new order is what runs from then on', async () => {
    const w = await run(calling([{ tool: 'one' }, { tool: 'two' }]));
    await w.publish(calling([{ tool: 'two' }, { tool: 'one' }]), true);
    await w.say('go');
    expect((await w.now()).stageVars.Main?.order).toEqual(['one', 'two', 'two', 'one']);
  });

  test('C-20 nothing is rolled back', async () => {
    const w = await run(calling([{ tool: 'one' }, { tool: 'fail' }]));
    expect((await w.now()).stageVars.Main?.order).toEqual(['one']);
  });

  test('C-21 an action inside runs its effects as written: the global priority does not apply', async () => {
    const w = await run(
      calling([{ action: 'Mixed' }], {
        globalActions: [
          {
            name: 'Mixed',
            triggerOnUserInput: false,
            effects: [
              { type: 'call_tool', tool: 'one' },
              set('order', 'overwritten'),
              { type: 'call_tool', tool: 'echo', parameters: { text: '{{vars.order}}' } },
            ],
          },
        ],
      }),
    );
    expect(await resultOf(w)).toEqual({ success: true, chain_results: [{ action: 'Mixed', success: true, result: 'overwritten' }] });
  });

  test('an item’s inputs refer to earlier results, by tool and by place', async () => {
    const w = await run(
      calling([
        { tool: 'one' },
        { tool: 'echo', parameters: { text: '{{results.tools.one}} and {{chain.0.result}}' } },
        { tool: 'echo', parameters: { text: '{{chain.1.result}}, {{chain.1.action}}, {{params.city}}' } },
      ]),
    );
    expect((await resultOf(w)).chain_results.map(({ result }: { result: string }) => result)).toEqual([
      'one done',
      'one done and one done',
      'one done and one done, echo, Paris',
    ]);
  });

  test('R000-05 and R000-06 an unknown item, no items and no name are errors; a description is optional', async () => {
    const { parseProject } = await import('../../shared/parse.ts');
    const codes = (sequence: unknown) =>
      parseProject({ name: 'test', stages: [{ name: 'Main' }], tools: [note('one')], actionSequences: [sequence] }).findings.map(({ code }) => code);
    expect(codes({ name: 's', actions: [{ tool: 'nobody' }] })).toContain('name.unknown');
    expect(codes({ name: 's', actions: [] })).toContain('schema.too_small');
    expect(codes({ actions: [{ tool: 'one' }] })).toContain('schema.missing');
    expect(codes({ name: 's', actions: [{ tool: 'one' }] })).toEqual([]);
  });

  test('R000-12 a sequence in a sequence is refused', async () => {
    const { parseProject } = await import('../../shared/parse.ts');
    const document = calling([{ tool: 'one' }]);
    const nested = { ...document, actionSequences: [...(document.actionSequences ?? []), { name: 'outer', actions: [{ tool: 'chain' }] }] };
    expect(parseProject(nested).findings.map(({ code }) => code)).toContain('sequence.nested');
  });

  test('R000-13 the profile is written before anybody else takes over; end, stage and abort come after the last item', async () => {
    const w = await run(
      calling(
        [
          { effect: { type: 'go_to_stage', stage: 'Other' } },
          { effect: profile('name', 'Ada') },
          { effect: { type: 'end_conversation', reason: 'done' } },
          { tool: 'one' },
        ],
        { stages: [{ name: 'Main', actions: [{ name: 'Do', effects: [{ type: 'call_tool', tool: 'chain' }] }] }, { name: 'Other' }] },
      ),
    );
    const { profile: written, status, stageVars } = await w.now();
    expect([written, status, stageVars.Main?.order]).toEqual([{ name: 'Ada' }, 'ended', ['one']]);
    expect((await w.events('effect_done')).map(({ effect }) => effect).filter((it) => it !== 'take_inputs' && it !== 'conclude')).toEqual([
      'go_to_stage',
      'modify_user_profile',
      'end_conversation',
      'call_tool',
    ]);
  });

  test('R000-16 a tool of a sequence stays callable by itself', async () => {
    const document = calling([{ tool: 'one' }]);
    document.stages[0]?.actions?.push({ name: 'Alone', effects: [{ type: 'call_tool', tool: 'one' }, reply('{{results.tools.one}}')] });
    const w = await world(document, { intents: { alone: ['Alone'] } });
    await w.say('alone');
    expect(await w.heard()).toEqual(['one done']);
  });

  test('its result is kept as a variable, also where a part failed, and onError sees the failure', async () => {
    const w = await run(calling([{ tool: 'fail' }], {}, { saveAs: 'outcome' }));
    expect((await w.now()).stageVars.Main?.outcome).toMatchObject({ success: false });
    const stages = [
      {
        name: 'Main',
        onFallback: { effects: [reply('sorry')] },
        actions: [{ name: 'Do', effects: [{ type: 'call_tool' as const, tool: 'chain', onError: 'fallback' as const }, reply('never')] }],
      },
    ];
    expect(await (await run(calling([{ tool: 'fail' }], { stages }))).heard()).toEqual(['sorry']);
  });

  test('a client fires it where its author allows that, and nowhere else', async () => {
    const document = calling([
      { tool: 'one' },
      { effect: { type: 'generate_response', mode: 'prescripted', responses: ['Done: {{chain.0.result}}'] } },
    ]);
    const [sequence] = document.actionSequences ?? [];
    const open = await world({ ...document, actionSequences: [{ name: 'chain', actions: sequence?.actions ?? [], triggerOnClientCommand: true }] });
    await open.press('chain');
    expect(await open.heard()).toEqual(['Done: one done']);
    const closed = await world(document);
    await expect(closed.press('chain')).rejects.toMatchObject({ code: 'command.unknown' });
  });

  test('a playbook calls it as one of its actions', async () => {
    const w = await run(
      projectOf([{ name: 'Do', effects: [{ type: 'start_playbook', playbook: 'Guide' }] }], {
        tools: [note('one'), script('echo', 'return params.text', { parameters: [{ name: 'text' }] })],
        actionSequences: [{ name: 'chain', actions: [{ tool: 'one' }, { tool: 'echo' }] }],
        playbooks: [
          {
            name: 'Guide',
            sections: [
              {
                name: 'only',
                steps: [
                  { type: 'SET', variable: 'word', value: 'hello' },
                  { type: 'RUN', target: { kind: 'action', name: 'chain', inputs: { text: '@word' }, saveAs: 'outcome' } },
                  { type: 'SEND', mode: 'fixed', text: 'Ready.' },
                ],
              },
            ],
          },
        ],
      }),
    );
    expect(await w.heard()).toEqual(['Ready.']);
    expect((await w.now()).stageVars.Main?.outcome).toMatchObject({ success: true, chain_results: [{}, { action: 'echo', result: 'hello' }] });
  });

  test('R003-28 what a hook may not do, it may not do through a sequence', async () => {
    const w = await world(
      calling([{ effect: { type: 'end_conversation', reason: 'no' } }, { tool: 'one' }], {
        stages: [{ name: 'Main', onEnter: { effects: [{ type: 'call_tool', tool: 'chain' }, reply('{{results.tools.chain}}')] } }],
      }),
    );
    expect((await w.now()).status).toBe('active');
    expect(JSON.parse((await w.heard())[0] ?? '').chain_results).toMatchObject([{ action: 'end_conversation', success: false }, { success: true }]);
  });

  test('a conversation is the fold of its log, cut anywhere in a sequence', async () => {
    const { fold } = await import('../../runtime/decide/apply.ts');
    const w = await run(calling([{ tool: 'one' }, { tool: 'fail' }, { tool: 'two' }]));
    const log = await w.log();
    for (let cut = 1; cut < log.length; cut += 1) expect(fold(log.slice(cut), fold(log.slice(0, cut)))).toEqual(await w.now());
  });

  test('G-05 killed and restarted after each event: no item that was recorded runs twice, and none is left out', async () => {
    const steps = ['/a', '/b', '/c'];
    const shop = () => {
      const seen: string[] = [];
      const send: Http['send'] = async ({ url }) => {
        const { pathname } = new URL(url);
        seen.push(pathname);
        const answer = { status: 200, statusText: '', headers: {}, data: pathname, milliseconds: 1 };
        return pathname === '/b' ? { ...answer, ok: false, problem: { code: 'http.status', message: 'no' }, status: 500 } : { ...answer, ok: true };
      };
      return { seen, send, close: async () => undefined };
    };
    const tools = ['a', 'b', 'c'].map((name) => ({ type: 'webhook' as const, name, url: `https://shop.example/${name}` }));
    const document = calling([{ tool: 'a' }, { tool: 'b' }, { tool: 'c' }], { tools });
    const w = await run(document, { ports: { http: shop() } });
    const [log, right] = [await w.log(), await resultOf(w)];
    expect(right).toMatchObject({ success: false, chain_results: [{ success: true }, { success: false }, { success: true }] });
    let cuts = 0;
    for (let cut = log.findIndex(({ type }) => type === 'turn_matched') + 1; cut < log.length; cut += 1) {
      const http = shop();
      const recorded = log.slice(0, cut).filter((event) => event.type === 'effect_done' && event.effect === 'call_tool').length;
      const { state } = await continued(log.slice(0, cut), { w, document, http });
      expect(http.seen, `cut after event ${cut}`).toEqual(steps.slice(recorded));
      expect(JSON.parse(state.messages.at(-1)?.text ?? '')).toEqual(right);
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(7);
  });
});
